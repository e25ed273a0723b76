"""Addresses of the app: `public_urls` under the language, `office_urls` under /office/."""

from __future__ import annotations

from django.urls import URLPattern, path

from mitsprache.kernel.pages.base import record_urls
from mitsprache.publishing.public_urls import urlpatterns as public_urls
from mitsprache.publishing.views import office

office_urls: list[URLPattern] = [
    *record_urls(
        "artikel",
        "article",
        index=office.ArticleList,
        create=office.ArticleCreate,
        update=office.ArticleUpdate,
        delete=office.ArticleDelete,
    ),
    path(
        "artikel/<slug:key>/veroeffentlichen/",
        office.ArticlePublish.as_view(),
        name="article_publish",
    ),
    path(
        "artikel/<slug:key>/zurueckziehen/",
        office.ArticleWithdraw.as_view(),
        name="article_withdraw",
    ),
    path(
        "artikel/<slug:key>/vorschau-erneuern/",
        office.PreviewRenew.as_view(),
        name="preview_renew",
    ),
    *record_urls(
        "bilder",
        "image",
        index=office.ImageList,
        create=office.ImageCreate,
        update=office.ImageUpdate,
        delete=office.ImageDelete,
    ),
]

__all__ = ["office_urls", "public_urls"]
