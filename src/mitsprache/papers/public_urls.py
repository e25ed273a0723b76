"""Addresses of papers on the public site, below the language."""

from __future__ import annotations

from django.urls import URLPattern, path

from mitsprache.papers.views import feeds, public

urlpatterns: list[URLPattern] = [
    path("drucksachen/", public.PaperList.as_view(), name="list"),
    path("drucksachen/feed.atom", feeds.PaperFeed.as_view(), name="feed"),
    path("drucksachen/<slug:key>/", public.PaperPage.as_view(), name="paper"),
    path("drucksachen/<slug:key>/fassungen/", public.Versions.as_view(), name="versions"),
]
