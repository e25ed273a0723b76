"""Texts of records where no template tag can print them: labels, headings of the browser, SVG."""

from __future__ import annotations

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from mitsprache.kernel.languages import BINDING, direction_of
from mitsprache.kernel.models import TranslatedRecord


def plain(record: TranslatedRecord, field: str) -> str:
    """Return a text in the page's language, or else in the one it was written in."""
    return record.wording(field, get_language() or BINDING).text


def shown(record: TranslatedRecord, field: str) -> SafeString:
    """Return a text as HTML that says which language it is in, where that is not the page's."""
    language = get_language() or BINDING
    text = record.wording(field, language)
    if text.language == language:
        return escape(text.text)
    return format_html(
        '<span lang="{}" dir="{}">{}</span>', text.language, direction_of(text.language), text.text
    )
