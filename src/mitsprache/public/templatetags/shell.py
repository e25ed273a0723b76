"""Parts of the shell that change with every page; written without templates, since all pay them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

register = template.Library()

FEW: Final = 7
"""So many languages fit into a line; more stand in a disclosure."""


@register.simple_tag
def language_switch(languages: Iterable[dict[str, Any]]) -> SafeString:
    """Print the languages of the page by their own names, each a link to this page in it."""
    links, current = [], ""
    for language in languages:
        marked = ' aria-current="true"' if language["current"] else ""
        current = escape(language["name"]) if marked else current
        links.append(
            f'<li><a href="{escape(language["url"])}" lang="{language["code"]}" '
            f'hreflang="{language["code"]}"{marked}>{escape(language["name"])}</a></li>'
        )
    listed = f"<ul>{''.join(links)}</ul>"
    if len(links) > FEW:
        icon = '<span class="ms-icon ms-icon--language" aria-hidden="true"></span>'
        listed = f'<details class="ms-languages__more"><summary>{icon}{current}</summary>{listed}</details>'
    label = escape(gettext("Sprache der Seite"))
    return mark_safe(f'<nav class="ms-languages" aria-label="{label}">{listed}</nav>')


@register.simple_tag
def alternate_links(alternates: Iterable[dict[str, str]]) -> SafeString:
    """Print the links by which software finds this page in other languages."""
    return mark_safe(
        "\n    ".join(
            f'<link rel="alternate" hreflang="{link["language"]}" href="{escape(link["url"])}">'
            for link in alternates
        )
    )
