"""News and press releases as happenings of a goal."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from mitsprache.goals.happenings import Happening
from mitsprache.goals.models import Goal
from mitsprache.kernel.actor import Actor
from mitsprache.publishing import queries
from mitsprache.publishing.enums import ArticleKind


def in_news(viewer: Actor, goal: Goal, most: int) -> Iterable[Happening]:
    """Return the published articles about a goal. One query."""
    rows = (
        queries.articles(viewer)
        .filter(goals=goal)
        .exclude(kind=ArticleKind.PAGE)
        .defer("text", "video_description")
        .order_by("-publish_at", "-pk")[:most]
    )
    for article in rows:
        yield Happening(
            at=article.publish_at or article.created_at,
            phase="done",
            icon="campaign" if article.kind == ArticleKind.PRESS_RELEASE else "news",
            state=article.get_kind_display(),
            record=article,
            field="title",
            url=reverse("publishing:article", args=[article.key]),
        )
