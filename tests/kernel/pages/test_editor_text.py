from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mitsprache.kernel.richtext import from_editor, sanitise


@pytest.mark.parametrize(
    ("sent", "stored"),
    [
        ("", ""),
        ("  \n ", ""),
        ("Eins\r\n\r\nZwei & drei\nvier", "<p>Eins</p><p>Zwei &amp; drei<br>vier</p>"),
        ("1 < 2", "<p>1 &lt; 2</p>"),
        ("<div>A</div><h1>B</h1>", "<p>A</p><h2>B</h2>"),
        ("<p>Eins<br><br>Zwei<br></p>", "<p>Eins</p><p>Zwei</p>"),
        ("<p>Ein&nbsp;<b>Wort</b> &nbsp;</p>", "<p>Ein <strong>Wort</strong>  </p>"),
        ("<p><br></p><p>A</p><h2></h2>", "<p>A</p>"),
        ('<p lang="tr">a<br><br>b</p>', '<p lang="tr">a</p><p lang="tr">b</p>'),
        ("<p>A<script>alert(1)</script></p>", "<p>A</p>"),
        ('<p><a href="javascript:x">A</a></p>', '<p><a rel="noopener noreferrer">A</a></p>'),
        ("<ul><li>a<br><br>b</li></ul>", "<ul><li>a<br><br>b</li></ul>"),
    ],
)
def test_what_an_editor_sends_becomes_our_small_set(sent: str, stored: str) -> None:
    assert from_editor(sent) == stored


@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<br>", "a", " ", "<div>", "</div>", "&nbsp;", "<b>", "</b>"]
        )
    )
)
def test_what_comes_out_is_clean(pieces: list[str]) -> None:
    stored = from_editor("".join(pieces))
    assert sanitise(stored) == stored
