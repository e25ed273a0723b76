from __future__ import annotations

import datetime as dt
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mitsprache.minutes.domain.attendance import Seat, block_of, blocks, times

at = partial(dt.datetime, tzinfo=dt.UTC)
OPENED = at(2016, 6, 16, 16, 0, 40)
CLOSED = at(2016, 6, 16, 18, 30, 20)
ALL_DAY = ((OPENED, CLOSED),)


def moment(hour: int, minute: int) -> dt.datetime:
    return at(2016, 6, 16, hour, minute)


@pytest.mark.parametrize(
    ("stretches", "told"),
    [
        (ALL_DAY, ()),
        ([(moment(15, 50), None)], ()),
        ([(moment(16, 0), moment(18, 30))], ()),
        ([(moment(16, 20), CLOSED)], (("16:20", ""),)),
        ([(OPENED, moment(17, 0))], (("", "17:00"),)),
        ([(moment(17, 30), None), (OPENED, moment(17, 0))], (("", "17:00"), ("17:30", ""))),
        ([(moment(16, 5), moment(16, 6))], (("16:05", "16:06"),)),
    ],
)
def test_times_are_told_where_it_was_not_all_the_session(stretches, told) -> None:
    assert times(stretches, OPENED, CLOSED) == told


def test_in_a_session_that_runs_everybody_who_left_is_told() -> None:
    assert times([(OPENED, moment(17, 0))], OPENED, None) == (("", "17:00"),)
    assert times([(OPENED, None)], OPENED, None) == ()


@pytest.mark.parametrize(
    ("seat", "block"),
    [
        (Seat("member", "x", has_vote=True), "voting"),
        (Seat("member", "x"), "advisory"),
        (Seat("advisory", "x"), "advisory"),
        (Seat("deputy", "x", stands_in_for="y"), "voting"),
        (Seat("deputy", "x", stretches=ALL_DAY), "deputies"),
        (Seat("deputy", "x"), ""),
        (Seat("deputy", "x", has_vote=True), ""),
        (Seat("administration", "x"), "administration"),
        (Seat("guest", "x"), "guests"),
    ],
)
def test_everybody_has_a_block(seat, block) -> None:
    assert block_of(seat) == block


def test_rows_keep_their_order_and_empty_blocks_are_left_out() -> None:
    seats = [
        Seat("guest", "Gast", stretches=ALL_DAY),
        Seat("member", "B", has_vote=True, stretches=ALL_DAY),
        Seat("member", "A", has_vote=True, absence="excused"),
        Seat("member", "C", has_vote=True),
        Seat("guest", "Nie da"),
        Seat("administration", "Amt"),
        Seat("deputy", "Ersatz"),
    ]
    found = blocks(seats, OPENED, CLOSED)
    assert [block.kind for block in found] == ["voting", "guests"]
    assert [(row.name, row.status) for row in found[0].rows] == [
        ("B", "present"),
        ("A", "excused"),
        ("C", "unknown"),
    ]
    assert [row.name for row in found[1].rows] == ["Gast"]


minutes = st.integers(0, 23 * 60)


@given(st.lists(st.tuples(minutes, st.one_of(st.none(), minutes)), max_size=4))
def test_what_is_told_lies_within_the_session(pairs) -> None:
    start = at(2016, 6, 16)
    stretches = [
        (
            start + dt.timedelta(minutes=a),
            None if b is None else start + dt.timedelta(minutes=a + b % 60),
        )
        for a, b in pairs
    ]
    for begin, end in times(stretches, OPENED, CLOSED):
        assert begin == "" or begin > "16:00"
        assert end == "" or end < "18:30"
