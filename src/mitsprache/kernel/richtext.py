"""The small set of HTML that long texts may hold."""

from __future__ import annotations

import re
from typing import Final

import nh3
from django.utils.html import escape

TAGS: Final = {"p", "h2", "h3", "h4", "ul", "ol", "li", "a", "strong", "em", "blockquote", "br"}
ATTRIBUTES: Final = {"a": {"href", "hreflang", "lang", "dir"}, "*": {"lang", "dir"}}
SCHEMES: Final = {"http", "https", "mailto", "tel"}


def sanitise(html: str) -> str:
    """Return `html` with nothing but the allowed elements, attributes and link schemes."""
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer",
        strip_comments=True,
    ).strip()


def is_clean(html: str) -> bool:
    """Return whether `html` stays as it is when it is sanitised."""
    return sanitise(html) == html


def as_plain(html: str) -> str:
    """Return the words of `html` without markup, for feeds and descriptions."""
    spaced = html.replace("<br>", "\n").replace("</p>", "</p>\n").replace("</li>", "</li>\n")
    return nh3.clean(spaced, tags=set()).strip()


# Texts come from forms: no pattern here may try more than one way through the same characters.
_EDITOR_NAMES: Final = {"div": "p", "h1": "h2", "b": "strong", "i": "em"}
_TAG: Final = re.compile(r"<(/?)(div|h1|b|i)(?=[\s>/])", re.IGNORECASE)
_ANY_TAG: Final = re.compile(r"</?[a-zA-Z][^<>]*>")
_PARAGRAPH: Final = re.compile(r"(<p(?:\s[^>]*)?>)(.*?)</p>", re.DOTALL)
_BREAKS: Final = re.compile(r"<br>(?:\s*<br>)+")
_EDGE_SPACE: Final = re.compile(r"(?:&nbsp;|\xa0)(?=<)|(?<=>)(?:&nbsp;|\xa0)")
_EMPTY: Final = re.compile(r"<(p|h2|h3|h4|blockquote)(?:\s[^>]*)?>(?:\s|&nbsp;|<br>)*</\1>")


def _parted(match: re.Match[str]) -> str:
    """Part a paragraph at its empty lines."""
    pieces = (piece.strip().removesuffix("<br>") for piece in _BREAKS.split(match[2]))
    return "".join(f"{match[1]}{piece}</p>" for piece in pieces)


def from_editor(text: str) -> str:
    """Return what a form sent as stored HTML.

    A text without any tag becomes paragraphs, parted at empty lines. Elements that editors and
    pasted texts use become ours; empty blocks fall away.
    """
    text = text.replace("\r\n", "\n").strip()
    if not text:
        return ""
    if not _ANY_TAG.search(text):
        blocks = (block.strip() for block in re.split(r"\n\s*\n", text))
        text = "".join(f"<p>{escape(block)}</p>".replace("\n", "<br>") for block in blocks if block)
    renamed = _TAG.sub(lambda m: f"<{m[1]}{_EDITOR_NAMES[m[2].lower()]}", text)
    parted = _PARAGRAPH.sub(_parted, sanitise(renamed))
    return sanitise(_EMPTY.sub("", _EDGE_SPACE.sub(" ", sanitise(parted))))
