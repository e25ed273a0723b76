from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mitsprache.kernel.richtext import as_plain, sanitise


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
