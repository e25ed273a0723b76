from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from mitsprache.proceedings.domain.moments import NIGHT, moment_of

BERLIN = ZoneInfo("Europe/Berlin")


def opened(hour: int) -> dt.datetime:
    return dt.datetime(2026, 3, 3, hour, tzinfo=BERLIN)


def test_a_time_after_midnight_is_on_the_next_day() -> None:
    assert moment_of(dt.time(18, 30), opened(18)).isoformat() == "2026-03-03T18:30:00+01:00"
    assert moment_of(dt.time(0, 30), opened(18)).isoformat() == "2026-03-04T00:30:00+01:00"
    assert moment_of(dt.time(15, 50), opened(16)).isoformat() == "2026-03-03T15:50:00+01:00"


@given(st.times(), st.integers(0, 23))
def test_every_time_lies_within_a_day_of_the_opening(clock: dt.time, hour: int) -> None:
    moment = moment_of(clock, opened(hour))
    assert -NIGHT <= moment - opened(hour) < dt.timedelta(days=1)
    assert (moment.hour, moment.minute) == (clock.hour, clock.minute)
