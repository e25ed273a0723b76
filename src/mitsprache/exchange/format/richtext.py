"""Long texts on their way from a file into the database and back."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from typing import Final

from mitsprache.kernel.richtext import ATTRIBUTES, SCHEMES, TAGS, sanitise

_TAG: Final = re.compile(r"<[a-zA-Z/!?]")
_EMPTY_LINES: Final = re.compile(r"\n[ \t]*\n\s*")
_PARAGRAPH: Final = re.compile(r"<p>([^<]*)</p>")
_FOREIGN: Final = re.compile(r"<[!?][^>]{0,20}>?")
"""Comments, declarations, instructions: never allowed, and slow to parse in masses."""
_ODD_END: Final = re.compile(r"</(?![a-zA-Z])")
_DROPPED: Final = frozenset({"rel"})
"""Attributes that the sanitiser sets itself."""


class Changed(Exception):
    """Sanitising would change the text; `code` and `detail` say what stands in the way."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail


class _Pieces(HTMLParser):
    """Takes HTML apart into comparable pieces."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[tuple[str, ...]] = []
        self.faults: list[Changed] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.faults.append(Changed("rich_tag", f"<{tag}>"))
        allowed = ATTRIBUTES.get(tag, set()) | ATTRIBUTES["*"] | _DROPPED
        kept = sorted((name, value or "") for name, value in attrs if name not in _DROPPED)
        for name, value in kept:
            if name not in allowed:
                self.faults.append(Changed("rich_attribute", f'{name}="{value}"'))
            elif name == "href" and not _is_safe(value):
                self.faults.append(Changed("rich_link", value))
        self._flush()
        self.pieces.append((f"<{tag}", *(f"{name}={value}" for name, value in kept)))

    def handle_endtag(self, tag: str) -> None:
        self._flush()
        if tag != "br":
            self.pieces.append((f"</{tag}",))

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def _flush(self) -> None:
        """Take white space at the border of an element for none."""
        words = " ".join("".join(self.text).split())
        self.text.clear()
        if words:
            self.pieces.append(("words", words))

    def close(self) -> None:
        super().close()
        self._flush()


def _is_safe(address: str) -> bool:
    scheme = re.match(r"\s*([a-zA-Z][a-zA-Z0-9+.-]*):", address)
    return scheme is None or scheme[1].lower() in SCHEMES


def _taken_apart(text: str) -> _Pieces:
    pieces = _Pieces()
    pieces.feed(text)
    pieces.close()
    return pieces


def as_html(text: str) -> str:
    """Return the HTML to store for what stands in a file.

    Raises:
        Changed: the text holds something that sanitising would take away or repair.
    """
    if not text:
        return ""
    if not _TAG.search(text):
        return paragraphs(text)
    if foreign := _FOREIGN.search(text):
        raise Changed("rich_tag", foreign[0])
    if _ODD_END.search(text):
        raise Changed("rich_broken", "</")
    clean = sanitise(text)
    before = _taken_apart(text)
    if before.faults:
        raise before.faults[0]
    after = _taken_apart(clean)
    if before.pieces != after.pieces:
        raise Changed("rich_broken", _difference(before.pieces, after.pieces))
    return clean


def paragraphs(text: str) -> str:
    """Return plain text as HTML paragraphs; empty lines part them, other line breaks are spaces."""
    blocks = (" ".join(block.split()) for block in _EMPTY_LINES.split(html.unescape(text)))
    return sanitise(
        "".join(f"<p>{html.escape(block, quote=False)}</p>" for block in blocks if block)
    )


def as_written(stored: str) -> str:
    """Return what to write into a file for stored HTML: plain paragraphs where that is the same."""
    blocks = _PARAGRAPH.findall(stored)
    plain = "\n\n".join(html.unescape(block) for block in blocks)
    if blocks and not _TAG.search(plain) and paragraphs(plain) == stored:
        return plain
    return stored


def _difference(before: list[tuple[str, ...]], after: list[tuple[str, ...]]) -> str:
    """Return the first piece that would become another."""
    for index, piece in enumerate(before):
        if index >= len(after) or after[index] != piece:
            return _shown(piece)
    return _shown(before[-1]) if before else ""


def _shown(piece: tuple[str, ...]) -> str:
    shown = piece[1] if piece[0] == "words" else f"{piece[0]}>"
    return shown if len(shown) <= 60 else f"{shown[:59]}…"
