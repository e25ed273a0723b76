"""From stored texts to what templates print: wordings with their language, rich text as a tree."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any, Final
from urllib.parse import urljoin

from django.conf import settings

from mitsprache.kernel.languages import direction_of
from mitsprache.kernel.pdf.fonts import printable
from mitsprache.kernel.text import Text

Node = dict[str, Any]

BLOCKS: Final = {"p": "p", "ul": "ul", "ol": "ol", "li": "li", "blockquote": "quote"}
INLINE: Final = {"a": "link", "strong": "strong", "em": "em"}
HEADINGS: Final = {"h2": 1, "h3": 2, "h4": 3}


def written(text: Text) -> Node:
    """Return a short text with its language, for `say` in templates."""
    return {"text": text.text, "lang": text.language.partition("-")[0]}


def rich(html: str, language: str = "") -> Node:
    """Return HTML of the small set (`kernel.richtext`) as a tree of JSON's types, for `rich`.

    A node is a string or `{"kind", "content"}`; headings have a `level` from 1 on that never skips
    one, as PDF/UA asks; links have a full `href`. `language` is that of the whole text, '' where it
    is the document's.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    _level(reader.root["content"])
    return {**reader.root, **_language(language)}


def _language(tag: str | None) -> Node:
    return {"lang": tag.partition("-")[0], "dir": direction_of(tag)} if tag else {}


class _Reader(HTMLParser):
    """Builds the tree; what is no element of ours is taken as the text in it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root: Node = {"kind": "body", "content": []}
        self.open: list[tuple[str, Node]] = [("", self.root)]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a node."""
        values = dict(attrs)
        if tag == "br":
            self.open[-1][1]["content"].append({"kind": "br", "content": []})
            return
        kind = BLOCKS.get(tag) or INLINE.get(tag) or ("heading" if tag in HEADINGS else "")
        if not kind:
            return
        node: Node = {"kind": kind, "content": [], **_language(values.get("lang"))}
        if kind == "heading":
            node["level"] = HEADINGS[tag]
        if kind == "link":
            node["href"] = urljoin(f"{settings.BASE_URL}/", values.get("href") or "")
        self.open[-1][1]["content"].append(node)
        self.open.append((tag, node))

    def handle_endtag(self, tag: str) -> None:
        """Close the node, and what was left open within it."""
        names = [name for name, _node in self.open]
        if tag in names:
            del self.open[len(names) - 1 - names[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        """Add text; white space between blocks is none."""
        kind = self.open[-1][1]["kind"]
        if data.strip() or kind not in {"body", "ul", "ol", "quote"}:
            self.open[-1][1]["content"].append(" ".join(data.split("\n")))


def _words(node: Any) -> str:
    if isinstance(node, str):
        return str(printable(node))
    return "".join(_words(child) for child in node["content"])


def _level(nodes: list[Any], above: int = 0) -> int:
    """Make headings begin at 1 and go down by one at a time; empty ones are none."""
    for node in nodes:
        if isinstance(node, dict):
            if node["kind"] == "heading" and not _words(node).strip():
                node["kind"] = "body"
            elif node["kind"] == "heading":
                above = node["level"] = min(node["level"], above + 1)
            else:
                above = _level(node["content"], above)
    return above
