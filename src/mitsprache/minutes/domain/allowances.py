"""Allowances for attending sessions, computed from attendance and rates.

Who was there for any part of a session gets the rate of its kind of body that holds on its day. Of a
kind whose rate is limited, only the first sessions of a year are paid.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Rate:
    """An amount in euros for sessions of a kind of body, from a day on until a later one holds."""

    body_kind: str
    valid_from: dt.date
    amount: Decimal
    sessions_a_year: int | None = None


@dataclass(frozen=True, slots=True)
class Attended:
    """A session that a person attended, as member or in place of one."""

    person: int
    session: int
    day: dt.date
    body_kind: str


@dataclass(frozen=True, slots=True)
class Paid:
    """What an attended session is paid with; `reason` says why nothing: 'no_rate', 'limit'."""

    attended: Attended
    amount: Decimal
    reason: str = ""


def rate_on(rates: Iterable[Rate], body_kind: str, day: dt.date) -> Rate | None:
    """Return the rate that holds on `day`, None where none does."""
    valid = [rate for rate in rates if rate.body_kind == body_kind and rate.valid_from <= day]
    return max(valid, key=lambda rate: rate.valid_from, default=None)


def allowances(attended: Iterable[Attended], rates: Sequence[Rate]) -> tuple[Paid, ...]:
    """Return what each attended session is paid with, in order of time.

    `attended` holds all sessions of a year up to the last one asked for, so that limits are counted
    from the year's beginning. A session counts once a person.
    """
    paid: list[Paid] = []
    so_far: dict[tuple[int, str, int], int] = defaultdict(int)
    ordered = sorted(
        set(attended), key=lambda one: (one.day, one.session, one.person, one.body_kind)
    )
    for one in ordered:
        rate = rate_on(rates, one.body_kind, one.day)
        counter = (one.person, one.body_kind, one.day.year)
        if rate is None:
            paid.append(Paid(one, Decimal(0), "no_rate"))
        elif rate.sessions_a_year is not None and so_far[counter] >= rate.sessions_a_year:
            paid.append(Paid(one, Decimal(0), "limit"))
        else:
            so_far[counter] += 1
            paid.append(Paid(one, rate.amount))
    return tuple(paid)


def half_of_year(year: int, half: int) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of a half year."""
    if half == 1:
        return dt.date(year, 1, 1), dt.date(year, 6, 30)
    return dt.date(year, 7, 1), dt.date(year, 12, 31)
