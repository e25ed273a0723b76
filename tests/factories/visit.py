"""A visitor's look at a page, past everything that is remembered between requests."""

from __future__ import annotations

import re
from html import unescape

from django.test import Client

from mitsprache.public import context


def visit(address: str, status: int = 200) -> str:
    """Return the HTML that a visitor who comes for the first time gets."""
    context.forget()
    answer = Client().get(address)
    assert answer.status_code == status, (address, answer.status_code)
    return answer.content.decode()


def words(html: str) -> str:
    """Return the words of a page as one line."""
    main = re.sub(r"<(script|style).*?</\1>", " ", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def main_of(html: str) -> str:
    """Return what stands between header and footer, as words."""
    return words(html[html.index("<main") : html.index("<footer")])
