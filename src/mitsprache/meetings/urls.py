"""Addresses of the app: `public_urls` under the language, `office_urls` under /office/."""

from __future__ import annotations

from django.urls import URLPattern, path

from mitsprache.kernel.pages.base import record_urls
from mitsprache.meetings.public_urls import urlpatterns as public_urls
from mitsprache.meetings.views import agenda, frame, office

office_urls: list[URLPattern] = [
    *record_urls(
        "sitzungen",
        "meeting",
        index=office.MeetingList,
        create=office.MeetingCreate,
        update=office.MeetingUpdate,
        delete=office.MeetingDelete,
    ),
    path("sitzungen/<slug:key>/tagesordnung/", agenda.AgendaPage.as_view(), name="agenda"),
    path("sitzungen/<slug:key>/tagesordnung/neu/", office.ItemCreate.as_view(), name="item_create"),
    *record_urls(
        "rahmen",
        "frame_entry",
        index=frame.FrameList,
        create=frame.FrameCreate,
        update=frame.FrameUpdate,
        delete=frame.FrameDelete,
    ),
    *record_urls("tagesordnungspunkte", "item", update=office.ItemUpdate, delete=office.ItemDelete),
]

__all__ = ["office_urls", "public_urls"]
