"""Addresses of the app: `public_urls` under the language, `office_urls` under /office/."""

from __future__ import annotations

from django.urls import URLPattern, path

from mitsprache.audit.views.office import Log, LogEntry

public_urls: list[URLPattern] = []
office_urls: list[URLPattern] = [
    path("protokoll/", Log.as_view(), name="log"),
    path("protokoll/<int:number>/", LogEntry.as_view(), name="entry"),
]
