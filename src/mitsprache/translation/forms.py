"""The form of a translator: for each text a wording, its state, and what was seen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import models
from django.forms import BoundField
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from mitsprache.kernel.forms import RichTextField
from mitsprache.kernel.languages import direction_of
from mitsprache.kernel.models import TranslatedRecord
from mitsprache.kernel.text import Text, TextState
from mitsprache.translation.wording import Wording, seen_mark


@dataclass(frozen=True, slots=True)
class Line:
    """One text of the record with everything its row shows."""

    name: str
    label: str
    source: str
    rich: bool
    current: Text
    stored_state: str
    text: BoundField
    state: BoundField
    confirm: BoundField | None
    seen: BoundField


class TranslationForm(forms.Form):
    """All texts of a record in one language. Fields of a text are 'text-title', 'state-title' and so on."""

    def __init__(
        self,
        *args: Any,
        record: TranslatedRecord,
        language: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.record = record
        self.language = language
        self.names = [name for name in record.TRANSLATED if getattr(record, name)]
        for name in self.names:
            self._add(name)

    def _add(self, name: str) -> None:
        stored = self.stored(name)
        column: Any = self.record._meta.get_field(name)
        label = capfirst(str(column.verbose_name))
        attributes = {"lang": self.language, "dir": direction_of(self.language)}
        text: forms.CharField
        if name in self.record.RICH:
            text = RichTextField(label=label, required=False)
        elif isinstance(column, models.TextField):
            text = forms.CharField(label=label, required=False, widget=forms.Textarea({"rows": 5}))
        else:
            text = forms.CharField(label=label, required=False)
        text.widget.attrs.update(attributes)
        text.initial = stored.get("text", "")
        self.fields[f"text-{name}"] = text
        states = [("draft", _("Entwurf")), ("checked", _("geprüft"))]
        if stored.get("state") == TextState.MACHINE:
            states.insert(0, ("machine", _("maschinell übersetzt")))
        self.fields[f"state-{name}"] = forms.ChoiceField(
            label=_("Stand: %(text)s") % {"text": label},
            choices=states,
            initial=stored.get("state", "draft"),
        )
        if self.record.wording(name, self.language).state == TextState.OUTDATED:
            self.fields[f"confirm-{name}"] = forms.BooleanField(
                label=_("%(text)s: Die Übersetzung passt auch zum geänderten Original")
                % {"text": label},
                required=False,
            )
        self.fields[f"seen-{name}"] = forms.CharField(
            initial=seen_mark(self.record, name, self.language),
            required=False,
            widget=forms.HiddenInput(),
        )

    def stored(self, name: str) -> Mapping[str, str]:
        """Return what is stored for a text in this language."""
        entry: Mapping[str, str] = self.record.translations.get(self.language, {}).get(name, {})
        return entry

    def lines(self) -> Iterator[Line]:
        """Yield the rows of the page."""
        for name in self.names:
            confirm = f"confirm-{name}"
            yield Line(
                name=name,
                label=str(self.fields[f"text-{name}"].label),
                source=getattr(self.record, name),
                rich=name in self.record.RICH,
                current=self.record.wording(name, self.language),
                stored_state=self.stored(name).get("state", ""),
                text=self[f"text-{name}"],
                state=self[f"state-{name}"],
                confirm=self[confirm] if confirm in self.fields else None,
                seen=self[f"seen-{name}"],
            )

    def wordings(self) -> dict[str, Wording]:
        """Return what was changed: another text, another state, or an outdated one confirmed."""
        changed = {}
        for name in self.names:
            text = self.cleaned_data[f"text-{name}"].replace("\r\n", "\n").strip()
            state = self.cleaned_data[f"state-{name}"]
            stored = self.stored(name)
            same = text == stored.get("text", "") and (not text or state == stored.get("state"))
            if not same or self.cleaned_data.get(f"confirm-{name}"):
                seen = self.cleaned_data[f"seen-{name}"]
                changed[name] = Wording(text, TextState(state), seen)
        return changed
