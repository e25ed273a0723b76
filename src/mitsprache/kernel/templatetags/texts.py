"""The one way from a translated text to the page: right language, direction and state."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any, Final

from django import template
from django.template.context import Context
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from mitsprache.kernel.languages import BINDING, direction_of
from mitsprache.kernel.models import TranslatedRecord
from mitsprache.kernel.text import Text, TextState

register = template.Library()

SLASH: Final = re.compile(r"(?<=\w)/(?=\w)")
STATES = "text_states"
"""Name of the set in the page's context that gathers the states of all texts shown."""


def _lookup(context: Context, record: TranslatedRecord, field: str) -> tuple[Text, str]:
    language = get_language() or BINDING
    text = record.wording(field, language)
    states = context.get(STATES)
    if states is not None and text.text:
        states.add(text.state)
    return text, language


def _attributes(text: Text, page_language: str) -> SafeString:
    if text.language == page_language:
        return SafeString("")
    return format_html(' lang="{}" dir="{}"', text.language, direction_of(text.language))


def breakable(text: str) -> SafeString:
    """Escape a short text and let lines break after a slash between words, as in 'Bildung/Sprache'.

    Browsers don't by themselves; on a phone they would break somewhere within a word instead.
    """
    escaped = escape(text)
    return mark_safe(SLASH.sub("/<wbr>", escaped)) if "/" in escaped else escaped


@register.simple_tag(takes_context=True, name="text")
def text_tag(context: Context, record: TranslatedRecord, field: str) -> str:
    """Print a short text; where it is in another language than the page, it says so to software."""
    text, language = _lookup(context, record, field)
    attributes = _attributes(text, language)
    body = breakable(text.text)
    return format_html("<span{}>{}</span>", attributes, body) if attributes else body


@register.simple_tag(takes_context=True)
def plain_text(context: Context, record: TranslatedRecord, field: str) -> str:
    """Print a text where no markup can stand: titles, attributes, feeds."""
    return escape(_lookup(context, record, field)[0].text)


@register.inclusion_tag("components/rich_text.html", takes_context=True)
def rich_text(context: Context, record: TranslatedRecord, field: str) -> dict[str, Any]:
    """Print a long text (sanitised when it was stored), with a note on its state.

    Raises:
        ValueError: the record type does not declare it as HTML.
    """
    if field not in record.RICH:
        raise ValueError(f"{type(record).__name__}.{field} is no RICH text")
    text, language = _lookup(context, record, field)
    noted = text.state not in {TextState.SOURCE, TextState.CHECKED}
    return {
        "html": mark_safe(text.text),
        "attributes": _attributes(text, language),
        "state": text.state.value if noted else "",
    }


class NoticedNode(template.Node):
    """Renders what it holds, and before it the notice that follows from the texts in it."""

    def __init__(self, nodelist: template.NodeList, notice: template.base.FilterExpression) -> None:
        self.nodelist = nodelist
        self.notice = notice

    def render(self, context: Context) -> SafeString:
        """Render the content first, since only then the states of its texts are known."""
        content = self.nodelist.render(context)
        engine = context.template.engine  # type: ignore[union-attr]
        with context.push():
            notice = engine.get_template(self.notice.resolve(context)).render(context)
        return mark_safe(notice + content)


@register.tag
def noticed(parser: template.base.Parser, token: template.base.Token) -> NoticedNode:
    """Put the notice on the states of texts before the content: `{% noticed "a.html" %}…`."""
    bits = token.split_contents()
    if len(bits) != 2:
        raise template.TemplateSyntaxError("noticed takes the name of the notice's template")
    nodelist = parser.parse(("endnoticed",))
    parser.delete_first_token()
    return NoticedNode(nodelist, parser.compile_filter(bits[1]))


@register.filter
def day(value: dt.date | dt.datetime | None, form: str = "DATE_FORMAT") -> str:
    """Write a date as the page's language does; `form` is a format name such as DATE_FORMAT."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        value = timezone.localtime(value)
    return date_format(value, form)


@register.filter
def iso(value: dt.date | dt.datetime) -> str:
    """Write a date or moment for software (ISO 8601, local time with offset)."""
    return (
        timezone.localtime(value).isoformat(timespec="seconds")
        if isinstance(value, dt.datetime)
        else value.isoformat()
    )


@register.filter
def short_address(value: str) -> str:
    """Write a web address as people say it: without the protocol and the slash at its end."""
    return value.partition("://")[2].removesuffix("/") or value
