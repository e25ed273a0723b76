"""Addresses of the app: `public_urls` under the language, `office_urls` under /office/."""

from __future__ import annotations

from django.urls import URLPattern, path, re_path

from mitsprache.kernel.pages.base import record_urls
from mitsprache.minutes.public_urls import urlpatterns as public_urls
from mitsprache.minutes.views import allowances, office, signing

office_urls: list[URLPattern] = [
    path("niederschriften/", office.Overview.as_view(), name="overview"),
    path("sitzungen/<slug:key>/niederschrift/", office.MinutesPage.as_view(), name="minutes"),
    path(
        "sitzungen/<slug:key>/niederschrift/voll.pdf", office.MinutesPdf.as_view(), name="full_pdf"
    ),
    path(
        "sitzungen/<slug:key>/niederschrift/vorschlag/",
        office.Proposal.as_view(),
        name="proposal",
    ),
    path(
        "sitzungen/<slug:key>/niederschrift/unterschrift/<int:number>/",
        office.PaperSignature.as_view(),
        name="paper_signature",
    ),
    path(
        "sitzungen/<slug:key>/niederschrift/berichtigung/",
        office.CorrectionCreate.as_view(),
        name="correction_create",
    ),
    *record_urls("niederschriften/punkte", "item", update=office.ItemUpdate),
    *record_urls(
        "berichtigungen",
        "correction",
        update=office.CorrectionUpdate,
        delete=office.CorrectionDelete,
    ),
    path("sitzungsgeldlisten/", allowances.AllowanceLists.as_view(), name="allowance_lists"),
    path(
        "sitzungsgeldlisten/<slug:key>/", allowances.AllowancePage.as_view(), name="allowance_list"
    ),
    path(
        "sitzungsgeldlisten/<slug:key>/liste.pdf",
        allowances.AllowancePdf.as_view(),
        name="allowance_pdf",
    ),
    re_path(
        r"^sitzungsgeldlisten/(?P<key>[-a-zA-Z0-9_]+)/liste\.(?P<form>csv|xlsx)\Z",
        allowances.AllowanceFile.as_view(),
        name="allowance_file",
    ),
    path("unterschriften/", signing.OwnSignatures.as_view(), name="signatures"),
    path("unterschriften/<int:number>/", signing.SignPage.as_view(), name="sign"),
    path(
        "unterschriften/<int:number>/niederschrift.pdf", signing.SignPdf.as_view(), name="sign_pdf"
    ),
]

__all__ = ["office_urls", "public_urls"]
