from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mitsprache.kernel.pages.merge import (
    Outcome,
    compare,
    fingerprint,
    fingerprints,
    word_changes,
)

VALUES = st.lists(st.text("ab \n", max_size=3), max_size=3)


def test_nobody_changed_anything() -> None:
    assert compare(fingerprint(["a"]), ["a"], ["a"]) is Outcome.SAME


def test_only_i_changed_it() -> None:
    assert compare(fingerprint(["a"]), ["b"], ["a"]) is Outcome.MINE


def test_only_they_changed_it() -> None:
    assert compare(fingerprint(["a"]), ["a"], ["b"]) is Outcome.THEIRS


def test_both_changed_it() -> None:
    assert compare(fingerprint(["a"]), ["b"], ["c"]) is Outcome.BOTH


def test_without_a_base_every_difference_is_a_question() -> None:
    assert compare(None, ["b"], ["a"]) is Outcome.BOTH


def test_line_ends_and_order_are_no_difference() -> None:
    assert compare(None, ["a\r\nb"], ["a\nb"]) is Outcome.SAME
    assert compare(None, ["1", "2"], ["2", "1"]) is Outcome.SAME


@given(VALUES, VALUES, VALUES)
def test_nothing_of_mine_is_lost_without_a_question(
    base: list[str], mine: list[str], theirs: list[str]
) -> None:
    outcome = compare(fingerprint(base), mine, theirs)
    if outcome is Outcome.THEIRS:
        assert fingerprint(mine) == fingerprint(base)
    if outcome is Outcome.MINE:
        assert fingerprint(theirs) == fingerprint(base)


@given(st.text("ab \n", max_size=30), st.text("ab \n", max_size=30))
def test_word_changes_lead_from_one_text_to_the_other(old: str, new: str) -> None:
    pieces = list(word_changes(old, new))
    assert "".join(text for kind, text in pieces if kind != "new") == old
    assert "".join(text for kind, text in pieces if kind != "gone") == new


def test_fingerprints_are_by_field() -> None:
    assert fingerprints([("a", ["x"])]) == {"a": fingerprint(["x"])}
