"""What models and the rules over several records say about written rows, with file and line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from mitsprache.council import rules as council_rules
from mitsprache.council.models import LegislativeTerm, Membership
from mitsprache.exchange.kinds import KINDS, Kind
from mitsprache.exchange.problems import Place, Problem, quoted
from mitsprache.exchange.rows import Row
from mitsprache.exchange.sentences import shown
from mitsprache.kernel import store
from mitsprache.kernel.models import Record
from mitsprache.kernel.records import RecordOperations

COMPOSING: Final = {"terms", "organizations", "memberships"}
"""Kinds that decide who sits in the council, and for how long."""


@cache
def check_of(model: type[Record]) -> Callable[[Any], None]:
    """Return the rule that the app's own writes of `model` keep."""
    module = import_module(f"mitsprache.{model._meta.app_label}.operations")
    return next(
        found.check
        for found in vars(module).values()
        if isinstance(found, RecordOperations) and found.model is model
    )


def told(kind: Kind, row: Row, error: ValidationError) -> Iterator[Problem]:
    """Yield what a record's fields and constraints refuse."""
    keys = {column.field: column.key for column in kind.columns} | {"key": "id"}
    for field, messages in store.problems_of(error).items():
        key = keys.get(field, "")
        for message in messages:
            if key and field in row.values:
                found = _("{found}: {message}").format(
                    found=shown(row.values[field]), message=message
                )
                yield row.place.below(key).problem(found)
            else:
                found = _("{found}: {message}").format(found=shown(row.key), message=message)
                yield row.place.below("id").problem(found, key=key or "id")


def broken(written: list[tuple[Row, Record]]) -> list[Problem]:
    """Return where the written records break a rule of their app; memberships are asked together."""
    found: list[Problem] = []
    with council_rules.postponed():
        for row, record in written:
            if isinstance(record, Membership):
                continue
            try:
                check_of(type(record))(record)
            except ValidationError as error:
                found += told(KINDS[row.kind], row, error)
    return found


def composition(
    rows: list[Row], written: list[tuple[Row, Record]]
) -> tuple[list[Problem], list[Problem]]:
    """Return what the council's rules forbid and what they only find odd about memberships.

    Args:
        rows: the memberships in the files.
        written: what was written; where that is nothing of the council, nothing is forbidden.
    """
    changed = [row.place for row, _record in written if row.kind in COMPOSING]
    if not (rows or changed):
        return [], []
    places = {row.key: row.place for row in rows}
    errors: list[Problem] = []
    oddities: list[Problem] = []
    everybody = list(council_rules.memberships_with_names())
    for one in council_rules.find(everybody, LegislativeTerm.objects.all()):
        forbidden = bool(one.is_error and changed)
        named = [places[member.key] for member in one.memberships if member.key in places]
        if forbidden or named:
            place = (named or changed)[0]
            target = errors if forbidden else oddities
            target.append(place.below("id").problem(str(one.sentence)))
    return errors, oddities


def still_needed(place: Place, record: Record, error: store.StillInUse) -> Problem:
    """Say that a record which its list no longer names can't be deleted."""
    others = ", ".join(quoted(str(one)) for one in error.dependents[:3])
    message = _("„{record}“ fehlt in der Liste, wird aber noch gebraucht von: {others}.")
    return place.below("id").problem(message.format(record=record, others=others))
