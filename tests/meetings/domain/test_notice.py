"""When an invitation is in time, with local examples and with any session and any rules."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mitsprache.meetings.domain.notice import (
    Notice,
    Timing,
    end_of_day,
    is_in_time,
    is_open,
    last_day_for_items,
    last_day_for_support,
    last_day_to_invite,
    last_moment_to_invite,
    last_urgent_moment,
    timing,
)

BERLIN = ZoneInfo("Europe/Berlin")
WESEL = Notice(days=8, full_days=True, urgent_hours=48, item_days=21, support_days=10)
BONN = Notice(days=14, full_days=False, urgent_hours=24, item_days=21, support_days=0)
START = dt.datetime(2026, 12, 8, 16, tzinfo=BERLIN)

notices = st.builds(
    Notice,
    days=st.integers(1, 90),
    full_days=st.booleans(),
    urgent_hours=st.integers(0, 24),
    item_days=st.integers(0, 120),
    support_days=st.integers(0, 90),
)
moments = st.datetimes(
    dt.datetime(2000, 1, 1),  # noqa: DTZ001 (the strategy adds the zone)
    dt.datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=st.just(BERLIN),
)


def at(day: int, hour: int = 0, minute: int = 0, month: int = 11) -> dt.datetime:
    return dt.datetime(2026, month, day, hour, minute, tzinfo=BERLIN)


def test_eight_full_days_leave_out_both_ends() -> None:
    assert last_day_to_invite(START, WESEL, BERLIN) == dt.date(2026, 11, 29)
    assert last_moment_to_invite(START, WESEL, BERLIN) == at(30)


def test_days_that_are_not_full_leave_out_one_end() -> None:
    assert last_day_to_invite(START, BONN, BERLIN) == dt.date(2026, 11, 24)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (at(29, 23, 59), Timing.IN_TIME),
        (at(30), Timing.ONLY_URGENT),
        (at(6, 16, month=12), Timing.ONLY_URGENT),
        (at(6, 16, 1, month=12), Timing.TOO_LATE),
        (at(8, 16, month=12), Timing.TOO_LATE),
    ],
)
def test_an_invitation_is_measured_by_its_moment(moment: dt.datetime, expected: Timing) -> None:
    assert timing(moment, START, WESEL, BERLIN) is expected
    assert is_in_time(moment, START, WESEL, BERLIN) is (expected is Timing.IN_TIME)


def test_hours_pass_also_when_the_clocks_change() -> None:
    sunday = dt.datetime(2026, 10, 25, 16, tzinfo=BERLIN)  # one hour longer than others
    assert last_urgent_moment(sunday, BONN) == dt.datetime(2026, 10, 24, 17, tzinfo=BERLIN)


def test_the_day_of_a_late_session_is_the_towns() -> None:
    late = dt.datetime(2026, 12, 8, 0, 30, tzinfo=BERLIN).astimezone(dt.UTC)
    assert last_day_for_items(late, WESEL, BERLIN) == dt.date(2026, 11, 17)


def test_other_periods_end_with_their_day() -> None:
    last = last_day_for_support(START, WESEL, BERLIN)
    assert last == dt.date(2026, 11, 28)
    assert is_open(at(28, 23, 59), last, BERLIN)
    assert not is_open(at(29), last, BERLIN)
    assert last_day_for_support(START, BONN, BERLIN) == dt.date(2026, 12, 8)


@given(moments, notices)
def test_between_the_last_day_and_the_session_lie_the_days_of_the_rules(
    start: dt.datetime, notice: Notice
) -> None:
    last = last_day_to_invite(start, notice, BERLIN)
    between = (start.date() - last).days - 1
    assert between == (notice.days if notice.full_days else notice.days - 1)


@given(moments, notices)
def test_the_last_moment_is_a_midnight_in_town(start: dt.datetime, notice: Notice) -> None:
    last = last_moment_to_invite(start, notice, BERLIN)
    assert last.astimezone(BERLIN).time() == dt.time()
    assert last <= start
    assert last.date() - dt.timedelta(days=1) == last_day_to_invite(start, notice, BERLIN)


@given(moments, notices, st.integers(0, 200 * 24 * 60), st.integers(0, 200 * 24 * 60))
def test_later_is_never_better(start: dt.datetime, notice: Notice, first: int, second: int) -> None:
    assume(first != second)
    order = list(Timing)
    begin = start.astimezone(dt.UTC)
    early, late = (
        timing(begin - dt.timedelta(minutes=minutes), start, notice, BERLIN)
        for minutes in (max(first, second), min(first, second))
    )
    assert order.index(early) <= order.index(late)


@given(moments, notices)
def test_urgent_hours_are_whole_hours_that_pass(start: dt.datetime, notice: Notice) -> None:
    apart = start.astimezone(dt.UTC) - last_urgent_moment(start, notice)
    assert apart == dt.timedelta(hours=notice.urgent_hours)


@given(st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1)))
def test_a_day_is_over_at_the_next_days_midnight(day: dt.date) -> None:
    end = end_of_day(day, BERLIN)
    assert (end.date(), end.time()) == (day + dt.timedelta(days=1), dt.time())
