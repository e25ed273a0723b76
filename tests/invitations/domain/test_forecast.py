from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mitsprache.invitations.domain.forecast import Coming, Forecast, Outlook, Seat, forecast

REPLIES = st.sampled_from(["", "accepted", "declined", "deputy"])
SEATS = st.builds(Seat, REPLIES, st.sampled_from([None, "", "accepted", "declined"]))


@pytest.mark.parametrize(
    ("reply", "deputy", "coming"),
    [
        ("accepted", None, Coming.YES),
        ("", None, Coming.OPEN),
        ("", "accepted", Coming.OPEN),
        ("declined", None, Coming.NO),
        ("declined", "", Coming.OPEN),
        ("declined", "accepted", Coming.YES),
        ("declined", "declined", Coming.NO),
        ("deputy", "", Coming.YES),
        ("deputy", "declined", Coming.NO),
        ("deputy", None, Coming.NO),
    ],
)
def test_what_is_to_be_expected_of_a_seat(reply: str, deputy: str | None, coming: Coming) -> None:
    assert Seat(reply, deputy).coming == coming


@given(st.lists(SEATS, max_size=40), st.integers(1, 60))
def test_every_seat_counts_once(seats: list[Seat], base: int) -> None:
    found = forecast(seats, base)
    assert found.yes + found.open + found.no == len(seats)
    assert 2 * found.needed > base >= 2 * (found.needed - 1)
    assert (found.lacking == 0) == (found.outlook is Outlook.REACHED)


def test_27_seats_need_14() -> None:
    assert forecast([Seat("accepted")] * 14, 27).outlook is Outlook.REACHED
    assert forecast([Seat("accepted")] * 13, 27).outlook is Outlook.MISSED
    assert forecast([Seat("accepted")] * 13 + [Seat("")], 27).outlook is Outlook.OPEN
    assert Forecast(14, 12, 5, 10).lacking == 2
