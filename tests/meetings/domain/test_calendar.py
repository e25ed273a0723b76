"""Months as weeks."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mitsprache.meetings.domain.calendar import FIRST_YEAR, LAST_YEAR, Month

months = st.builds(Month, st.integers(FIRST_YEAR, LAST_YEAR), st.integers(1, 12))


@given(months)
def test_weeks_run_from_monday_and_hold_every_day_of_the_month_once(month: Month) -> None:
    weeks = month.weeks()
    days = [day for week in weeks for day in week]
    assert all(len(week) == 7 and week[0].weekday() == 0 for week in weeks)
    assert days == [days[0] + dt.timedelta(days=number) for number in range(len(days))]
    inside = [day for day in days if Month.of(day) == month]
    assert inside[0] == month.first_day
    assert Month.of(inside[-1] + dt.timedelta(days=1)) == month.plus(1)
    assert all(any(Month.of(day) == month for day in week) for week in weeks)


@given(months, st.integers(-500, 500))
def test_going_back_undoes_going_forth(month: Month, number: int) -> None:
    assert month.plus(number).plus(-number) == month


def test_december_is_followed_by_january() -> None:
    assert Month(2026, 12).plus(1) == Month(2027, 1)
    assert Month(2027, 1).plus(-1) == Month(2026, 12)


@pytest.mark.parametrize(
    ("month", "exists"),
    [
        (Month(2026, 11), True),
        (Month(2026, 0), False),
        (Month(2026, 13), False),
        (Month(FIRST_YEAR - 1, 12), False),
        (Month(LAST_YEAR + 1, 1), False),
    ],
)
def test_only_months_of_the_calendar_exist(month: Month, exists: bool) -> None:
    assert month.exists is exists
