"""Texts of papers as plain paragraphs."""

from __future__ import annotations

import html
import re
from typing import Final

import nh3

_ENDS: Final = re.compile(r"</(?:p|li|h2|h3|h4|blockquote)>|<br>")


def paragraphs_of(text: str) -> list[str]:
    """Return the paragraphs, headings and entries of sanitised HTML as plain texts."""
    plain = html.unescape(nh3.clean(_ENDS.sub("\n", text), tags=set()))
    return [line for line in plain.split("\n") if line.strip()]
