"""Entries in words: what was done, to which kind of object, and which field changed how."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from django.apps import apps
from django.db import models
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mitsprache.kernel.languages import KNOWN
from mitsprache.kernel.records import MODELS
from mitsprache.kernel.text import TextState

AnyField: TypeAlias = "models.Field[Any, Any]"
Words = str | Promise
Translations = Mapping[str, Mapping[str, Mapping[str, Any]]]
Names = dict[tuple[type[models.Model], str], str]
"""Names of records by model and primary key, so that each is asked for once."""

VERBS: Final[dict[str, Words]] = {
    "create": gettext_lazy("angelegt"),
    "update": gettext_lazy("geändert"),
    "delete": gettext_lazy("gelöscht"),
}
"""What can happen to a row."""

STATES: Final[dict[str, Words]] = {
    TextState.MACHINE: gettext_lazy("maschinell übersetzt"),
    TextState.DRAFT: gettext_lazy("Entwurf"),
    TextState.CHECKED: gettext_lazy("geprüft"),
}
"""The states a translation is stored with."""

EMPTY: Final = "–"
_actions: dict[str, Words] = {}
_extra_fields: dict[str, Words] = {}


def name_actions(actions: Mapping[str, Words], fields: Mapping[str, Words]) -> None:
    """Take an app's words for actions that are no plain write, and for what they note besides."""
    _actions.update(actions)
    _extra_fields.update(fields)


def action_words(action: str) -> str:
    """Return an action in words: 'council.update_person' is 'Person geändert'.

    An action that has no words stays as it is.
    """
    if action in _actions:
        return str(_actions[action])
    app, _dot, name = action.partition(".")
    verb, _line, noun = name.partition("_")
    model = MODELS.get(f"{app}.{noun}") or model_of(f"{app}.{noun.replace('_', '')}")
    if model is None or verb not in VERBS:
        return action
    return f"{kind_words(model._meta.label_lower)} {VERBS[verb]}"


def model_of(label: str) -> type[models.Model] | None:
    """Return the model 'app.name', or None where there is none (any more)."""
    try:
        return apps.get_model(label)
    except (LookupError, ValueError):
        return None


def kind_words(label: str) -> str:
    """Return what a record of a model is called; a model that is no more keeps its name."""
    model = model_of(label)
    return capfirst(str(model._meta.verbose_name)) if model else label


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field, what stood there and what stands there since; both in words."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that was written, in words."""

    kind: str
    label: str
    verb: str
    fields: tuple[FieldChange, ...]


def _field_of(model: type[models.Model] | None, name: str) -> AnyField | None:
    if model is None:
        return None
    for field in (*model._meta.concrete_fields, *model._meta.many_to_many):
        if name in {field.attname, field.name}:
            return field
    return None


def _names_of(model: type[models.Model], keys: list[Any], names: Names) -> str:
    wanted = [(model, str(key)) for key in keys]
    unknown = [key for _model, key in wanted if (model, key) not in names]
    if unknown:
        rows = model._default_manager.filter(pk__in=unknown)
        names.update({(model, key): f"#{key}" for key in unknown})
        names.update({(model, str(row.pk)): str(row) for row in rows})
    return ", ".join(names[entry] for entry in wanted)


def _moment(field: AnyField, value: str) -> str:
    if isinstance(field, models.DateTimeField):
        moment = parse_datetime(value)
        return date_format(localtime(moment), "SHORT_DATETIME_FORMAT") if moment else value
    day = parse_date(value)
    return date_format(day, "SHORT_DATE_FORMAT") if day else value


def _by_field(field: AnyField, value: Any, names: Names) -> Any:
    """Return what only the field knows about its value: names of records, choices, dates."""
    related = field.related_model
    if isinstance(related, type):
        return _names_of(related, value if isinstance(value, list) else [value], names)
    if field.choices:
        return dict(field.flatchoices).get(value, value)
    if isinstance(field, models.DateField) and isinstance(value, str):
        return _moment(field, value)
    return value


def value_words(field: AnyField | None, value: Any, names: Names) -> str:
    """Return a stored value as the office's forms would show it."""
    if value is None or value in ("", [], {}):
        return EMPTY
    if isinstance(value, bool):
        return _("ja") if value else _("nein")
    if field is not None:
        value = _by_field(field, value, names)
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True)
    return str(value)


def translation_words(
    model: type[models.Model] | None, old: Translations | None, new: Translations | None
) -> list[FieldChange]:
    """Return what changed in the column of all translations: a line per text and language."""
    old, new = old or {}, new or {}
    lines = []
    for code in sorted({*old, *new}):
        language = KNOWN[code].own_name if code in KNOWN else code
        was, now = old.get(code, {}), new.get(code, {})
        for name in sorted({*was, *now}):
            before, after = _wording(was.get(name)), _wording(now.get(name))
            if before == after:
                continue
            field = _field_of(model, name)
            label = capfirst(str(field.verbose_name)) if field else name
            lines.append(FieldChange(f"{label} ({language})", before, after))
    return lines


def _wording(entry: Mapping[str, Any] | None) -> str:
    if not entry:
        return EMPTY
    return f"{entry['text']}\n({STATES.get(entry['state'], entry['state'])})"


def row_words(change: Mapping[str, Any], names: Names) -> RowChange:
    """Return one change of an entry in words; `names` is filled with the records it refers to."""
    model = model_of(change["model"])
    fields: list[FieldChange] = []
    for name, (old, new) in change["fields"].items():
        if name == "translations":
            fields += translation_words(model, old, new)
            continue
        field = _field_of(model, name)
        label = field.verbose_name if field else _extra_fields.get(name, name)
        was, now = value_words(field, old, names), value_words(field, new, names)
        fields.append(FieldChange(capfirst(str(label)), was, now))
    verb = VERBS.get(change["action"])
    return RowChange(
        kind=kind_words(change["model"]),
        label=change["label"],
        verb=str(verb) if verb else action_words(f"{model_app(change)}.{change['action']}"),
        fields=tuple(fields),
    )


def model_app(change: Mapping[str, Any]) -> str:
    """Return the label of the app whose row was changed."""
    return str(change["model"]).partition(".")[0]
