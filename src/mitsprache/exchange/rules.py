"""What models and the rules over several records say about written rows, with file and line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from mitsprache.council import rules as council_rules
from mitsprache.council.models import LegislativeTerm
from mitsprache.exchange.kinds import KINDS, Kind
from mitsprache.exchange.problems import Place, Problem
from mitsprache.exchange.rows import Row
from mitsprache.exchange.sentences import shown
from mitsprache.kernel import store
from mitsprache.kernel.models import Record
from mitsprache.kernel.records import RecordOperations


@cache
def check_of(model: type[Record]) -> Callable[[Any], None]:
    """Return the rule that the app's own writes of `model` keep."""
    module = f"mitsprache.{model._meta.app_label}.operations"
    for found in vars(import_module(module)).values() if find_spec(module) else ():
        if isinstance(found, RecordOperations) and found.model is model:
            return found.check
    return lambda _record: None


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
    """Return where the written records break a rule over several records."""
    rows = {(row.kind, row.key): row for row, _record in written}
    found: list[Problem] = []
    last = written[-1][0] if written else None
    try:
        with council_rules.postponed():
            for row, record in written:
                try:
                    check_of(type(record))(record)
                except ValidationError as error:
                    found += told(KINDS[row.kind], row, error)
    except ValidationError as error:
        for one in error.error_list:
            keys = (one.params or {}).get("memberships", ())
            row_of = next(
                (rows["memberships", k] for k in keys if ("memberships", k) in rows), last
            )
            if row_of:
                found.append(row_of.place.below("id").problem(" ".join(one.messages)))
    return found


def warnings(rows: list[Row]) -> list[Problem]:
    """Return what the council's rules find odd, but allow, about memberships in the files."""
    if not rows:
        return []
    places = {row.key: row.place for row in rows}
    findings = council_rules.find(
        list(council_rules.memberships_with_names()), LegislativeTerm.objects.all()
    )
    return [
        place.below("id").problem(str(one.sentence))
        for one in findings
        if not one.is_error
        and (place := next((places[m.key] for m in one.memberships if m.key in places), None))
    ]


def still_needed(place: Place, record: Record, error: store.StillInUse) -> Problem:
    """Say that a record which its list no longer names can't be deleted."""
    others = ", ".join(f"„{one}“" for one in error.dependents[:3])
    message = _("„{record}“ fehlt in der Liste, wird aber noch gebraucht von: {others}.")
    return place.below("id").problem(message.format(record=record, others=others))
