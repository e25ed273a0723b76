from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mitsprache.kernel.templatetags.texts import breakable
from mitsprache.kernel.text import (
    STORED_STATES,
    TextState,
    source_hash,
    text_in,
    with_translation,
)

words = st.text(min_size=1, max_size=40)
stored = st.sampled_from(sorted(STORED_STATES))


@dataclass
class Note:
    title: str
    source_language: str = "de"
    translations: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)


def translated(title: str, text: str, state: TextState = TextState.CHECKED) -> Note:
    return Note(
        title,
        translations=with_translation(
            {},
            language="tr",
            field="title",
            source=title,
            text=text,
            state=state,
            by="x",
            at="2026-01-01",
        ),
    )


@given(words, words, stored)
def test_a_translation_is_shown_with_its_state(source: str, text: str, state: TextState) -> None:
    shown = text_in(translated(source, text, state), "title", "tr")
    assert (shown.text, shown.language, shown.state) == (text, "tr", state)


@given(words, words, words)
def test_a_changed_source_makes_every_translation_outdated(
    source: str, text: str, more: str
) -> None:
    note = translated(source, text)
    note.title = source + more
    shown = text_in(note, "title", "tr")
    assert (shown.text, shown.state) == (text, TextState.OUTDATED)


@given(words)
def test_the_source_language_shows_the_source(source: str) -> None:
    assert text_in(translated(source, "x"), "title", "de").state is TextState.SOURCE


@given(words)
def test_a_missing_translation_falls_back_to_the_source_and_says_so(source: str) -> None:
    shown = text_in(translated(source, "x"), "title", "ar")
    assert (shown.text, shown.language, shown.state) == (source, "de", TextState.MISSING)


def test_an_empty_source_is_empty_in_every_language() -> None:
    note = translated("Titel", "Başlık")
    note.title = ""
    assert text_in(note, "title", "tr").text == ""


def test_an_empty_translation_removes_the_entry_and_nothing_else() -> None:
    first = translated("Titel", "Başlık").translations
    second = with_translation(
        first,
        language="en",
        field="title",
        source="Titel",
        text="Title",
        state=TextState.DRAFT,
        by="",
        at="",
    )
    third = with_translation(
        second,
        language="tr",
        field="title",
        source="Titel",
        text="",
        state=TextState.DRAFT,
        by="",
        at="",
    )
    assert set(second) == {"tr", "en"}
    assert set(third) == {"en"}
    assert set(first) == {"tr"}


@pytest.mark.parametrize("state", sorted(set(TextState) - STORED_STATES))
def test_computed_states_are_never_stored(state: TextState) -> None:
    with pytest.raises(ValueError, match="computed"):
        translated("Titel", "Başlık", state)


@given(words, words)
def test_hashes_tell_texts_apart(one: str, other: str) -> None:
    assert (source_hash(one) == source_hash(other)) == (one == other)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Bildung/Sprachbildung", "Bildung/<wbr>Sprachbildung"),
        ("Mo/Di/Mi <b>", "Mo/<wbr>Di/<wbr>Mi &lt;b&gt;"),
        ("und / oder", "und / oder"),
        ("ohne <Strich>", "ohne &lt;Strich&gt;"),
        ("/office/", "/office/"),
    ],
)
def test_lines_may_break_after_a_slash_between_words(text: str, printed: str) -> None:
    assert breakable(text) == printed
