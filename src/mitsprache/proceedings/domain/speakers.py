"""Whose turn it is to speak: points of order first, then in the order of asking."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Request:
    """A request to speak.

    Attributes:
        id: the request's primary key; of two in the same moment the lower was first.
        asked_at: when it was made.
        is_point_of_order: whether it concerns the procedure; it then comes before all others.
        is_called: whether the speaker has the floor or had it.
        is_over: whether the speech ended, or the request was withdrawn.
    """

    id: int
    asked_at: dt.datetime
    is_point_of_order: bool = False
    is_called: bool = False
    is_over: bool = False


def in_order(requests: Iterable[Request]) -> tuple[Request, ...]:
    """Return who waits, in the order of speaking."""
    waiting = (one for one in requests if not (one.is_called or one.is_over))
    return tuple(sorted(waiting, key=lambda one: (not one.is_point_of_order, one.asked_at, one.id)))


def speaking(requests: Iterable[Request]) -> Request | None:
    """Return who has the floor; where a slip gave it to several, who asked last."""
    called = [one for one in requests if one.is_called and not one.is_over]
    return max(called, key=lambda one: (one.asked_at, one.id), default=None)


def ends_at(started_at: dt.datetime, limit: int) -> dt.datetime | None:
    """Return when a speech should end; None without a limit.

    Args:
        started_at: when the speaker was called.
        limit: minutes by the rules of procedure; 0: not limited.
    """
    return started_at + dt.timedelta(minutes=limit) if limit else None
