from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mitsprache.meetings.domain.reorder import Place
from mitsprache.proceedings.domain.order import put_before

PLACES = [
    Place(1, None, 1),
    Place(2, None, 2),
    Place(21, 2, 1),
    Place(3, None, 3),
    Place(9, None, 4, public=False),
]


def test_an_item_is_put_before_another() -> None:
    assert put_before(PLACES, 3, 1) == {3: 1, 1: 2, 2: 3}
    assert put_before(PLACES, 1, None) == {2: 1, 3: 2, 1: 3}
    assert put_before(PLACES, 1, 2) == {}


def test_an_item_changes_neither_level_nor_part() -> None:
    assert put_before(PLACES, 3, 21) is None
    assert put_before(PLACES, 3, 9) is None
    assert put_before(PLACES, 3, 3) is None


@given(st.permutations(range(1, 8)), st.integers(1, 7), st.integers(1, 7))
def test_the_others_keep_their_order(positions: list[int], moving: int, before: int) -> None:
    places = [Place(n, None, position) for n, position in enumerate(positions, start=1)]
    changes = put_before(places, moving, before)
    if moving == before:
        assert changes is None
        return
    assert changes is not None

    def ordered(of: dict[int, int]) -> list[int]:
        return sorted((p.id for p in places), key=lambda n: of.get(n, positions[n - 1]))

    old, new = ordered({}), ordered(changes)
    assert new.index(before) == new.index(moving) + 1
    assert [n for n in old if n != moving] == [n for n in new if n != moving]
