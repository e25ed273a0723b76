"""Who is present and entitled to vote at a moment.

A stretch of presence holds from its beginning up to, without, its end. A personal deputy votes only
while the member is absent; bias on an item excludes from its vote (§ 31 GO NRW).
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Collection, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time in the room; `until` is None while it goes on."""

    start: dt.datetime
    until: dt.datetime | None = None

    def holds(self, moment: dt.datetime) -> bool:
        """Whether `moment` lies within."""
        return self.start <= moment and (self.until is None or moment < self.until)


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody on the attendance list.

    Attributes:
        id: to tell them apart.
        has_vote: whether the person votes when its turn comes.
        substitutes: id of the member that it stands in for.
        stretches: the times in the room.
    """

    id: int
    has_vote: bool = False
    substitutes: int | None = None
    stretches: tuple[Stretch, ...] = ()

    def is_present(self, moment: dt.datetime) -> bool:
        """Whether it is in the room."""
        return any(stretch.holds(moment) for stretch in self.stretches)


def present(attendees: Iterable[Attendee], moment: dt.datetime) -> frozenset[int]:
    """Return the ids of all who are in the room."""
    return frozenset(one.id for one in attendees if one.is_present(moment))


def voters(attendees: Iterable[Attendee], moment: dt.datetime) -> frozenset[int]:
    """Return the ids of those who are in the room and have a vote; they make the quorum."""
    every = list(attendees)
    here = present(every, moment)
    return frozenset(
        one.id
        for one in every
        if one.has_vote
        and one.id in here
        and (one.substitutes is None or one.substitutes not in here)
    )


def entitled(
    attendees: Iterable[Attendee], moment: dt.datetime, biased: Collection[int] = ()
) -> frozenset[int]:
    """Return the ids of those who may vote on an item."""
    return voters(attendees, moment) - frozenset(biased)


def overlaps(stretches: Iterable[Stretch]) -> bool:
    """Whether somebody would be in the room twice at a time."""
    ordered = sorted(stretches, key=lambda stretch: stretch.start)
    return any(
        earlier.until is None or later.start < earlier.until
        for earlier, later in itertools.pairwise(ordered)
    )
