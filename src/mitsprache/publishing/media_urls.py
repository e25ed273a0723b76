"""Addresses of pictures and videos, without a language."""

from __future__ import annotations

from django.urls import URLPattern, re_path

from mitsprache.publishing.views.media import Media

urlpatterns: list[URLPattern] = [
    re_path(
        r"^(?P<folder>images|videos)/(?P<name>[A-Za-z0-9_-]+\.[A-Za-z0-9]+)\Z",
        Media.as_view(),
        name="media",
    ),
]
