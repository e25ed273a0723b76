"""The filters above the log."""

from __future__ import annotations

import re
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from mitsprache.audit.queries import LogChoices, LogFilter
from mitsprache.audit.words import action_words, kind_words
from mitsprache.kernel.models import known_year

MANY = 200
DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


class DayInput(forms.DateInput):
    """The browser's own field for a day."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")

    def format_value(self, value: Any) -> str | None:
        """Return the day; such a field can't hold anything else."""
        text = str(super().format_value(value) or "")
        return text if DAY.fullmatch(text) else None


class LogForm(forms.Form):
    """What to show; a value that can't be narrows nothing and is told beside the field."""

    person = forms.ChoiceField(label=_("Wer"), required=False)
    action = forms.ChoiceField(label=_("Vorgang"), required=False)
    kind = forms.ChoiceField(label=_("Art des Objekts"), required=False)
    first_date = forms.DateField(
        label=_("Von"), required=False, widget=DayInput(), validators=[known_year]
    )
    last_date = forms.DateField(
        label=_("Bis"), required=False, widget=DayInput(), validators=[known_year]
    )
    text = forms.CharField(label=_("Suchen"), required=False, max_length=MANY)

    def __init__(self, choices: LogChoices, data: Any) -> None:
        super().__init__(data)
        everything = ("", _("alle"))
        for name, values in (
            ("person", [(name, name) for name in choices.persons]),
            ("action", [(name, action_words(name)) for name in choices.actions]),
            ("kind", [(name, kind_words(name)) for name in choices.kinds]),
        ):
            ordered = sorted(values, key=lambda pair: pair[1].casefold())
            cast("forms.ChoiceField", self.fields[name]).choices = [everything, *ordered]

    def filter(self) -> LogFilter:
        """Return what was asked for."""
        self.is_valid()
        values = {name: value for name, value in self.cleaned_data.items() if value}
        return LogFilter(**values)
