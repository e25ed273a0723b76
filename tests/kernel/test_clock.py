from __future__ import annotations

import datetime as dt

from mitsprache.kernel import clock


def test_the_clock_can_stand_still() -> None:
    with clock.stopped(dt.date(2016, 12, 6)):
        assert clock.today() == dt.date(2016, 12, 6)
        assert clock.now().tzinfo is not None
    assert clock.today() != dt.date(2016, 12, 6)


def test_today_follows_the_local_calendar() -> None:
    late = dt.datetime(2016, 12, 5, 23, 30, tzinfo=dt.UTC)
    with clock.stopped(late):
        assert clock.today() == dt.date(2016, 12, 6)
