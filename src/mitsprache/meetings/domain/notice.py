"""Days and moments that follow from a session's start: when to invite, what comes too late.

Days are days of the calendar in the town's time zone, so a change of the clocks moves none. Hours
are hours that pass. Every day of the week counts; where local law leaves days out, the rules of
the term name a longer period.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Timing(StrEnum):
    """What an invitation at some moment is, measured by the rules."""

    IN_TIME = "in_time"
    ONLY_URGENT = "only_urgent"
    """The usual notice is over; it goes out only as an urgent one that states its reason."""
    TOO_LATE = "too_late"


@dataclass(frozen=True, slots=True)
class Notice:
    """The periods that the rules of procedure set.

    Attributes:
        days: between invitation and session.
        full_days: neither the day of the invitation nor that of the session counts.
        urgent_hours: that must pass between an urgent invitation and the start.
        item_days: between the last day for motions and the session.
        support_days: between the last day to ask for interpreters or support and the session.
    """

    days: int
    full_days: bool
    urgent_hours: int
    item_days: int
    support_days: int


def _day_of(start: dt.datetime, zone: dt.tzinfo) -> dt.date:
    return start.astimezone(zone).date()


def end_of_day(day: dt.date, zone: dt.tzinfo) -> dt.datetime:
    """Return the moment at which `day` is over in `zone`: the next day's midnight."""
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), zone)


def last_day_to_invite(start: dt.datetime, notice: Notice, zone: dt.tzinfo) -> dt.date:
    """Return the last day on which the invitation is in time."""
    apart = notice.days + (1 if notice.full_days else 0)
    return _day_of(start, zone) - dt.timedelta(days=apart)


def last_moment_to_invite(start: dt.datetime, notice: Notice, zone: dt.tzinfo) -> dt.datetime:
    """Return the moment before which an invitation is in time: the end of its last day."""
    return end_of_day(last_day_to_invite(start, notice, zone), zone)


def last_urgent_moment(start: dt.datetime, notice: Notice) -> dt.datetime:
    """Return the last moment of an urgent invitation, so many hours before the start, in UTC."""
    return start.astimezone(dt.UTC) - dt.timedelta(hours=notice.urgent_hours)


def timing(at: dt.datetime, start: dt.datetime, notice: Notice, zone: dt.tzinfo) -> Timing:
    """Say what an invitation that goes out at `at` is."""
    if at >= start:
        return Timing.TOO_LATE
    if at < last_moment_to_invite(start, notice, zone):
        return Timing.IN_TIME
    return Timing.ONLY_URGENT if at <= last_urgent_moment(start, notice) else Timing.TOO_LATE


def is_in_time(at: dt.datetime, start: dt.datetime, notice: Notice, zone: dt.tzinfo) -> bool:
    """Whether an invitation at `at` keeps the usual notice period."""
    return timing(at, start, notice, zone) is Timing.IN_TIME


def last_day_for_items(start: dt.datetime, notice: Notice, zone: dt.tzinfo) -> dt.date:
    """Return the last day on which a motion reaches the office in time."""
    return _day_of(start, zone) - dt.timedelta(days=notice.item_days)


def last_day_for_support(start: dt.datetime, notice: Notice, zone: dt.tzinfo) -> dt.date:
    """Return the last day to ask for an interpreter or support."""
    return _day_of(start, zone) - dt.timedelta(days=notice.support_days)


def is_open(at: dt.datetime, last_day: dt.date, zone: dt.tzinfo) -> bool:
    """Whether `at` is not later than the end of `last_day`."""
    return at < end_of_day(last_day, zone)
