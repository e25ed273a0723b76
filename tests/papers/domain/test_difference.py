"""Differences by word: each text comes back from them, and they are small where the change is."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mitsprache.papers.domain import difference as module
from mitsprache.papers.domain.difference import (
    Mark,
    Paragraph,
    Part,
    difference,
    has_changes,
    new_text,
    normal,
    old_text,
)

WORDS = st.sampled_from(["der", "Rat", "möge", "beschließen,", "dass", "ein", "a", "b"])
PARAGRAPHS = st.lists(st.lists(WORDS, max_size=8).map(" ".join), max_size=6)


@given(PARAGRAPHS, PARAGRAPHS)
def test_both_texts_come_back(old: list[str], new: list[str]) -> None:
    found = difference(old, new)
    assert old_text(found) == normal(old)
    assert new_text(found) == normal(new)


@given(st.lists(st.text(max_size=30), max_size=5), st.lists(st.text(max_size=30), max_size=5))
def test_both_texts_come_back_whatever_they_hold(old: list[str], new: list[str]) -> None:
    found = difference(old, new)
    assert old_text(found) == normal(old)
    assert new_text(found) == normal(new)


@given(PARAGRAPHS)
def test_a_text_does_not_differ_from_itself(text: list[str]) -> None:
    assert not has_changes(difference(text, text))


@given(PARAGRAPHS, PARAGRAPHS)
def test_texts_that_differ_have_changes(old: list[str], new: list[str]) -> None:
    assert has_changes(difference(old, new)) == (normal(old) != normal(new))


@given(PARAGRAPHS, PARAGRAPHS)
def test_no_part_is_empty_and_marks_change_from_part_to_part(
    old: list[str], new: list[str]
) -> None:
    for paragraph in difference(old, new):
        assert paragraph.parts
        assert all(part.text for part in paragraph.parts)
        marks = [part.mark for part in paragraph.parts]
        assert all(one != two for one, two in pairwise(marks))
        if paragraph.mark is not Mark.SAME:
            assert marks == [paragraph.mark]


def test_a_changed_word_is_all_that_changed() -> None:
    old = ["Der Rat stellt 5.000 Euro bereit.", "Er berichtet im Herbst."]
    new = ["Der Rat stellt 8.000 Euro bereit.", "Er berichtet im Herbst."]
    assert difference(old, new) == [
        Paragraph(
            Mark.SAME,
            (
                Part(Mark.SAME, "Der Rat stellt"),
                Part(Mark.DELETED, "5.000"),
                Part(Mark.INSERTED, "8.000"),
                Part(Mark.SAME, "Euro bereit."),
            ),
        ),
        Paragraph(Mark.SAME, (Part(Mark.SAME, "Er berichtet im Herbst."),)),
    ]


def test_a_new_paragraph_leaves_the_others_alone() -> None:
    assert [one.mark for one in difference(["a b", "c d"], ["a b", "neu", "c d"])] == [
        Mark.SAME,
        Mark.INSERTED,
        Mark.SAME,
    ]
    assert [one.mark for one in difference(["a b", "alt", "c d"], ["a b", "c d"])] == [
        Mark.SAME,
        Mark.DELETED,
        Mark.SAME,
    ]


def test_very_long_paragraphs_are_told_apart_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_PAIRS", 5)
    (found,) = difference(["a b c"], ["a b d"])
    assert [part.mark for part in found.parts] == [Mark.DELETED, Mark.INSERTED]


def test_the_longest_texts_take_no_minute() -> None:
    old = [" ".join(f"wort{n % 700}" for n in range(i, i + 1000)) for i in range(32)]
    new = [" ".join(f"wort{n * 7 % 700}" for n in range(i, i + 1000)) for i in range(32)]
    start = time.process_time()
    difference(old, new)
    assert time.process_time() - start < 30
