from __future__ import annotations

import html
import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mitsprache.exchange.format.richtext import Changed, as_html, as_written, paragraphs
from mitsprache.kernel.richtext import sanitise

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=40)


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("", ""),
        ("Ein Absatz", "<p>Ein Absatz</p>"),
        ("Ein\nAbsatz", "<p>Ein Absatz</p>"),
        ("Eins\n\nZwei\n \n\nDrei", "<p>Eins</p><p>Zwei</p><p>Drei</p>"),
        ("A & B, 3 < 4", "<p>A &amp; B, 3 &lt; 4</p>"),
        ("A &amp; B", "<p>A &amp; B</p>"),
        ("<p>A &amp; B</p>", "<p>A &amp; B</p>"),
        ("<P>A<BR/>B</P>", "<p>A<br>B</p>"),
        ("<ul>\n  <li>a</li>\n</ul>", "<ul>\n  <li>a</li>\n</ul>"),
        ("<p>3 < 4 & 5 <6</p>", "<p>3 &lt; 4 &amp; 5 &lt;6</p>"),
        ('<p lang="tr" dir="ltr">a</p>', '<p lang="tr" dir="ltr">a</p>'),
        (
            '<p><a href="https://example.org" rel="nofollow">a</a></p>',
            '<p><a href="https://example.org" rel="noopener noreferrer">a</a></p>',
        ),
        ('<p><a href="/de/">a</a></p>', '<p><a href="/de/" rel="noopener noreferrer">a</a></p>'),
    ],
)
def test_a_text_becomes_html(text: str, stored: str) -> None:
    assert as_html(text) == stored


@pytest.mark.parametrize(
    ("text", "code", "detail"),
    [
        ("<p>a</p><img src='x'>", "rich_tag", "<img>"),
        ("<p>a</p><!-- b -->", "rich_tag", "<!-- b -->"),
        ("<p>a</p></ p>", "rich_broken", "</"),
        ("<!DOCTYPE html><p>a</p>", "rich_tag", "<!DOCTYPE html>"),
        ("<?php x ?><p>a</p>", "rich_tag", "<?php x ?>"),
        ("<p style='color: red'>a</p>", "rich_attribute", 'style="color: red"'),
        ("<p hidden>a</p>", "rich_attribute", 'hidden=""'),
        ("<p><a href=' javascript:x'>a</a></p>", "rich_link", " javascript:x"),
        ("<p><a href='data:text/html,x'>a</a></p>", "rich_link", "data:text/html,x"),
        ("<p>a <em>b</p>", "rich_broken", "</p>"),
        ("<p>a", "rich_broken", "a"),
        ("a</p>", "rich_broken", "</p>"),
        ("<p>a<p>b</p></p>", "rich_broken", "<p>"),
        ("<p>" + "x" * 80 + "<em></p></em>", "rich_broken", "</p>"),
    ],
)
def test_nothing_is_lost_in_silence(text: str, code: str, detail: str) -> None:
    with pytest.raises(Changed) as caught:
        as_html(text)
    assert (caught.value.code, caught.value.detail) == (code, detail)


@pytest.mark.parametrize(
    "piece",
    ["<!--", "<!", "<?", "</", "<", "< ", "&", "<p>", "<em>", "<li>", "<a href='x'>", "\n \t"],
)
def test_hostile_texts_are_read_in_a_moment(piece: str) -> None:
    before = time.process_time()
    with suppress(Changed):
        as_written(as_html("<p>" + piece * (190_000 // len(piece)) + "</p>"))
    assert time.process_time() - before < 5


@settings(deadline=None)
@given(st.lists(WORDS.filter(str.strip), max_size=4))
def test_paragraphs_come_back_as_plain_text(words: list[str]) -> None:
    stored = paragraphs("\n\n".join(words))
    assert as_html(as_written(stored)) == stored


@settings(deadline=None)
@given(
    st.recursive(
        WORDS.map(html.escape),
        lambda inner: st.lists(inner, max_size=3).map(
            lambda parts: "".join(f"<p>{part}</p>" if "<" not in part else part for part in parts)
        ),
        max_leaves=6,
    )
)
def test_what_is_stored_comes_back(text: str) -> None:
    stored = sanitise(text)
    assert as_html(as_written(stored)) in {stored, paragraphs(stored)}


@pytest.mark.parametrize(
    "stored",
    [
        "<p>a<br>b</p>",
        "<h2>a</h2><p>b</p>",
        "<p>a</p>\n<p>b</p>",
        "<p>Das Zeichen &lt;p&gt;</p>",
        "<p></p>",
        '<p lang="tr">a</p>',
    ],
)
def test_what_is_more_than_paragraphs_is_written_as_html(stored: str) -> None:
    assert as_written(stored) == stored
    assert as_html(stored) == stored
