"""The attendance list of minutes: blocks of rows with name, list and status.

Rows hold codes and not words, so that pages say them in the reader's language.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

MEMBER, DEPUTY, ADVISORY, ADMINISTRATION, GUEST = (
    "member",
    "deputy",
    "advisory",
    "administration",
    "guest",
)
BLOCKS: Final = ("voting", "advisory", "deputies", "administration", "guests")
"""The blocks in the order of the list."""
PRESENT: Final = "present"
UNKNOWN: Final = "unknown"
"""Not there, and nobody noted why; printed as '---'."""

Stretch = tuple[dt.datetime, dt.datetime | None]


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody on the list, as the session recorded it.

    Attributes:
        kind: 'member', 'deputy', 'advisory', 'administration' or 'guest'.
        stretches: when they were in the room, in local time; an open one has no end.
        absence: 'excused', 'unexcused' or ''.
        stands_in_for: the name of the member whom a deputy represents.
    """

    kind: str
    name: str
    list_name: str = ""
    function: str = ""
    has_vote: bool = False
    stretches: tuple[Stretch, ...] = ()
    absence: str = ""
    stands_in_for: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line: `times` tells from when to when, where it was not the whole session."""

    name: str
    list_name: str
    function: str
    status: str
    times: tuple[tuple[str, str], ...] = ()
    stands_in_for: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the list; `kind` is one of BLOCKS."""

    kind: str
    rows: tuple[Row, ...]


def block_of(seat: Seat) -> str:
    """Return the block in which somebody is listed; '' for deputies who were not needed."""
    if seat.stands_in_for or (seat.kind == MEMBER and seat.has_vote):
        return "voting"
    if seat.kind == DEPUTY:
        return "deputies" if seat.stretches else ""
    return {ADMINISTRATION: "administration", GUEST: "guests"}.get(seat.kind, "advisory")


def _minute(moment: dt.datetime) -> dt.datetime:
    return moment.replace(second=0, microsecond=0)


def times(
    stretches: Iterable[Stretch], opened: dt.datetime, closed: dt.datetime | None
) -> tuple[tuple[str, str], ...]:
    """Return when somebody was there as ('16:20', '18:00'), '' for the session's own begin or end.

    Nothing is returned for somebody who was there all the time. Moments count by the minute.
    """
    found = []
    for start, end in sorted(stretches, key=lambda stretch: stretch[0]):
        late = _minute(start) > _minute(opened)
        early = end is not None and (closed is None or _minute(end) < _minute(closed))
        found.append((f"{start:%H:%M}" if late else "", f"{end:%H:%M}" if early and end else ""))
    return () if found == [("", "")] else tuple(found)


def row(seat: Seat, opened: dt.datetime, closed: dt.datetime | None) -> Row:
    """Return the line of somebody."""
    there = bool(seat.stretches)
    return Row(
        name=seat.name,
        list_name=seat.list_name,
        function=seat.function,
        status=PRESENT if there else seat.absence or UNKNOWN,
        times=times(seat.stretches, opened, closed) if there else (),
        stands_in_for=seat.stands_in_for,
    )


def blocks(
    seats: Iterable[Seat], opened: dt.datetime, closed: dt.datetime | None
) -> tuple[Block, ...]:
    """Return the attendance list: blocks that hold somebody, rows in the order of `seats`.

    Guests and people of the administration are listed only if they were there.
    """
    found: dict[str, list[Row]] = {kind: [] for kind in BLOCKS}
    for seat in seats:
        kind = block_of(seat)
        if not kind or (kind in {"administration", "guests"} and not seat.stretches):
            continue
        found[kind].append(row(seat, opened, closed))
    return tuple(Block(kind, tuple(rows)) for kind, rows in found.items() if rows)
