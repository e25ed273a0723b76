"""Who holds which seat on a day.

Days are whole: a period holds on its first and on its last day; without a last day it is open.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Final

Id = Hashable

ELECTED: Final = "elected"
APPOINTED: Final = "appointed"
SEAT_KINDS: Final = (ELECTED, APPOINTED)
"""The kinds of membership that fill one of the council's seats."""


@dataclass(frozen=True, slots=True)
class Period:
    """From one day to another, both included; None is open."""

    start: dt.date | None = None
    end: dt.date | None = None

    @property
    def first(self) -> dt.date:
        """The first day, the calendar's first if open."""
        return self.start or dt.date.min

    @property
    def last(self) -> dt.date:
        """The last day, the calendar's last if open."""
        return self.end or dt.date.max

    @property
    def is_possible(self) -> bool:
        """Whether it does not end before it starts."""
        return self.first <= self.last

    def holds_on(self, day: dt.date) -> bool:
        """Whether `day` belongs to it."""
        return self.first <= day <= self.last

    def overlaps(self, other: Period) -> bool:
        """Whether there is a day that belongs to both."""
        return self.first <= other.last and other.first <= self.last

    def shared_with(self, other: Period) -> Period:
        """Return the days that belong to both; they overlap."""
        start, end = max(self.first, other.first), min(self.last, other.last)
        return Period(None if start == dt.date.min else start, None if end == dt.date.max else end)

    def lies_within(self, other: Period) -> bool:
        """Whether all its days belong to `other`."""
        return other.first <= self.first and self.last <= other.last


@dataclass(frozen=True, slots=True)
class Membership:
    """A person in an organization, as far as the rules ask for it."""

    id: Id
    person: Id
    organization: Id
    period: Period
    role: str = "member"
    kind: str = "other"
    voting: bool = False
    deputy_for: Id | None = None
    on_behalf_of: Id | None = None

    @property
    def takes_seat(self) -> bool:
        """Whether this kind of membership fills a seat."""
        return self.kind in SEAT_KINDS


@dataclass(frozen=True, slots=True)
class Seats:
    """The statutory seats of an organization in a term."""

    elected: int
    appointed: int
    term: Period


@dataclass(frozen=True, slots=True)
class Organization:
    """When an organization exists and, for a plenary, which seats it has in which term.

    A plenary belongs to one term, or stands over several of them, which do not overlap.
    """

    id: Id
    period: Period = Period()
    terms: tuple[Seats, ...] = ()


@dataclass(frozen=True, slots=True)
class Bench:
    """The seats that one list or group holds on a day (`sender` None: not known which)."""

    kind: str
    sender: Id | None
    members: tuple[Membership, ...]


@dataclass(frozen=True, slots=True)
class Composition:
    """Who sits in a council on a day: elected benches first, then appointed ones."""

    benches: tuple[Bench, ...]
    vacant_elected: int
    vacant_appointed: int
    others: tuple[Membership, ...]
    """Members without a seat: advisory ones, deputies."""

    @property
    def filled(self) -> int:
        """How many seats are taken."""
        return sum(len(bench.members) for bench in self.benches)

    @property
    def vacant(self) -> int:
        """How many are not."""
        return self.vacant_elected + self.vacant_appointed


def composition_on(
    day: dt.date,
    memberships: Iterable[Membership],
    *,
    seats: Seats,
    order: Callable[[Id | None], object] = str,
) -> Composition:
    """Return who sits where on a day.

    Args:
        day: the day asked for.
        memberships: all of one organization, in the order in which members are to stand.
        seats: its statutory seats; more members than seats leave no vacant one.
        order: gives the sort key of a list or group; unknown ones stand last of their kind.
    """
    benches: dict[tuple[str, Id | None], list[Membership]] = defaultdict(list)
    others: list[Membership] = []
    for membership in memberships:
        if membership.period.holds_on(day):
            if membership.takes_seat:
                benches[membership.kind, membership.on_behalf_of].append(membership)
            else:
                others.append(membership)

    def rank(bench: tuple[str, Id | None]) -> tuple[object, ...]:
        kind, sender = bench
        return (SEAT_KINDS.index(kind), sender is None, order(sender))

    taken = dict.fromkeys(SEAT_KINDS, 0)
    for (kind, _sender), members in benches.items():
        taken[kind] += len(members)
    return Composition(
        benches=tuple(
            Bench(kind, sender, tuple(benches[kind, sender]))
            for kind, sender in sorted(benches, key=rank)
        ),
        vacant_elected=max(0, seats.elected - taken[ELECTED]),
        vacant_appointed=max(0, seats.appointed - taken[APPOINTED]),
        others=tuple(others),
    )
