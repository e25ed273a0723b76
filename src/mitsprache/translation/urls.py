"""Addresses of the app: `public_urls` under the language, `office_urls` under /office/."""

from __future__ import annotations

from django.urls import URLPattern, path

from mitsprache.translation.views import office

public_urls: list[URLPattern] = []
office_urls: list[URLPattern] = [
    path("uebersetzung/", office.Queue.as_view(), name="queue"),
    path(
        "uebersetzung/<str:name>/<slug:key>/<str:language>/",
        office.Translate.as_view(),
        name="translate",
    ),
]
