"""An agenda in one go: with a page of templates an item, it would be the slowest page of all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from mitsprache.kernel.languages import BINDING, direction_of
from mitsprache.kernel.templatetags.texts import STATES
from mitsprache.kernel.text import TextState
from mitsprache.meetings.domain.numbering import Numbered
from mitsprache.meetings.enums import ItemResult
from mitsprache.meetings.models import AgendaItem
from mitsprache.meetings.papers import PaperLink
from mitsprache.meetings.results import LOOK

register = template.Library()


class Writer:
    """Writes items for one page, and gathers the states of their texts."""

    def __init__(
        self, states: set[TextState], papers: Mapping[int, Iterable[PaperLink]] | None = None
    ) -> None:
        self.papers = papers or {}
        self.language = get_language() or BINDING
        self.states = states
        self.results = {result.value: str(result.label) for result in ItemResult}
        self.resolution = escape(gettext("Beschluss"))
        self.vacant = escape(gettext("-unbesetzt-"))
        self.paper = escape(gettext("Drucksache"))

    def text(self, item: AgendaItem, field: str, tag: str, style: str) -> str:
        """Return a text in its element; `text` and `resolution_text` are sanitised HTML."""
        text = item.wording(field, self.language)
        if not text.text:
            return ""
        self.states.add(text.state)
        other = ""
        if text.language != self.language:
            other = f' lang="{escape(text.language)}" dir="{direction_of(text.language)}"'
        body = escape(text.text) if field == "title" else text.text
        return f'<{tag} class="{style}"{other}>{body}</{tag}>'

    def item(self, node: Numbered[AgendaItem]) -> str:
        """Return an item with all below it."""
        item = node.item
        parts = [
            f'<li id="top-{node.number}"><span class="ms-agenda__nr">{node.number}</span><div>',
            self.text(item, "title", "p", "ms-agenda__title"),
            self.text(item, "text", "div", "ms-agenda__text ms-prose"),
        ]
        if node.is_vacant:
            parts.append(f'<p class="ms-agenda__empty">{self.vacant}</p>')
        if item.pk in self.papers:
            parts.append(self.links(self.papers[item.pk]))
        if item.result:
            badge, icon = LOOK[ItemResult(item.result)]
            parts.append(
                f'<p class="ms-badges"><span class="ms-badge ms-badge--{badge}">'
                f'<span class="ms-icon ms-icon--{icon}" aria-hidden="true"></span>'
                f"{escape(self.results[item.result])}</span></p>"
            )
        if item.resolution_text:
            parts.append(f'<p class="ms-agenda__label">{self.resolution}</p>')
            parts.append(
                self.text(item, "resolution_text", "blockquote", "ms-agenda__text ms-prose")
            )
        parts.append("</div>")
        if node.children:
            parts.append(f"<ol>{self.items(node.children)}</ol>")
        parts.append("</li>")
        return "".join(parts)

    def links(self, papers: Iterable[PaperLink]) -> str:
        """Return the papers that an item is about."""
        links = [
            f'<li><a href="{reverse("papers:paper", args=[paper.key])}">'
            '<span class="ms-icon ms-icon--file" aria-hidden="true"></span>'
            f'{self.paper} <bdi class="ms-nowrap">{escape(paper.reference)}</bdi></a></li>'
            for paper in papers
        ]
        return f'<ul class="ms-tools">{"".join(links)}</ul>'

    def items(self, nodes: Iterable[Numbered[AgendaItem]]) -> str:
        """Return a list's entries."""
        return "\n".join([self.item(node) for node in nodes])


@register.simple_tag(takes_context=True)
def agenda(
    context: Context,
    nodes: Iterable[Numbered[AgendaItem]],
    papers: Mapping[int, Iterable[PaperLink]] | None = None,
) -> SafeString:
    """Print the public part of an agenda as a nested list, with the papers of its items."""
    states = context.get(STATES)
    writer = Writer(set() if states is None else states, papers)
    return mark_safe(f'<ol class="ms-agenda">\n{writer.items(nodes)}\n</ol>')
