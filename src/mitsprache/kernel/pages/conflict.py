"""When somebody else saved meanwhile: what differs, and the form with what was decided."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.forms import BoundField
from django.http import HttpRequest, QueryDict
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from mitsprache.kernel.models import Record
from mitsprache.kernel.pages.columns import words
from mitsprache.kernel.pages.merge import Outcome, compare, fingerprints, word_changes

BASE: Final = "stand"
"""Hidden input: fingerprints of the values with which the form was opened."""
VERSION: Final = "version"
"""Hidden input: the version that was opened."""
DECIDE: Final = "strittig"
"""Hidden inputs: names of the fields that ask for a decision."""
DECISION: Final = "nehmen-"
"""Prefix of the radio buttons: 'mine' or 'theirs'."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that both sides changed."""

    name: str
    label: str
    mine: list[tuple[str, str]]
    theirs: str
    decided: str


def data_of(field: BoundField, value: Any) -> list[str]:
    """Return the texts that the form would send for the stored `value` of `field`."""
    inner, widget = field.field, field.field.widget
    prepared = inner.prepare_value(value)
    if isinstance(widget, forms.CheckboxInput):
        return ["on"] if prepared else []
    if isinstance(widget, forms.SelectMultiple | forms.CheckboxSelectMultiple):
        return [str(inner.prepare_value(entry)) for entry in (prepared or [])]
    shown = widget.format_value(prepared)
    if isinstance(shown, list | tuple):
        return [str(entry) for entry in shown if entry not in (None, "")]
    return [] if shown in (None, "") else [str(shown)]


def stored_value(record: Record, name: str) -> Any:
    """Return what `record` holds in a form field: a primary key, a list of them, or a plain value."""
    field: Any = record._meta.get_field(name)
    if field.many_to_many:
        return list(getattr(record, name).all())
    return field.value_from_object(record)


def own_fields(form: forms.BaseForm, record: Record) -> list[BoundField]:
    """Return the form's fields that are columns or links of the record (files aside)."""
    known = {field.name for field in record._meta.get_fields() if hasattr(field, "formfield")}
    return [
        field
        for field in form
        if field.name in known and not isinstance(field.field, forms.FileField)
    ]


def base_of(form: forms.BaseForm, record: Record) -> str:
    """Return the value of the hidden input that remembers with which values the form was opened."""
    fields = own_fields(form, record)
    values = ((field.name, data_of(field, stored_value(record, field.name))) for field in fields)
    return json.dumps(fingerprints(values), separators=(",", ":"))


def sent_base(data: QueryDict) -> dict[str, str]:
    """Return the remembered fingerprints; nothing if they are damaged."""
    try:
        read = json.loads(data.get(BASE, "{}"))
    except (ValueError, RecursionError):
        return {}
    return {str(k): str(v) for k, v in read.items()} if isinstance(read, dict) else {}


def with_decisions(
    request: HttpRequest, form: forms.BaseForm, record: Record
) -> tuple[QueryDict, list[str]]:
    """Return the sent data with the stored value where 'theirs' was chosen, and the undecided fields."""
    data = request.POST.copy()
    undecided = []
    fields = {field.name: field for field in own_fields(form, record)}
    for name in data.getlist(DECIDE):
        if name not in fields:
            continue
        decision = data.get(f"{DECISION}{name}")
        if decision == "theirs":
            field = fields[name]
            data.setlist(field.html_name, data_of(field, stored_value(record, name)))
        elif decision != "mine":
            undecided.append(name)
    return data, undecided


def in_words(field: BoundField, value: Any) -> str:
    """Return a field's value as a reader understands it."""
    inner: Any = field.field
    if isinstance(inner, forms.ModelMultipleChoiceField):
        related: Any = inner.queryset
        chosen = related.filter(pk__in=[getattr(entry, "pk", entry) for entry in value or ()])
        return ", ".join(str(record) for record in chosen)
    if isinstance(inner, forms.ModelChoiceField):
        related = inner.queryset
        found = related.filter(pk=getattr(value, "pk", value)).first()
        return str(found) if found else _("(leer)")
    if isinstance(inner, forms.ChoiceField):
        choices: Any = inner.choices
        return str(dict(choices).get(value, value)) or _("(leer)")
    if isinstance(value, bool):
        return _("ja") if value else _("nein")
    if value in (None, ""):
        return _("(leer)")
    return strip_tags(words(value)) if isinstance(value, str) else words(value)


def differences(
    form: forms.BaseForm, current: Record, data: QueryDict, asked: Iterable[str] = ()
) -> tuple[list[Difference], dict[str, list[str]]]:
    """Return the fields that both sides changed, and those only the others changed with their values.

    What only the others changed is taken over: nobody here touched it. The fields in `asked` were
    already asked about and stay a question.
    """
    asked = set(asked)
    base = sent_base(data)
    both: list[Difference] = []
    taken: dict[str, list[str]] = {}
    for field in own_fields(form, current):
        stored = stored_value(current, field.name)
        cleaned = getattr(form, "cleaned_data", {}).get(field.name)
        mine, theirs = data_of(field, cleaned), data_of(field, stored)
        outcome = compare(base.get(field.name), mine, theirs)
        if outcome is Outcome.THEIRS:
            taken[field.html_name] = theirs
        elif outcome is Outcome.BOTH or field.name in asked:
            their_words = in_words(field, stored)
            both.append(
                Difference(
                    field.name,
                    str(field.label),
                    list(word_changes(their_words, in_words(field, cleaned))),
                    their_words,
                    data.get(f"{DECISION}{field.name}", ""),
                )
            )
    return both, taken
