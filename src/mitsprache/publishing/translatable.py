"""Texts of articles and pictures, and which of them everybody can see."""

from django.db.models import QuerySet

from mitsprache.kernel.actor import ANONYMOUS
from mitsprache.publishing.models import Article, Image
from mitsprache.publishing.queries import articles
from mitsprache.translation.registry import Translatable


def public_articles() -> QuerySet[Article]:
    """Return the articles that are published now."""
    return articles(ANONYMOUS)


def public_images() -> QuerySet[Image]:
    """Return the pictures of published articles."""
    return Image.objects.filter(pk__in=public_articles().values("image"))


TRANSLATABLE = [
    Translatable(Article, public_articles),
    Translatable(Image, public_images),
]
