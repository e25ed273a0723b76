"""Where an article stands on the public site."""

from __future__ import annotations

from django.urls import reverse

from mitsprache.publishing.enums import ArticleKind
from mitsprache.publishing.models import Article


def address_of(article: Article) -> str:
    """Return the path of the article's page in the active language."""
    if article.duty:
        return reverse(f"publishing:{article.duty}")
    name = "page" if article.kind == ArticleKind.PAGE else "article"
    return reverse(f"publishing:{name}", args=[article.key])


def preview_address_of(article: Article) -> str:
    """Return the secret path under which the article can be read before it is public."""
    return reverse("publishing:preview", args=[article.key, article.preview_token])
