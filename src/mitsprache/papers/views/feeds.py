"""Papers for feed readers, in the reader's language."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import get_language, gettext

from mitsprache.council.queries import current_term
from mitsprache.kernel import clock
from mitsprache.kernel.access import PUBLIC
from mitsprache.kernel.atom import Entry, feed_response
from mitsprache.kernel.languages import BINDING
from mitsprache.kernel.views import Endpoint
from mitsprache.papers import queries
from mitsprache.papers.models import Paper


class PaperFeed(Endpoint):
    """The papers that were submitted last."""

    access = PUBLIC

    def get(self, _request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Return the feed."""
        language = get_language() or BINDING
        term = current_term(self.actor, clock.today())
        council = term.wording("council_name", language).text if term else ""
        rows = queries.newest(self.actor, most=queries.FEED_ENTRIES).rows
        return feed_response(
            name="papers",
            title=gettext("Drucksachen: %(council)s") % {"council": council},
            author=council,
            page=reverse("papers:list"),
            feed=reverse("papers:feed"),
            language=language,
            entries=[entry_of(paper, language) for paper in rows],
        )


def entry_of(paper: Paper, language: str) -> Entry:
    """Return a paper as an entry of the feed."""
    title = paper.wording("title", language)
    summary = paper.wording("summary", language).text
    facts = " · ".join(
        [
            str(paper.get_paper_type_display()),
            str(paper.get_state_display()),
            *(str(one) for one in getattr(paper, "shown_originators", ())),
        ]
    )
    day = paper.date or timezone.localdate(paper.created_at)
    published = timezone.make_aware(dt.datetime.combine(day, dt.time()))
    return Entry(
        name=f"paper/{paper.key}",
        title=f"{paper.reference} {title.text}",
        url=reverse("papers:paper", args=[paper.key]),
        html=f"<p>{escape(facts)}</p>" + (f"<p>{escape(summary)}</p>" if summary else ""),
        published=published,
        updated=max(paper.modified_at, published),
        language=title.language,
    )
