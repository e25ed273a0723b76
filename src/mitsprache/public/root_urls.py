"""Addresses of the public site that carry no language."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from mitsprache.public.views import to_language
from mitsprache.public.views.machines import Favicon, Robots, Sitemap, SitemapIndex

urlpatterns: list[URLPattern | URLResolver] = [
    path("", to_language, name="root"),
    path("robots.txt", Robots.as_view(), name="robots"),
    path("sitemap.xml", SitemapIndex.as_view(), name="sitemap"),
    path("sitemap-<slug:section>-<int:number>.xml", Sitemap.as_view(), name="sitemap_section"),
    path("favicon.ico", Favicon.as_view(), name="favicon"),
    path("media/", include("mitsprache.publishing.media_urls")),
    path("media/", include("mitsprache.papers.media_urls")),
]
