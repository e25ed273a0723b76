"""Writes to articles and pictures."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from mitsprache.kernel import clock, store
from mitsprache.kernel.actor import Actor
from mitsprache.kernel.operation import operation
from mitsprache.kernel.records import RecordOperations
from mitsprache.publishing.enums import ArticleState
from mitsprache.publishing.models import Article, Image
from mitsprache.publishing.models.article import new_token

article = RecordOperations(Article, "article")
image = RecordOperations(Image, "image")


@operation(permission="publishing.publish_article", target="article")
def publish(*, actor: Actor, article: Article, at: dt.datetime | None = None) -> Article:
    """Show the article from `at` on, or from now on.

    An article that was public before and comes back without a moment keeps its first day.

    Raises:
        ValidationError: there is nothing to read in it.
    """
    if not (article.text or article.summary or article.video):
        raise ValidationError(
            _("Der Artikel hat noch keinen Text. Schreiben Sie ihn, bevor Sie veröffentlichen."),
            code="empty",
        )
    first_day = article.publish_at if article.state == ArticleState.WITHDRAWN else None
    store.update(article, state=ArticleState.PUBLISHED, publish_at=at or first_day or clock.now())
    return article


@operation(permission="publishing.withdraw_article", target="article")
def withdraw(*, actor: Actor, article: Article) -> Article:
    """Take the article off the site; its address answers as if it were missing."""
    store.update(article, state=ArticleState.WITHDRAWN)
    return article


@operation(permission="publishing.renew_preview", target="article")
def renew_preview(*, actor: Actor, article: Article) -> Article:
    """Make a new secret link; everybody who has the old one sees nothing any more."""
    store.update(article, preview_token=new_token())
    return article
