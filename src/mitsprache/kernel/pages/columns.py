"""Columns of office lists: where a value comes from, how it reads, what it sorts by."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from mitsprache.kernel.access import Reason
from mitsprache.kernel.templatetags.texts import day


def _field(model: type[models.Model], name: str) -> models.Field[Any, Any] | None:
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    return field if isinstance(field, models.Field) else None


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list.

    Attributes:
        name: a field or attribute; dots go on to related records ('person.full_name').
        label: the heading; the field's own name unless given.
        value: takes the record and returns the value, where `name` is no attribute.
        sort: columns of the database to sort by; the field `name` unless given; () means that the
            list can't be sorted by it.
        badge: shows the value as a state, with the raw value as its kind.
        wide: left out on the page and written to files only.
    """

    name: str
    label: Reason = ""
    value: Callable[[Any], Any] | None = None
    sort: tuple[str, ...] | None = None
    badge: bool = False
    wide: bool = False

    def heading(self, model: type[models.Model]) -> str:
        """Return the heading."""
        if self.label:
            return str(self.label)
        field = _field(model, self.name)
        return capfirst(str(field.verbose_name)) if field else self.name

    def sort_by(self, model: type[models.Model]) -> tuple[str, ...]:
        """Return the database columns to sort by; empty: none."""
        if self.sort is not None:
            return self.sort
        return (self.name,) if self.value is None and _field(model, self.name) else ()

    def is_number(self, model: type[models.Model]) -> bool:
        """Whether values are numbers, which stand at the end of their cell."""
        field = _field(model, self.name)
        return isinstance(field, models.IntegerField | models.DecimalField) and not field.choices

    def raw(self, record: models.Model) -> Any:
        """Return the value as it is stored, or as `value` computes it."""
        if self.value is not None:
            return self.value(record)
        value: Any = record
        for part in self.name.split("."):
            value = getattr(value, part, None)
        return value

    def shown(self, record: models.Model) -> Any:
        """Return the value in words, numbers, dates or moments, for files and for `words`."""
        display = getattr(record, f"get_{self.name}_display", None)
        value = display() if self.value is None and display else self.raw(record)
        if isinstance(value, bool):
            return _("ja") if value else _("nein")
        if isinstance(value, models.Model | Promise):
            return str(value)
        return "" if value is None else value

    def cell(self, record: models.Model) -> dict[str, Any]:
        """Return what the template needs to print the cell."""
        value = self.shown(record)
        return {
            "label": self.heading(type(record)),
            "text": words(value),
            "moment": value if isinstance(value, dt.date) else None,
            "badge": str(self.raw(record)) if self.badge and value else "",
            "number": self.is_number(type(record)),
        }


def words(value: Any) -> str:
    """Write a value for readers, dates as the page's language does."""
    if isinstance(value, dt.datetime):
        return f"{day(value, 'SHORT_DATE_FORMAT')}, {timezone.localtime(value):%H:%M}"
    if isinstance(value, dt.date):
        return day(value, "SHORT_DATE_FORMAT")
    return str(value)
