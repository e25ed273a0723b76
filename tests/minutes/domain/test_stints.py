from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mitsprache.minutes.domain.stints import Stint, ranges, stints

ORDER = ["1", "1.1", "1.2", "2", "3", "4"]


def test_one_chair_signs_for_all() -> None:
    assert stints([("1", None), ("2", 7)], 7) == (Stint(7, ("1", "2")),)
    assert stints([], 7) == (Stint(7, ()),)


def test_each_signs_for_the_items_led() -> None:
    assert stints([("1", 7), ("2", 8), ("3", None)], 7) == (
        Stint(7, ("1", "3")),
        Stint(8, ("2",)),
    )


def test_who_led_nothing_signs_nothing() -> None:
    assert stints([("1", 8)], 7) == (Stint(8, ("1",)),)


@given(st.lists(st.one_of(st.none(), st.integers(1, 4)), min_size=1, max_size=20))
def test_every_item_is_signed_for_once(people) -> None:
    found = stints([(str(number), person) for number, person in enumerate(people)], 1)
    signed = [number for stint in found for number in stint.numbers]
    assert sorted(signed, key=int) == [str(number) for number in range(len(people))]
    assert len({stint.person for stint in found}) == len(found)


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        (["1"], "1"),
        (["1", "1.1", "1.2"], "1–1.2"),
        (["4", "1", "1.1", "3"], "1–1.1, 3–4"),
        ([], ""),
    ],
)
def test_neighbours_are_joined(numbers, words) -> None:
    assert ranges(numbers, ORDER) == words


def test_a_foreign_number_is_refused() -> None:
    with pytest.raises(ValueError, match="9"):
        ranges(["9"], ORDER)
