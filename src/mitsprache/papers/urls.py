"""Addresses of the app: `public_urls` under the language, `office_urls` under /office/."""

from __future__ import annotations

from django.urls import URLPattern, path

from mitsprache.kernel.pages.base import record_urls
from mitsprache.papers.public_urls import urlpatterns as public_urls
from mitsprache.papers.views import office, own

_PAPER = "drucksachen/<slug:key>"
_OWN = "meine-drucksachen/<slug:key>"
office_urls: list[URLPattern] = [
    *record_urls(
        "drucksachen",
        "paper",
        index=office.PaperList,
        create=office.PaperCreate,
        update=office.PaperUpdate,
        delete=office.PaperDelete,
    ),
    path(f"{_PAPER}/einreichen/", office.PaperSubmit.as_view(), name="paper_submit"),
    path(f"{_PAPER}/zurueckgeben/", office.PaperGiveBack.as_view(), name="paper_give_back"),
    path(f"{_PAPER}/zurueckziehen/", office.PaperWithdraw.as_view(), name="paper_withdraw"),
    path(f"{_PAPER}/neue-fassung/", office.PaperRevise.as_view(), name="paper_revise"),
    path(
        f"{_PAPER}/einbringungen/neu/",
        office.OriginatorCreate.as_view(),
        name="originator_create",
    ),
    *record_urls(
        "einbringungen",
        "originator",
        update=office.OriginatorUpdate,
        delete=office.OriginatorDelete,
    ),
    path(
        f"{_PAPER}/beratungen/neu/",
        office.ConsultationCreate.as_view(),
        name="consultation_create",
    ),
    *record_urls(
        "beratungen",
        "consultation",
        update=office.ConsultationUpdate,
        delete=office.ConsultationDelete,
    ),
    path(f"{_PAPER}/dateien/neu/", office.FileCreate.as_view(), name="file_create"),
    *record_urls("dateien", "file", update=office.FileUpdate, delete=office.FileDelete),
    *record_urls(
        "meine-drucksachen",
        "own",
        index=own.OwnList,
        create=own.OwnCreate,
        update=own.OwnUpdate,
        delete=own.OwnDelete,
    ),
    path(f"{_OWN}/abgeben/", own.OwnHandIn.as_view(), name="own_hand_in"),
    path(f"{_OWN}/fragen/", own.OwnAsk.as_view(), name="own_ask"),
    path("mitunterzeichnen/<slug:key>/", own.RequestPage.as_view(), name="request"),
]

__all__ = ["office_urls", "public_urls"]
