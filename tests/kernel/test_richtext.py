from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mitsprache.kernel.richtext import as_plain, from_editor, is_clean, sanitise


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("<p>Guten <strong>Tag</strong></p>", "<p>Guten <strong>Tag</strong></p>"),
        ("<script>alert(1)</script><p>x</p>", "<p>x</p>"),
        ('<p onclick="x()" style="color:red" class="y">x</p>', "<p>x</p>"),
        ('<a href="javascript:alert(1)">x</a>', '<a rel="noopener noreferrer">x</a>'),
        ('<p lang="tr" dir="ltr">x</p>', '<p lang="tr" dir="ltr">x</p>'),
        ('<img src="https://elsewhere.example/x.png"><p>x</p>', "<p>x</p>"),
        ("<p>x<!-- secret --></p>", "<p>x</p>"),
    ],
)
def test_only_the_small_set_is_left(dirty: str, clean: str) -> None:
    assert sanitise(dirty) == clean


@given(st.text(alphabet="<>/&;\"'= abpscrit:javon", max_size=80))
def test_sanitising_twice_changes_nothing(html: str) -> None:
    once = sanitise(html)
    assert sanitise(once) == once
    assert "<script" not in once


def test_plain_keeps_the_words_apart() -> None:
    assert as_plain("<p>Eins</p><ul><li>Zwei</li></ul>").split() == ["Eins", "Zwei"]


@given(st.text(alphabet="<>/&;\"'= abpscrit:javon\n\xa0", max_size=80))
def test_what_the_editor_sends_is_clean_when_it_is_stored(text: str) -> None:
    assert is_clean(from_editor(text))


@pytest.mark.parametrize(
    "hostile",
    [
        "<p>a" + " " * 150_000 + "b</p>",
        "<p>a<br>" + " " * 150_000 + "b</p>",
        "<p>" + "<br> " * 30_000 + "b</p>",
        "<a" * 75_000,
        "<p>" + "\xa0 " * 15_000 + "b</p>",
        "\n" * 150_000 + "x",
    ],
)
def test_no_text_takes_long(hostile: str) -> None:
    begin = time.process_time()
    from_editor(hostile)
    assert time.process_time() - begin < 5


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("<p>Eins <br> <br> Zwei</p>", "<p>Eins</p><p>Zwei</p>"),
        ("<p>Eins<br><br><br>Zwei<br></p>", "<p>Eins</p><p>Zwei</p>"),
        ("<p>Eins<br>Zwei</p>", "<p>Eins<br>Zwei</p>"),
        ("<p>Eins<br></p>", "<p>Eins</p>"),
        ("<p>\xa0 <br></p><p>Eins</p>", "<p>Eins</p>"),
        ("2 < 3 und <b", "<p>2 &lt; 3 und &lt;b</p>"),
    ],
)
def test_empty_lines_part_paragraphs(written: str, stored: str) -> None:
    assert from_editor(written) == stored
