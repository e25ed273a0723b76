"""Addresses below /office/."""

from __future__ import annotations

from django.urls import URLPattern, path

from mitsprache.proceedings.views import cockpit, own

office_urls: list[URLPattern] = [
    path("sitzungen/<slug:key>/verlauf/", cockpit.Cockpit.as_view(), name="cockpit"),
    path("sitzungen/<slug:key>/verlauf/stand/", cockpit.CockpitState.as_view(), name="state"),
    path("abstimmen/", own.OwnVotes.as_view(), name="own_votes"),
    path("abstimmen/wortmeldung/", own.OwnSpeeches.as_view(), name="own_speech"),
    path(
        "sitzungen/<slug:key>/verlauf/<slug:verb>/",
        cockpit.CockpitAction.as_view(),
        name="action",
    ),
]
