"""The small set of HTML that long texts may hold."""

from __future__ import annotations

from typing import Final

import nh3

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


def as_plain(html: str) -> str:
    """Return the words of `html` without markup, for feeds and descriptions."""
    spaced = html.replace("<br>", "\n").replace("</p>", "</p>\n").replace("</li>", "</li>\n")
    return nh3.clean(spaced, tags=set()).strip()
