"""From a time of day on paper to a moment of the session."""

from __future__ import annotations

import datetime as dt
from typing import Final

NIGHT: Final = dt.timedelta(hours=6)
"""A time up to so long before the opening belongs to the evening before; earlier ones to the next day."""


def moment_of(clock: dt.time, opened: dt.datetime) -> dt.datetime:
    """Return the moment at which it was `clock` o'clock in a session that was opened at `opened`.

    A session may go past midnight: '00:30' of a session opened at 18:00 is on the next day. Both are
    local times; the answer has the zone of `opened`.
    """
    same_day = opened.replace(
        hour=clock.hour, minute=clock.minute, second=clock.second, microsecond=0
    )
    if opened - same_day > NIGHT:
        return same_day + dt.timedelta(days=1)
    return same_day
