"""The only place that asks for the time, so that a test or a preview can set it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils import timezone

_fixed: ContextVar[dt.datetime | None] = ContextVar("fixed_moment", default=None)


def now() -> dt.datetime:
    """Return the current moment, aware, in UTC."""
    return _fixed.get() or timezone.now()


def today() -> dt.date:
    """Return the current day in the installation's time zone."""
    return timezone.localdate(now())


@contextmanager
def stopped(moment: dt.datetime | dt.date) -> Iterator[None]:
    """Let the clock stand at `moment` (a date means noon of that day) within the block."""
    if not isinstance(moment, dt.datetime):
        moment = dt.datetime.combine(moment, dt.time(12))
    if timezone.is_naive(moment):
        moment = timezone.make_aware(moment)
    token = _fixed.set(moment)
    try:
        yield
    finally:
        _fixed.reset(token)
