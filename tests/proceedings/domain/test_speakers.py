from __future__ import annotations

import datetime as dt
import itertools

from hypothesis import given
from hypothesis import strategies as st

from mitsprache.proceedings.domain.speakers import Request, ends_at, in_order, speaking

START = dt.datetime(2026, 3, 3, 16, tzinfo=dt.UTC)


@st.composite
def lists(draw: st.DrawFn) -> list[Request]:
    ids = draw(st.lists(st.integers(1, 1000), unique=True, max_size=12))
    return [
        Request(
            id=number,
            asked_at=START + dt.timedelta(seconds=draw(st.integers(0, 5))),
            is_point_of_order=draw(st.booleans()),
            is_called=draw(st.booleans()),
            is_over=draw(st.booleans()),
        )
        for number in ids
    ]


@given(lists())
def test_everybody_who_waits_is_on_the_list_once(requests: list[Request]) -> None:
    waiting = [one for one in requests if not one.is_called and not one.is_over]
    assert sorted(one.id for one in in_order(requests)) == sorted(one.id for one in waiting)


@given(lists())
def test_points_of_order_come_first_and_else_who_asked_first(requests: list[Request]) -> None:
    ordered = in_order(requests)
    for one, other in itertools.pairwise(ordered):
        assert one.is_point_of_order >= other.is_point_of_order
        if one.is_point_of_order == other.is_point_of_order:
            assert (one.asked_at, one.id) < (other.asked_at, other.id)


@given(lists(), st.randoms())
def test_the_order_does_not_depend_on_how_the_requests_come(requests, random) -> None:
    shuffled = list(requests)
    random.shuffle(shuffled)
    assert in_order(shuffled) == in_order(requests)
    assert speaking(shuffled) == speaking(requests)


@given(lists())
def test_a_new_request_moves_nobody_of_its_kind_back(requests: list[Request]) -> None:
    late = Request(5000, START + dt.timedelta(hours=1))
    assert in_order([*requests, late])[-1] == late
    assert in_order([*requests, late])[:-1] == in_order(requests)


@given(lists())
def test_who_speaks_was_called_and_is_not_done(requests: list[Request]) -> None:
    now = speaking(requests)
    if now is None:
        assert not any(one.is_called and not one.is_over for one in requests)
    else:
        assert now.is_called
        assert not now.is_over


@given(st.integers(0, 120))
def test_a_speech_ends_after_its_minutes(limit: int) -> None:
    end = ends_at(START, limit)
    assert (end is None) == (limit == 0)
    if end is not None:
        assert end - START == dt.timedelta(minutes=limit)
