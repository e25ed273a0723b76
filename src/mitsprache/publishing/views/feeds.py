"""News for feed readers, in the reader's language."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import get_language, gettext

from mitsprache.council.queries import current_term
from mitsprache.kernel import clock
from mitsprache.kernel.access import PUBLIC
from mitsprache.kernel.atom import Entry, feed_response
from mitsprache.kernel.languages import BINDING
from mitsprache.kernel.views import Endpoint
from mitsprache.publishing import queries
from mitsprache.publishing.addresses import address_of
from mitsprache.publishing.models import Article


class NewsFeed(Endpoint):
    """The latest news and press releases with their texts."""

    access = PUBLIC

    def get(self, _request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Return the feed."""
        language = get_language() or BINDING
        term = current_term(self.actor, clock.today())
        council = term.wording("council_name", language).text if term else ""
        rows = queries.news(self.actor, most=queries.FEED_ENTRIES).rows
        return feed_response(
            name="news",
            title=gettext("Aktuelles: %(council)s") % {"council": council},
            author=council,
            page=reverse("publishing:news"),
            feed=reverse("publishing:feed"),
            language=language,
            entries=[entry_of(article, language) for article in rows],
        )


def entry_of(article: Article, language: str) -> Entry:
    """Return an article as an entry of the feed."""
    title = article.wording("title", language)
    summary = article.wording("summary", language).text
    body = article.wording("text", language).text
    published = article.publish_at or article.created_at
    return Entry(
        name=f"article/{article.key}",
        title=title.text,
        url=address_of(article),
        html=(f"<p>{escape(summary)}</p>" if summary else "") + body,
        published=published,
        updated=max(article.modified_at, published),
        language=title.language,
    )
