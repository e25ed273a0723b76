"""Numbers of agenda items."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from mitsprache.meetings.domain.numbering import DEEPEST, Agenda, Numbered, arrange


@dataclass(frozen=True)
class Item:
    pk: int
    parent_id: int | None = None
    position: int = 0
    public: bool = True


def shown(nodes: tuple[Numbered[Item], ...]) -> dict[str, int]:
    return {node.number: node.item.pk for top in nodes for node in top.walk()}


def keys(agenda: Agenda[Item]) -> list[int]:
    return sorted([*shown(agenda.public).values(), *shown(agenda.non_public).values()])


def test_numbers_follow_the_tree_and_the_order() -> None:
    items = [Item(1, None, 2), Item(2, None, 1), Item(3, 1, 1), Item(4, 1, 0), Item(5, 4)]
    assert shown(arrange(items).public) == {"1": 2, "2": 1, "2.1": 4, "2.1.1": 5, "2.2": 3}


def test_equal_positions_keep_the_order_of_entry() -> None:
    assert shown(arrange([Item(7), Item(3)]).public) == {"1": 3, "2": 7}


def test_non_public_items_leave_no_gap_in_the_public_numbers() -> None:
    items = [Item(1, None, 1), Item(2, None, 2, public=False), Item(3, None, 3)]
    agenda = arrange(items)
    assert shown(agenda.public) == {"1": 1, "2": 3}
    assert shown(agenda.non_public) == {"3": 2}


def test_what_lies_below_a_non_public_item_is_non_public() -> None:
    agenda = arrange([Item(1), Item(2, 1, public=False), Item(3, 2, public=True)])
    assert shown(agenda.public) == {"1": 1}
    assert shown(agenda.non_public) == {"2": 2, "2.1": 3}


def test_an_item_whose_parent_is_missing_is_not_public() -> None:
    agenda = arrange([Item(1), Item(2, 99)])
    assert shown(agenda.public) == {"1": 1}
    assert shown(agenda.non_public) == {"2": 2}


def test_items_in_a_circle_stand_in_the_non_public_part_once() -> None:
    agenda = arrange([Item(1), Item(2, 3), Item(3, 2)])
    assert shown(agenda.public) == {"1": 1}
    assert shown(agenda.non_public) == {"2": 2, "2.1": 3}


def test_a_chain_that_nobody_could_read_is_cut_not_lost() -> None:
    items = [Item(1), *(Item(pk, pk - 1) for pk in range(2, 3000))]
    agenda = arrange(items)
    assert len(shown(agenda.public)) == DEEPEST
    assert keys(agenda) == list(range(1, 3000))


@st.composite
def forests(draw: st.DrawFn) -> list[Item]:
    size = draw(st.integers(0, 25))
    return [
        Item(
            pk,
            draw(st.none() | st.integers(1, size + 2)),
            draw(st.integers(0, 3)),
            draw(st.booleans()),
        )
        for pk in range(1, size + 1)
    ]


@given(forests())
def test_every_item_stands_in_one_place(items: list[Item]) -> None:
    assert keys(arrange(items)) == [item.pk for item in items]


@given(forests())
def test_the_public_part_is_the_same_without_the_non_public_items(items: list[Item]) -> None:
    whole = arrange(items)
    assert whole.public == arrange([item for item in items if item.public]).public
    assert all(node.item.public for top in whole.public for node in top.walk())


@given(forests())
def test_numbers_count_from_one_without_gaps_through_both_parts(items: list[Item]) -> None:
    def check(nodes: tuple[Numbered[Item], ...], prefix: str, first: int) -> None:
        for number, node in enumerate(nodes, first):
            assert node.number == f"{prefix}{number}"
            check(node.children, f"{node.number}.", 1)

    agenda = arrange(items)
    check(agenda.public + agenda.non_public, "", 1)


@given(forests(), st.randoms())
def test_the_order_of_reading_makes_no_difference(items: list[Item], random: object) -> None:
    shuffled = list(items)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert arrange(items) == arrange(shuffled)


@dataclass(frozen=True)
class Entry:
    pk: int
    parent_id: int | None
    kind: str
    position: int = 0
    public: bool = True


def test_a_section_without_items_is_vacant_and_nothing_else_is() -> None:
    agenda = arrange([Entry(1, None, "section"), Entry(2, None, "section"), Entry(3, 2, "item")])
    assert [node.is_vacant for top in agenda.public for node in top.walk()] == [True, False, False]


def test_empty_sections_make_no_non_public_part() -> None:
    section = Entry(1, None, "section", public=False)
    within = Entry(2, 1, "section", public=False)
    assert not arrange([section, within]).has_non_public_items
    assert arrange([section, within, Entry(3, 2, "item", public=False)]).has_non_public_items
    assert not arrange([Entry(4, None, "item")]).has_non_public_items
