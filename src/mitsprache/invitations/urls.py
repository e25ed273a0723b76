"""Addresses of invitations."""

from __future__ import annotations

from django.urls import URLPattern, path

from mitsprache.invitations.views import office, packs, public

public_urls: list[URLPattern] = [
    path("einladung/<str:token>/", public.InvitationPage.as_view(), name="invitation"),
    path("einladung/<str:token>/datei/<slug:key>/", public.InvitedFile.as_view(), name="file"),
    path("einladung/<str:token>/mappe.pdf", public.InvitedPack.as_view(), name="pack"),
    path("sitzungen/<slug:key>/bekanntmachung.pdf", public.NoticePdf.as_view(), name="notice"),
    path("sitzungen/<slug:key>/unterstuetzung/", public.SupportPage.as_view(), name="support"),
]
office_urls: list[URLPattern] = [
    path("sitzungen/<slug:key>/einladung/", office.InvitationOffice.as_view(), name="invitation"),
    path(
        "sitzungen/<slug:key>/einladung/antwort/<int:pk>/",
        office.NoteReply.as_view(),
        name="note_reply",
    ),
    path(
        "sitzungen/<slug:key>/einladung/versand/<int:pk>/",
        office.NoteDelivery.as_view(),
        name="note_delivery",
    ),
    path(
        "sitzungen/<slug:key>/einladung/briefe/<int:number>/",
        office.Letters.as_view(),
        name="letters",
    ),
    path("sitzungen/<slug:key>/einladung/nachweis.pdf", office.Proof.as_view(), name="proof"),
    path("sitzungen/<slug:key>/mappe/", packs.BuildPack.as_view(), name="build_pack"),
    path("sitzungen/<slug:key>/mappe/<slug:job>/", packs.PackPage.as_view(), name="pack"),
    path(
        "sitzungen/<slug:key>/mappe/<slug:job>/datei/", packs.PackFile.as_view(), name="pack_file"
    ),
    path("unterstuetzung/", office.SupportList.as_view(), name="support_list"),
]
