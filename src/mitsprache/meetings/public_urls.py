"""Addresses of sessions on the public site, below the language."""

from __future__ import annotations

from django.urls import URLPattern, path, re_path

from mitsprache.meetings.views import feeds, public

urlpatterns: list[URLPattern] = [
    path("sitzungen/", public.MeetingList.as_view(), name="list"),
    path("sitzungen/kalender/", public.MeetingCalendar.as_view(), name="calendar"),
    re_path(
        r"^sitzungen/kalender/(?P<year>[0-9]{4})/(?P<month>[0-9]{2})/\Z",
        public.MeetingCalendar.as_view(),
        name="calendar_month",
    ),
    path("sitzungen/kalender.ics", feeds.CalendarFeed.as_view(), name="calendar_ics"),
    path("sitzungen/feed.atom", feeds.AgendaFeed.as_view(), name="feed"),
    path("sitzungen/<slug:key>.ics", feeds.MeetingFile.as_view(), name="meeting_ics"),
    path("sitzungen/<slug:key>/", public.MeetingPage.as_view(), name="meeting"),
]
