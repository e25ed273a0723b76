"""Addresses on the public site, below the language."""

from __future__ import annotations

from django.urls import URLPattern, path

from mitsprache.proceedings.views import live

urlpatterns: list[URLPattern] = [
    path("sitzungen/<slug:key>/live/", live.LivePage.as_view(), name="live"),
    path("sitzungen/<slug:key>/live/leinwand/", live.LiveScreen.as_view(), name="live_screen"),
    path("sitzungen/<slug:key>/live/stand/", live.LiveState.as_view(), name="live_state"),
    path("sitzungen/<slug:key>/live/strom/", live.LiveStream.as_view(), name="live_stream"),
]
