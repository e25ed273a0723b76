"""Addresses of minutes and decisions on the public site, below the language."""

from __future__ import annotations

from django.urls import URLPattern, path

from mitsprache.minutes.views import decisions, public

urlpatterns: list[URLPattern] = [
    path("sitzungen/<slug:key>/niederschrift/", public.MinutesPage.as_view(), name="minutes"),
    path(
        "sitzungen/<slug:key>/niederschrift.pdf", public.MinutesFile.as_view(), name="minutes_pdf"
    ),
    path("beschluesse/", decisions.DecisionList.as_view(), name="decisions"),
    path("beschluesse.csv", decisions.DecisionCsv.as_view(), name="decisions_csv"),
    path("beschluesse.json", decisions.DecisionJson.as_view(), name="decisions_json"),
]
