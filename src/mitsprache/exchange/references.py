"""Rules between records: every reference leads somewhere, none leads back to where it began."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from django.utils.translation import gettext as _

from mitsprache.exchange.kinds import KINDS, Column
from mitsprache.exchange.problems import Problem
from mitsprache.exchange.rows import Council, Row
from mitsprache.exchange.sources import nearest
from mitsprache.exchange.stored import Stored

CHAINS: Final = (
    ("organizations", "parent"),
    ("memberships", "deputy_for"),
    ("papers", "amends"),
)
"""References of a kind to itself that must not go round in a circle."""


def check_references(council: Council, stored: Stored) -> Iterator[Problem]:
    """Yield the problems of references, of unknown records in translations, and of circles."""
    for rows in council.rows.values():
        for row in rows:
            yield from _leading_nowhere(row, council, stored)
    for wordings in council.wordings:
        if not _is_known(wordings.kind, wordings.key, council, stored):
            message = _("„{key}“ gibt es unter {kind} nicht.").format(
                key=wordings.key, kind=wordings.kind
            ) + nearest(wordings.key, _all(wordings.kind, council, stored))
            yield wordings.place.problem(message, _("eine Kennung aus den anderen Dateien"))
    for kind, field in CHAINS:
        yield from _circles(kind, field, council, stored)
    for row in council.rows["body"]:
        others = stored.known("body") - {row.key}
        if others:
            message = _("„{key}“ ist nicht die Stadt oder Gemeinde, die in der Datenbank steht.")
            yield row.place.below("id").problem(message.format(key=row.key), ", ".join(others))


def _all(kind: str, council: Council, stored: Stored) -> set[str]:
    return {*council.named[kind], *stored.known(kind)}


def _is_known(kind: str, key: str, council: Council, stored: Stored) -> bool:
    return key in council.named[kind] or kind in council.unread or key in stored.known(kind)


def _leading_nowhere(row: Row, council: Council, stored: Stored) -> Iterator[Problem]:
    for column in KINDS[row.kind].columns:
        value = row.values[column.field]
        if not (column.key and column.refers_to and value):
            continue
        for index, key in enumerate(value if column.is_many else (value,)):
            if not _is_known(column.refers_to, key, council, stored):
                place = row.place.below(column.key, *([index] if column.is_many else []))
                message = _("„{key}“ gibt es unter {kind} nicht.").format(
                    key=key, kind=column.refers_to
                ) + nearest(key, _all(column.refers_to, council, stored))
                yield place.problem(message, _expected(column))


def _expected(column: Column) -> str:
    if column.refers_to == "agenda_items":
        return _("Kennung der Sitzung, Schrägstrich, Kennung des Punktes")
    return _("eine Kennung aus {file}").format(file=KINDS[column.refers_to].file)


def _circles(kind: str, field: str, council: Council, stored: Stored) -> Iterator[Problem]:
    rows: dict[str, Row] = {}
    for row in council.rows[kind]:
        rows.setdefault(row.key, row)
    above: dict[str, str | None] = {key: row.values[field] for key, row in rows.items()}
    if kind in stored.full:
        for key in stored.records[kind]:
            if key not in above:
                above[key] = stored.values(kind, key)[field]
    told: set[str] = set()
    for key, row in rows.items():
        circle = _circle_from(key, above)
        if circle and told.isdisjoint(circle):
            told.update(circle)
            way = " → ".join((*circle, circle[0]))
            message = _("Das führt im Kreis: {way}.").format(way=way)
            yield row.place.below(field).problem(message, _("ein Verweis, der nicht zurückführt"))


def _circle_from(start: str, above: Mapping[str, str | None]) -> tuple[str, ...]:
    """Return the circle that `start` is part of, () if none."""
    way = [start]
    here = above.get(start)
    while here is not None and here not in way:
        way.append(here)
        here = above.get(here)
    return tuple(way) if here == start else ()
