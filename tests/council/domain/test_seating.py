from __future__ import annotations

import math
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mitsprache.council.domain.seating import distinct_tones, half_circle

COUNTS = st.integers(min_value=0, max_value=130)


@given(COUNTS)
def test_every_seat_has_a_number_from_left_to_right(count: int) -> None:
    hall = half_circle(count)
    assert [seat.number for seat in hall.seats] == list(range(count))


@settings(max_examples=40)
@given(COUNTS)
def test_no_two_seats_touch(count: int) -> None:
    hall = half_circle(count)
    for one, other in combinations(hall.seats, 2):
        assert math.dist((one.x, one.y), (other.x, other.y)) > 2 * hall.radius


@given(COUNTS, st.floats(min_value=60, max_value=900), st.floats(min_value=60, max_value=900))
def test_all_seats_lie_within_the_drawing(count: int, width: float, height: float) -> None:
    hall = half_circle(count, width=width, height=height)
    for seat in hall.seats:
        assert seat.x - hall.radius >= -0.05
        assert seat.x + hall.radius <= width + 0.05
        assert seat.y - hall.radius >= -0.05
        assert seat.y + hall.radius <= height + 0.05


@given(COUNTS)
def test_the_half_circle_is_its_own_mirror_image(count: int) -> None:
    hall = half_circle(count)
    places = sorted((round(seat.x), round(seat.y)) for seat in hall.seats)
    mirrored = sorted((round(200 - seat.x), round(seat.y)) for seat in hall.seats)
    for one, other in zip(places, mirrored, strict=True):
        assert math.dist(one, other) <= 2


@given(COUNTS)
def test_outer_rows_hold_at_least_as_many_seats_as_inner_ones(count: int) -> None:
    rows = [seat.row for seat in half_circle(count).seats]
    filled = [rows.count(row) for row in range(max(rows, default=-1) + 1)]
    assert filled == sorted(filled)
    assert 0 not in filled


@given(COUNTS)
def test_the_same_count_gives_the_same_hall(count: int) -> None:
    assert half_circle(count) == half_circle(count)


def test_dortmund_sits_in_three_rows() -> None:
    rows = [seat.row for seat in half_circle(27).seats]
    assert [rows.count(row) for row in range(3)] == [6, 9, 12]


def test_one_seat_stands_in_the_middle() -> None:
    (seat,) = half_circle(1).seats
    assert seat.x == 100


def test_neighbouring_numbers_form_a_wedge() -> None:
    """The first third of the seats stands left of the last third."""
    seats = half_circle(27).seats
    assert max(seat.x for seat in seats[:9]) < min(seat.x for seat in seats[18:])


@pytest.mark.parametrize(("count", "width", "height"), [(-1, 1, 1), (1, 0, 1), (1, 1, -1)])
def test_impossible_halls_are_refused(count: int, width: float, height: float) -> None:
    with pytest.raises(ValueError, match="needs"):
        half_circle(count, width=width, height=height)


@given(st.lists(st.none() | st.integers(min_value=1, max_value=18), max_size=18))
def test_up_to_eighteen_groups_have_tones_of_their_own(wished: list[int | None]) -> None:
    given_tones = distinct_tones(wished)
    assert len(set(given_tones)) == len(wished)
    assert all(1 <= tone <= 18 for tone in given_tones)


@given(st.lists(st.integers(min_value=1, max_value=18), unique=True, max_size=18))
def test_tones_that_are_wished_once_are_given(wished: list[int]) -> None:
    assert distinct_tones(wished) == wished


def test_who_comes_later_gets_the_other_shade() -> None:
    assert distinct_tones([4, 4]) == [4, 13]


def test_more_groups_than_tones_still_get_one() -> None:
    assert len(distinct_tones([None] * 20)) == 20
