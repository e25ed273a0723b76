from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from mitsprache.invitations.domain.difference import Change, ChangeKind, Entry, difference

TITLES = st.sampled_from(["Haushalt", "Wahlrecht", "Bericht"])


def entry(key: str, number: str = "1", *, title: str = "Haushalt", **more: object) -> Entry:
    values = {"parent": "", "public": True} | more
    return Entry(key=key, number=number, title=title, **values)  # type: ignore[arg-type]


def numbered(*keys: str, **titles: str) -> list[Entry]:
    return [
        entry(key, str(index), title=titles.get(key, "Haushalt"))
        for index, key in enumerate(keys, 1)
    ]


@st.composite
def agendas(draw: st.DrawFn) -> list[Entry]:
    keys = draw(st.lists(st.sampled_from("abcdefgh"), unique=True))
    return [
        entry(
            key,
            str(index),
            title=draw(TITLES),
            parent=draw(st.sampled_from(["", "x"])),
            public=draw(st.booleans()),
            papers=tuple(draw(st.lists(st.sampled_from("pq"), unique=True))),
        )
        for index, key in enumerate(keys, 1)
    ]


def kinds(old: list[Entry], new: list[Entry]) -> list[tuple[str, str]]:
    return [(change.kind.value, change.entry.key) for change in difference(old, new)]


@given(agendas())
def test_the_same_agenda_has_no_changes(agenda: list[Entry]) -> None:
    assert difference(agenda, agenda) == []


@given(agendas(), agendas())
def test_each_item_is_told_of_once_and_in_the_right_words(
    old: list[Entry], new: list[Entry]
) -> None:
    changes = difference(old, new)
    by_key = {change.entry.key: change for change in changes}
    assert len(by_key) == len(changes)
    before, after = {row.key: row for row in old}, {row.key: row for row in new}
    for key in before.keys() | after.keys():
        change = by_key.get(key)
        if key not in before:
            assert change == Change(ChangeKind.ADDED, None, after[key])
        elif key not in after:
            assert change == Change(ChangeKind.REMOVED, before[key], None)
        elif (before[key].title, before[key].papers) != (after[key].title, after[key].papers):
            assert change == Change(ChangeKind.CHANGED, before[key], after[key])
        elif (before[key].parent, before[key].public) != (after[key].parent, after[key].public):
            assert change == Change(ChangeKind.MOVED, before[key], after[key])


@given(agendas(), agendas())
def test_what_did_not_move_still_stands_in_its_old_order(
    old: list[Entry], new: list[Entry]
) -> None:
    told = {change.entry.key for change in difference(old, new)}
    still = [row.key for row in new if row.key not in told]
    groups = {(row.parent, row.public) for row in new}
    for parent, public in groups:
        here = [
            row.key
            for row in new
            if row.key in still and (row.parent, row.public) == (parent, public)
        ]
        assert here == [row.key for row in old if row.key in here]


@given(st.permutations("abcde"), st.integers(0, 4))
def test_numbers_that_only_shift_are_no_change(order: list[str], at: int) -> None:
    longer = [*order[:at], "new", *order[at:]]
    assert kinds(numbered(*order), numbered(*longer)) == [("added", "new")]
    assert kinds(numbered(*longer), numbered(*order)) == [("removed", "new")]


def test_one_item_taken_to_the_front_is_one_move() -> None:
    assert kinds(numbered(*"abcd"), numbered(*"dabc")) == [("moved", "d")]


def test_two_that_change_places_are_one_move() -> None:
    assert len(difference(numbered(*"ab"), numbered(*"ba"))) == 1


def test_what_was_removed_stands_at_the_end() -> None:
    assert kinds(numbered(*"abc"), numbered("x", "b", b="Neu")) == [
        ("added", "x"),
        ("changed", "b"),
        ("removed", "a"),
        ("removed", "c"),
    ]


@given(agendas())
def test_an_entry_survives_being_stored(agenda: list[Entry]) -> None:
    assert [Entry.read(row.plain()) for row in agenda] == agenda


def test_an_entry_tells_its_level_and_its_title_in_a_language() -> None:
    row = replace(entry("a", "3.1.2"), titles={"tr": "Bütçe"})
    assert row.level == 3
    assert (row.title_in("tr"), row.title_in("en")) == ("Bütçe", "Haushalt")
