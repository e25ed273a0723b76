"""Reads of articles and pictures. Visitors get what is published now and nothing else."""

from __future__ import annotations

import secrets
from enum import StrEnum
from typing import Final

from django.db.models import Q, QuerySet

from mitsprache.kernel import clock
from mitsprache.kernel.access import may
from mitsprache.kernel.actor import ANONYMOUS, Actor
from mitsprache.kernel.paging import Chunk, Place, newest_first
from mitsprache.kernel.richtext import as_plain
from mitsprache.publishing.enums import ArticleKind, ArticleState, Duty
from mitsprache.publishing.models import Article, Image

PAGE: Final = 12
FEED_ENTRIES: Final = 30


def is_shown_now() -> Q:
    """Return the condition that an article can be read by everybody at this moment."""
    begun = Q(publish_at__isnull=True) | Q(publish_at__lte=clock.now())
    return Q(state=ArticleState.PUBLISHED) & begun


def articles(_viewer: Actor) -> QuerySet[Article]:
    """Return the articles that everybody can read now."""
    return Article.objects.filter(is_shown_now())


def news(viewer: Actor, *, before: Place | None = None, most: int = PAGE) -> Chunk[Article]:
    """Return news and press releases, latest first, with their pictures. One query."""
    rows = articles(viewer).filter(publish_at__lte=clock.now()).exclude(kind=ArticleKind.PAGE)
    return newest_first(rows.select_related("image"), "publish_at", before, most)


def article(viewer: Actor, key: str) -> Article | None:
    """Return a piece of news or a press release. One query."""
    rows = articles(viewer).exclude(kind=ArticleKind.PAGE).select_related("image")
    return rows.filter(key=key).first()


def page(viewer: Actor, key: str) -> Article | None:
    """Return a page of its own; duty pages have fixed addresses. One query."""
    rows = articles(viewer).filter(kind=ArticleKind.PAGE, duty="").select_related("image")
    return rows.filter(key=key).first()


def pages(viewer: Actor) -> list[Article]:
    """Return the pages of their own, by title, without the German texts. One query."""
    rows = articles(viewer).filter(kind=ArticleKind.PAGE, duty="")
    return list(rows.defer("text", "video_description").order_by("title", "pk"))


def duty_page(viewer: Actor, duty: Duty) -> Article | None:
    """Return a duty page, None if nobody wrote it. One query."""
    # The second condition lets the database use the index over the few duty pages.
    rows = articles(viewer).filter(duty=duty).exclude(duty="")
    return rows.select_related("image").order_by("pk").first()


def has_content(article: Article) -> bool:
    """Return whether there is something to read or to see in the article."""
    return bool(article.video or as_plain(article.text))


def empty_duty_pages(viewer: Actor = ANONYMOUS) -> list[Duty]:
    """Return the duty pages that a visitor would find empty. One query."""
    rows = articles(viewer).exclude(duty="").defer("translations")
    filled = {row.duty for row in rows if has_content(row)}
    return [duty for duty in Duty if duty not in filled]


def preview(_viewer: Actor, key: str, token: str) -> Article | None:
    """Return an article in any state to somebody who holds its secret. One query."""
    found = Article.objects.select_related("image").filter(key=key).first()
    if found and secrets.compare_digest(found.preview_token.encode(), token.encode()):
        return found
    return None


class Reach(StrEnum):
    """Who may have a stored picture or video."""

    EVERYBODY = "everybody"
    VIEWER = "viewer"
    NOBODY = "nobody"


def reach_of_file(viewer: Actor, name: str, token: str = "") -> Reach:
    """Return whether everybody, only `viewer`, or not even `viewer` may have a stored file.

    Everybody may if a published article shows it now; who holds the secret of a preview, or works
    on articles, may also see what is not public.
    """
    using = Article.objects.filter(Q(image__file=name) | Q(video=name))
    if using.filter(is_shown_now()).exists():
        return Reach.EVERYBODY
    if token and using.filter(preview_token=token).exists():
        return Reach.VIEWER
    if may(viewer, "publishing.read") and (
        using.exists() or Image.objects.filter(file=name).exists()
    ):
        return Reach.VIEWER
    return Reach.NOBODY
