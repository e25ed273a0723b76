from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mitsprache.meetings.domain.numbering import DEEPEST
from mitsprache.meetings.domain.reorder import Move, Place, fingerprint, moved, place, possible

# Three items, the second with two below it, and one of the non-public part.
PLACES = [
    Place(1, None, 1),
    Place(2, None, 2),
    Place(21, 2, 1),
    Place(22, 2, 2),
    Place(3, None, 3),
    Place(9, None, 4, public=False),
]


def after(places: list[Place], changes: dict[int, tuple[int | None, int]]) -> list[Place]:
    return [Place(p.id, *changes.get(p.id, (p.parent, p.position)), p.public) for p in places]


def row(places: list[Place], parent: int | None, *, public: bool = True) -> list[int]:
    found = [p for p in places if p.parent == parent and p.public == public]
    return [p.id for p in sorted(found, key=lambda p: (p.position, p.id))]


def test_up_and_down_change_places_with_the_neighbour() -> None:
    assert moved(PLACES, 2, Move.UP) == {2: (None, 1), 1: (None, 2)}
    assert moved(PLACES, 2, Move.DOWN) == {3: (None, 2), 2: (None, 3)}


@pytest.mark.parametrize(
    ("id_", "move"),
    [(1, Move.UP), (3, Move.DOWN), (1, Move.IN), (1, Move.OUT), (9, Move.UP), (9, Move.IN)],
)
def test_a_step_that_leads_nowhere_is_none(id_: int, move: Move) -> None:
    assert moved(PLACES, id_, move) is None


def test_in_goes_to_the_end_below_the_item_before() -> None:
    changes = moved(PLACES, 3, Move.IN)
    assert changes is not None
    now = after(PLACES, changes)
    assert row(now, 2) == [21, 22, 3]
    assert row(now, None) == [1, 2]
    assert row(now, None, public=False) == [9]


def test_out_goes_right_behind_the_item_above() -> None:
    changes = moved(PLACES, 21, Move.OUT)
    assert changes is not None
    now = after(PLACES, changes)
    assert row(now, None) == [1, 2, 21, 3]
    assert row(now, 2) == [22]


def test_out_from_below_an_item_of_the_other_part_goes_to_the_end() -> None:
    places = [Place(1, None, 1), Place(5, 1, 1, public=False), Place(9, None, 2, public=False)]
    changes = moved(places, 5, Move.OUT)
    assert changes is not None
    assert row(after(places, changes), None, public=False) == [9, 5]


def test_out_of_a_level_whose_item_is_gone_is_none() -> None:
    assert moved([Place(1, 77, 1)], 1, Move.OUT) is None


def test_nothing_goes_deeper_than_an_agenda_can_be() -> None:
    chain = [Place(n, n - 1 if n > 1 else None, 1) for n in range(1, DEEPEST + 1)]
    places = [*chain, Place(100, DEEPEST - 1, 2)]
    assert moved(places, 100, Move.IN) is None
    assert moved([*chain, Place(100, DEEPEST - 2, 2)], 100, Move.IN) is not None


def test_items_that_stand_below_each_other_are_no_endless_way() -> None:
    ring = [Place(1, 2, 1), Place(2, 1, 1), Place(3, 1, 2)]
    assert moved(ring, 3, Move.IN) is None


def test_possible_names_the_steps_that_can_be_taken() -> None:
    assert possible(PLACES, 21) == {Move.DOWN, Move.OUT}
    assert possible(PLACES, 2) == {Move.UP, Move.DOWN, Move.IN}


def test_an_unknown_item_is_an_error() -> None:
    with pytest.raises(KeyError):
        moved(PLACES, 1000, Move.UP)


@st.composite
def trees(draw: st.DrawFn) -> list[Place]:
    places: list[Place] = []
    for id_ in range(1, draw(st.integers(1, 12)) + 1):
        parent = draw(st.sampled_from([None, *(p.id for p in places)]))
        places.append(Place(id_, parent, draw(st.integers(0, 3)), draw(st.booleans())))
    return places


@given(trees(), st.lists(st.tuples(st.integers(1, 12), st.sampled_from(Move)), max_size=10))
def test_moving_keeps_every_item_and_the_tree(
    places: list[Place], steps: list[tuple[int, Move]]
) -> None:
    ids = {place.id for place in places}
    for id_, move in steps:
        if id_ in ids:
            places = after(places, moved(places, id_, move) or {})
    assert {place.id for place in places} == ids
    parents = {place.id: place.parent for place in places}
    for id_ in ids:
        seen = set()
        here: int | None = id_
        while here is not None:
            assert here not in seen
            seen.add(here)
            here = parents[here]


@given(trees(), st.integers(1, 12))
def test_down_undoes_up(places: list[Place], id_: int) -> None:
    if id_ not in {place.id for place in places}:
        return
    changes = moved(places, id_, Move.UP)
    if changes is not None:
        once = after(places, changes)
        back = after(once, moved(once, id_, Move.DOWN) or {})
        place = next(p for p in places if p.id == id_)
        args = {"parent": place.parent, "public": place.public}
        assert row(back, **args) == row(places, **args)


@pytest.mark.parametrize(
    ("id_", "parent", "position", "expected"),
    [
        (3, None, 0, [3, 1, 2]),
        (1, None, 1, [2, 1, 3]),
        (1, None, 99, [2, 3, 1]),
        (1, None, -5, [1, 2, 3]),
    ],
)
def test_an_item_is_put_after_so_many_of_its_level(
    id_: int, parent: int | None, position: int, expected: list[int]
) -> None:
    changes = place(PLACES, id_, parent, position)
    assert changes is not None
    assert row(after(PLACES, changes), parent) == expected


def test_an_item_is_put_below_another() -> None:
    changes = place(PLACES, 3, 2, 1)
    assert changes is not None
    found = after(PLACES, changes)
    assert (row(found, 2), row(found, None)) == ([21, 3, 22], [1, 2])


@pytest.mark.parametrize(("id_", "parent"), [(2, 2), (2, 21), (1, 404), (1, 9)])
def test_an_item_is_not_put_where_it_can_not_stand(id_: int, parent: int) -> None:
    assert place(PLACES, id_, parent, 0) is None


def test_a_non_public_item_may_stand_below_a_public_one() -> None:
    assert place(PLACES, 9, 1, 0) == {9: (1, 1)}


def test_nothing_is_put_too_deep() -> None:
    chain = [Place(n, n - 1 if n > 1 else None, 1) for n in range(1, DEEPEST + 1)]
    assert place([*chain, Place(99, None, 2)], 99, DEEPEST, 0) is None
    assert place([*chain, Place(99, None, 2)], 99, DEEPEST - 1, 0) is not None
    assert place([*chain, Place(98, None, 2), Place(99, 98, 1)], 98, DEEPEST - 1, 0) is None


def test_a_circle_among_the_places_ends() -> None:
    circle = [Place(1, 2, 1), Place(2, 1, 1), Place(3, None, 1)]
    assert place(circle, 3, 1, 0) is None


@st.composite
def forests(draw: st.DrawFn) -> list[Place]:
    found: list[Place] = []
    for number in range(1, draw(st.integers(1, 12)) + 1):
        above = draw(st.sampled_from([None, *found]))
        public = draw(st.booleans()) if above is None or above.public else False
        position = draw(st.integers(0, 3))
        found.append(Place(number, above.id if above else None, position, public))
    return found


@given(forests(), st.data())
def test_putting_keeps_every_item_and_the_order_of_all_others(
    places: list[Place], data: st.DataObject
) -> None:
    item = data.draw(st.sampled_from(places))
    parent = data.draw(st.sampled_from([None, *(one.id for one in places)]))
    position = data.draw(st.integers(0, 5))
    changes = place(places, item.id, parent, position)
    if changes is None:
        assert parent is not None
        return
    found = after(places, changes)
    assert {one.id for one in found} == {one.id for one in places}
    there = row(found, parent, public=item.public)
    assert there.index(item.id) == min(position, len(there) - 1)
    for level in {one.parent for one in places}:
        for public in (True, False):
            old = [one for one in row(places, level, public=public) if one != item.id]
            new = [one for one in row(found, level, public=public) if one != item.id]
            assert old == new
    again = place(found, item.id, parent, position)
    assert after(found, again or {}) == found


@given(forests())
def test_the_fingerprint_stands_for_the_order(places: list[Place]) -> None:
    assert fingerprint(places) == fingerprint(reversed(places))
    changes = place(places, places[0].id, None, 99)
    assert changes is not None
    assert (fingerprint(after(places, changes)) == fingerprint(places)) == (not changes)
