"""The result of an allocation, with all that is needed to follow it by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Final

from mitsprache.elections.domain.methods import HARE_NIEMEYER, Method

DECIMALS: Final = 4
"""Decimals of divisors in official tables."""


def shown(number: Fraction, decimals: int = DECIMALS) -> str:
    """Return `number` with so many decimals, cut off, as official tables print divisors."""
    whole, rest = divmod(int(number * 10**decimals), 10**decimals)
    return f"{whole}.{rest:0{decimals}}"


@dataclass(frozen=True, slots=True)
class Given:
    """What an allocation starts from; `counted` are the votes of lists that can win seats."""

    votes: dict[str, int]
    counted: dict[str, int]
    seats: int
    method: Method
    candidates: dict[str, int]


@dataclass(frozen=True, slots=True)
class Lot:
    """A lot that was drawn: between whom, who won, and the record of the drawing."""

    among: frozenset[str]
    winners: tuple[str, ...]
    drawn_by: str
    drawn_at: dt.datetime
    before: str

    def __post_init__(self) -> None:
        if not set(self.winners) < self.among or len(set(self.winners)) != len(self.winners):
            raise ValueError("A lot is won by some of those it is drawn among, each once.")

    def settles(self, between: Iterable[str], seats: int) -> bool:
        """Whether it was drawn among exactly these, for exactly so many seats."""
        return self.among == frozenset(between) and len(self.winners) == seats


@dataclass(frozen=True, slots=True)
class UnresolvedTie:
    """Lists with the same claim to `seats` seats, fewer than they are: a lot has to be drawn."""

    between: tuple[str, ...]
    seats: int


@dataclass(frozen=True, slots=True)
class Row:
    """The claim of a list to its `seat`-th seat: a quotient, or with Hare/Niemeyer a remainder."""

    list: str
    seat: int
    quotient: Fraction
    is_awarded: bool


@dataclass(frozen=True, slots=True)
class Step:
    """A correction: with `divisor` the list `list` gains or loses a seat, which makes `total`.

    A gain holds from this divisor downward, a loss beyond it. The first step has no list: it is the
    start divisor with what it gives.
    """

    divisor: Fraction
    total: int
    list: str = ""
    change: int = 0


@dataclass(frozen=True, slots=True)
class NearTie:
    """Claims that look the same with four decimals although they differ."""

    shown: str
    awarded: tuple[str, ...]
    missed: tuple[str, ...]


@dataclass(frozen=True)
class Allocation:
    """Who won how many seats.

    Attributes:
        given: votes, seats and method.
        seats: seats won by each list, those included that stay vacant for want of candidates.
        open_ties: ties that wait for a lot; their seats are in nobody's number.
        lots: lots that settled a tie.
    """

    given: Given
    seats: dict[str, int]
    open_ties: tuple[UnresolvedTie, ...] = ()
    lots: tuple[Lot, ...] = ()

    @property
    def filled(self) -> dict[str, int]:
        """Seats that each list can fill with its candidates."""
        return {
            name: min(won, self.given.candidates.get(name, won)) for name, won in self.seats.items()
        }

    @property
    def vacant_by_list(self) -> dict[str, int]:
        """Seats that stay vacant because a list has too few candidates."""
        filled = self.filled
        return {name: won - filled[name] for name, won in self.seats.items() if won > filled[name]}

    @property
    def vacant(self) -> int:
        """Seats that stay vacant; those that wait for a lot are not among them."""
        waiting = sum(tie.seats for tie in self.open_ties)
        return self.given.seats - waiting - sum(self.filled.values())

    @property
    def basis(self) -> int:
        """The votes of all lists that can win seats."""
        return sum(self.given.counted.values())

    @property
    def start_divisor(self) -> Fraction | None:
        """Votes ÷ seats; None when nobody has a vote."""
        return Fraction(self.basis, self.given.seats) if self.basis else None

    @cached_property
    def table(self) -> tuple[Row, ...]:
        """All claims that won a seat, highest first, then the highest claims that missed one."""
        awarded = sorted(self._awarded(), key=_rank)
        missed = self._missed()
        highest = max((row.quotient for row in missed), default=None)
        return (*awarded, *sorted((row for row in missed if row.quotient == highest), key=_rank))

    def _quotient(self, name: str, seat: int) -> Fraction:
        number, method = self.given.counted[name], self.given.method
        if method is HARE_NIEMEYER:
            return Fraction(number * self.given.seats % self.basis, self.basis)
        return method.quotient(number, seat)

    def _awarded(self) -> Iterator[Row]:
        for name in self.given.counted:
            first = self._whole(name) if self.given.method is HARE_NIEMEYER else 0
            for seat in range(first + 1, self.seats[name] + 1):
                yield Row(name, seat, self._quotient(name, seat), is_awarded=True)

    def _missed(self) -> list[Row]:
        return [
            Row(name, self.seats[name] + 1, self._quotient(name, self.seats[name] + 1), False)  # noqa: FBT003
            for name in self.given.counted
            if self.given.method is not HARE_NIEMEYER or self.seats[name] == self._whole(name)
        ]

    def _whole(self, name: str) -> int:
        return self.given.counted[name] * self.given.seats // self.basis

    @property
    def last_seat(self) -> Row | None:
        """The lowest claim that won a seat."""
        return next((row for row in reversed(self.table) if row.is_awarded), None)

    @property
    def first_missed(self) -> Row | None:
        """The highest claim that missed one."""
        return next((row for row in self.table if not row.is_awarded), None)

    @property
    def divisor_range(self) -> tuple[Fraction, Fraction] | None:
        """The divisors that give exactly these seats: above the first, up to the second.

        Both are the same where a lot decided or has to decide. None for Hare/Niemeyer.
        """
        last, missed = self.last_seat, self.first_missed
        if self.given.method is HARE_NIEMEYER or missed is None:
            return None
        if last is None or self.open_ties:
            return missed.quotient, missed.quotient
        return missed.quotient, last.quotient

    @property
    def divisor(self) -> Fraction | None:
        """A suitable divisor: the start divisor if it is one, else the shortest number that is."""
        span = self.divisor_range
        start = self.start_divisor
        if span is None or start is None:
            return start
        low, high = span
        if low == high or low < start <= high:
            return high if low == high else start
        decimals = 0
        while True:
            number = Fraction(int(high * 10**decimals), 10**decimals)
            if number > low:
                return number
            decimals += 1

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The start divisor with the seats it gives, and each correction to the number of seats."""
        start, method = self.start_divisor, self.given.method
        if start is None:
            return ()
        if method is HARE_NIEMEYER:
            return (Step(start, sum(self._whole(name) for name in self.given.counted)),)
        at_start = {
            name: method.rounded(number, start) for name, number in self.given.counted.items()
        }
        total = sum(at_start.values())
        found = [Step(start, total)]
        changes = [
            (method.quotient(self.given.counted[name], seat), name, change)
            for name, before in at_start.items()
            for change, seats in (
                (-1, range(self.seats[name] + 1, before + 1)),
                (1, range(before + 1, self.seats[name] + 1)),
            )
            for seat in seats
        ]
        changes.sort(key=lambda change: (-change[2] * change[0], change[1]))
        for divisor, name, change in changes:
            total += change
            found.append(Step(divisor, total, name, change))
        return tuple(found)

    @property
    def near_ties(self) -> tuple[NearTie, ...]:
        """The last claim and the first one missed, where four decimals show no difference."""
        last, missed = self.last_seat, self.first_missed
        if last is None or missed is None or last.quotient == missed.quotient:
            return ()
        number = shown(last.quotient)
        if shown(missed.quotient) != number:
            return ()
        return (
            NearTie(
                number,
                tuple(
                    row.list
                    for row in self.table
                    if row.is_awarded and shown(row.quotient) == number
                ),
                tuple(row.list for row in self._missed() if shown(row.quotient) == number),
            ),
        )


def _rank(row: Row) -> tuple[Fraction, str]:
    return -row.quotient, row.list
