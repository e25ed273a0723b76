"""What is wrong with a set of memberships over time.

All rules work on the borders of periods, never day by day, and take n log n steps for n
memberships (and as many more as there are subjects in the answer).
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest
from typing import Final

from mitsprache.council.domain.composition import (
    APPOINTED,
    ELECTED,
    Id,
    Membership,
    Organization,
    Period,
    Seats,
)

CHAIR: Final = "chair"
ONE_DAY: Final = dt.timedelta(days=1)


class Severity(StrEnum):
    """Whether a problem forbids a write or is only told."""

    ERROR = "error"
    WARNING = "warning"


class Code(StrEnum):
    """What can be wrong."""

    ENDS_BEFORE_START = "ends_before_start"
    OVERLAP = "overlap"
    NO_VOTE_IN_SEAT = "no_vote_in_seat"
    TOO_MANY_ELECTED = "too_many_elected"
    TOO_MANY_APPOINTED = "too_many_appointed"
    TOO_MANY_VOTING = "too_many_voting"
    ELECTED_MINORITY = "elected_minority"
    OUTSIDE_TERM = "outside_term"
    OUTSIDE_ORGANIZATION = "outside_organization"
    DEPUTY_ELSEWHERE = "deputy_elsewhere"
    DEPUTY_OF_ONESELF = "deputy_of_oneself"
    DEPUTY_OUTSIDE = "deputy_outside"
    TWO_CHAIRS = "two_chairs"


WARNINGS: Final = frozenset(
    {
        Code.NO_VOTE_IN_SEAT,
        Code.ELECTED_MINORITY,
        Code.OUTSIDE_TERM,
        Code.OUTSIDE_ORGANIZATION,
        Code.TWO_CHAIRS,
    }
)
LIMITS: Final = frozenset({Code.TOO_MANY_ELECTED, Code.TOO_MANY_APPOINTED, Code.TOO_MANY_VOTING})
"""The errors that depend on how many seats there are."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One broken rule.

    Attributes:
        code: which rule.
        subjects: the memberships concerned, by id.
        organization: where.
        period: the days on which it is broken.
        count: how many there are at the worst, where the rule counts.
        limit: how many there should be at most (ELECTED_MINORITY: how many were appointed).
    """

    code: Code
    subjects: tuple[Id, ...]
    organization: Id
    period: Period
    count: int = 0
    limit: int = 0

    @property
    def severity(self) -> Severity:
        """Whether it forbids a write."""
        return Severity.WARNING if self.code in WARNINGS else Severity.ERROR


def problems(
    memberships: Sequence[Membership], organizations: Mapping[Id, Organization]
) -> list[Problem]:
    """Return every broken rule, organization by organization.

    Args:
        memberships: each with an id of its own; their organizations are all in `organizations`.
            A membership that somebody is deputy for should be among them; where it is not, nothing
            is said about that deputy.
        organizations: by id.
    """
    found = [
        Problem(Code.ENDS_BEFORE_START, (one.id,), one.organization, one.period)
        for one in memberships
        if not one.period.is_possible
    ]
    by_id = {one.id: one for one in memberships}
    by_organization: dict[Id, list[Membership]] = defaultdict(list)
    for one in sorted(
        (one for one in memberships if one.period.is_possible),
        key=lambda one: (one.period.first, one.period.last),
    ):
        by_organization[one.organization].append(one)
    for id_, members in by_organization.items():
        organization = organizations[id_]
        found += _collisions(members, Code.OVERLAP, lambda one: one.person)
        chairs = [one for one in members if one.role == CHAIR]
        found += _collisions(chairs, Code.TWO_CHAIRS, lambda one: one.organization)
        for one in members:
            found += _outside(one, organization)
            found += _deputy(one, by_id)
        if organization.terms:
            found += _without_vote(members)
        for seats in organization.terms:
            found += _counts([one for one in members if one.period.overlaps(seats.term)], seats)
    return found


def _collisions(
    members: Iterable[Membership], code: Code, key: Callable[[Membership], Id]
) -> Iterator[Problem]:
    """Report members of the same key that overlap; `members` are sorted by their first day.

    Each is paired with the one before it that lasts longest.
    """
    longest: dict[Id, Membership] = {}
    for one in members:
        before = longest.get(key(one))
        if before and one.period.first <= before.period.last:
            shared = one.period.shared_with(before.period)
            yield Problem(code, (before.id, one.id), one.organization, shared)
        if before is None or one.period.last > before.period.last:
            longest[key(one)] = one


def _outside(one: Membership, organization: Organization) -> Iterator[Problem]:
    """Report a membership that reaches over the dates of its organization or of its term."""
    if not one.period.lies_within(organization.period):
        yield Problem(Code.OUTSIDE_ORGANIZATION, (one.id,), one.organization, organization.period)
    terms = [seats.term for seats in organization.terms]
    if terms and not any(one.period.lies_within(term) for term in terms):
        nearest = next((term for term in terms if one.period.overlaps(term)), terms[0])
        yield Problem(Code.OUTSIDE_TERM, (one.id,), one.organization, nearest)


def _deputy(one: Membership, by_id: Mapping[Id, Membership]) -> Iterator[Problem]:
    """Report a deputy for oneself, for somebody in another organization, or for other days."""
    principal = by_id.get(one.deputy_for) if one.deputy_for is not None else None
    if principal is None:
        return
    subjects = (one.id,) if principal.id == one.id else (one.id, principal.id)
    if principal.person == one.person:
        yield Problem(Code.DEPUTY_OF_ONESELF, subjects, one.organization, one.period)
    if principal.organization != one.organization:
        yield Problem(Code.DEPUTY_ELSEWHERE, subjects, one.organization, one.period)
    if not one.period.lies_within(principal.period):
        yield Problem(Code.DEPUTY_OUTSIDE, subjects, one.organization, principal.period)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Days between two changes, and how many members with a vote there are on each."""

    period: Period
    elected: int
    appointed: int
    all: int


_Excess = tuple[int, int] | None
"""How many there are and how many there should be at most, if a rule is broken."""


def _too_many_elected(stretch: _Stretch, seats: Seats) -> _Excess:
    return (stretch.elected, seats.elected) if stretch.elected > seats.elected else None


def _too_many_appointed(stretch: _Stretch, seats: Seats) -> _Excess:
    return (stretch.appointed, seats.appointed) if stretch.appointed > seats.appointed else None


def _too_many_voting(stretch: _Stretch, seats: Seats) -> _Excess:
    """Votes beyond all seats that the two rules above do not explain."""
    explained = _too_many_elected(stretch, seats) or _too_many_appointed(stretch, seats)
    total = seats.elected + seats.appointed
    return (stretch.all, total) if stretch.all > total and not explained else None


def _elected_minority(stretch: _Stretch, _seats: Seats) -> _Excess:
    is_minority = stretch.elected < stretch.appointed
    return (stretch.elected, stretch.appointed) if is_minority else None


_COUNTED: Final[Mapping[Code, Callable[[_Stretch, Seats], _Excess]]] = {
    Code.TOO_MANY_ELECTED: _too_many_elected,
    Code.TOO_MANY_APPOINTED: _too_many_appointed,
    Code.TOO_MANY_VOTING: _too_many_voting,
    Code.ELECTED_MINORITY: _elected_minority,
}


def _without_vote(members: Iterable[Membership]) -> Iterator[Problem]:
    """Report those who hold a seat but may not vote."""
    for one in members:
        if one.takes_seat and not one.voting:
            yield Problem(Code.NO_VOTE_IN_SEAT, (one.id,), one.organization, one.period)


def _counts(members: Sequence[Membership], seats: Seats) -> Iterator[Problem]:
    """Report the days of a term with too many voting members or an elected minority."""
    voting = [one for one in members if one.voting]
    stretches = [stretch for stretch in _stretches(voting) if stretch.period.overlaps(seats.term)]
    for code, rule in _COUNTED.items():
        for run in _runs((stretch, rule(stretch, seats)) for stretch in stretches):
            days = Period(run[0][0].period.start, run[-1][0].period.end)
            count, limit = max((excess for _, excess in run), key=lambda it: abs(it[0] - it[1]))
            yield Problem(
                code,
                tuple(one.id for one in voting if one.period.overlaps(days)),
                voting[0].organization,
                days.shared_with(seats.term),
                count=count,
                limit=limit,
            )


def _stretches(voting: Iterable[Membership]) -> Iterator[_Stretch]:
    """Yield the stretches from the first change on, each ending the day before the next one.

    After the last change nobody is left, or the last stretch is open.
    """
    changes: dict[dt.date, list[Membership]] = defaultdict(list)
    for one in voting:
        changes[one.period.first].append(one)
        if one.period.last != dt.date.max:
            changes[one.period.last + ONE_DAY].append(one)
    there: set[Id] = set()
    counts: Counter[str] = Counter()
    days = sorted(changes)
    for day, following in zip_longest(days, days[1:]):
        for one in changes[day]:
            step = -1 if one.id in there else 1
            there ^= {one.id}
            counts[one.kind] += step
        yield _Stretch(
            Period(day, following - ONE_DAY if following else None),
            elected=counts[ELECTED],
            appointed=counts[APPOINTED],
            all=len(there),
        )


def _runs(
    stretches: Iterable[tuple[_Stretch, _Excess]],
) -> Iterator[list[tuple[_Stretch, tuple[int, int]]]]:
    """Yield the longest runs of neighbouring stretches on which a rule is broken."""
    run: list[tuple[_Stretch, tuple[int, int]]] = []
    for stretch, excess in stretches:
        if excess:
            run.append((stretch, excess))
        elif run:
            yield run
            run = []
    if run:
        yield run
