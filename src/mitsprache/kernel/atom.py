"""Atom feeds (RFC 4287) that change only when their content does."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import http_date

from mitsprache.kernel.page_cache import cacheable

NOT_XML: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that no XML document may hold."""
BEGINNING: Final = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
"""When a feed without entries was last changed."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. `html` is its summary as sanitised HTML, `name` its lasting name: 'article/key'."""

    name: str
    title: str
    url: str
    html: str
    published: dt.datetime
    updated: dt.datetime
    language: str


class _Feed(Atom1Feed):
    def latest_post_date(self) -> dt.datetime:
        """Return the latest change; never the current moment, as Django's feed would."""
        return max((item["updateddate"] for item in self.items), default=BEGINNING)

    def item_attributes(self, item: dict[str, str]) -> dict[str, str]:
        """Return the entry's language."""
        return {"xml:lang": item["language"]}


def tag_uri(name: str) -> str:
    """Return the identifier (RFC 4151) of what is called `name` on this site."""
    return f"tag:{urlsplit(settings.BASE_URL).hostname or 'localhost'},2026:{name}"


def feed_response(
    *,
    name: str,
    title: str,
    author: str,
    page: str,
    feed: str,
    language: str,
    entries: Iterable[Entry],
) -> HttpResponse:
    """Return a feed as an answer that pages in memory may keep.

    Args:
        name: the feed's lasting name; its language is added.
        title: what a feed reader shows.
        author: who publishes.
        page: path of the page that shows the same.
        feed: path of the feed itself.
        language: of the title and of the summaries' frame.
        entries: newest first.
    """
    atom = _Feed(
        title=title,
        link=settings.BASE_URL + page,
        description="",
        language=language,
        author_name=author,
        feed_url=settings.BASE_URL + feed,
        feed_guid=tag_uri(f"{name}/{language}"),
    )
    for entry in entries:
        atom.add_item(
            title=NOT_XML.sub("", entry.title),
            link=settings.BASE_URL + entry.url,
            description=NOT_XML.sub("", entry.html),
            unique_id=tag_uri(f"{entry.name}/{language}"),
            pubdate=entry.published,
            updateddate=entry.updated,
            language=entry.language,
        )
    response = HttpResponse(atom.writeString("utf-8"), content_type=atom.content_type)
    response.headers["Last-Modified"] = http_date(atom.latest_post_date().timestamp())
    return cacheable(response)
