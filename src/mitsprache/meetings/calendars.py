"""Sessions as iCalendar (RFC 5545). The same sessions give the same bytes until one is changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache
from html import unescape
from typing import Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, gettext
from icalendar import Calendar, Event, Timezone, vDuration, vText

from mitsprache.kernel.languages import BINDING
from mitsprache.kernel.richtext import as_plain
from mitsprache.meetings.enums import MeetingState
from mitsprache.meetings.models import Meeting

STATUS: Final = {
    MeetingState.PLANNED: "TENTATIVE",
    MeetingState.INVITED: "CONFIRMED",
    MeetingState.RUNNING: "CONFIRMED",
    MeetingState.HELD: "CONFIRMED",
    MeetingState.CANCELLED: "CANCELLED",
}
REFRESH: Final = dt.timedelta(hours=6)


def host() -> str:
    """Return the host that identifiers are made with."""
    return urlsplit(settings.BASE_URL).hostname or "localhost"


@lru_cache(maxsize=1)
def _time_zone(name: str) -> Timezone:
    """Return the rules of the installation's time zone, from 2000 on."""
    return Timezone.from_tzid(name, first_date=dt.date(2000, 1, 1))


def calendar_of(meetings: Iterable[Meeting], name: str) -> bytes:
    """Return a calendar called `name` in the active language. Places were read before."""
    calendar = Calendar()
    calendar.add("prodid", "-//mitsprache//Sitzungen//DE")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", settings.TIME_ZONE)
    calendar.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH))
    calendar.add_component(_time_zone(settings.TIME_ZONE))
    for meeting in meetings:
        calendar.add_component(event_of(meeting))
    return bytes(calendar.to_ical())


def event_of(meeting: Meeting) -> Event:
    """Return a session as an event."""
    language = get_language() or BINDING
    zone = ZoneInfo(settings.TIME_ZONE)
    title = meeting.wording("name", language)
    summary = title.text
    if meeting.state == MeetingState.CANCELLED:
        summary = gettext("Abgesagt: %(title)s") % {"title": title.text}
    url = settings.BASE_URL + reverse("meetings:meeting", args=[meeting.key])
    event = Event()
    event.add("uid", f"{meeting.key}@{host()}")
    event.add("dtstamp", meeting.modified_at.replace(microsecond=0))
    event.add("last-modified", meeting.modified_at.replace(microsecond=0))
    event.add("sequence", meeting.version - 1)
    event.add("dtstart", meeting.start_at.astimezone(zone))
    if meeting.end_at:
        event.add("dtend", meeting.end_at.astimezone(zone))
    event.add("summary", vText(summary), parameters={"LANGUAGE": title.language})
    event.add("status", STATUS[MeetingState(meeting.state)])
    event.add("url", url)
    event.add("description", description_of(meeting, url, language))
    place = meeting.location
    if place:
        parts = (
            place.wording("description", language).text,
            meeting.shown_room,
            place.street_address,
            f"{place.postal_code} {place.locality}".strip(),
        )
        event.add("location", ", ".join(part for part in parts if part))
        if place.latitude is not None and place.longitude is not None:
            event.add("geo", (float(place.latitude), float(place.longitude)))
    return event


def description_of(meeting: Meeting, url: str, language: str) -> str:
    """Return what a calendar shows below the title."""
    lines = [unescape(as_plain(meeting.wording("note", language).text))]
    if meeting.asks_first:
        lines.append(gettext("Sitzung eines Arbeitskreises: bitte vorher anfragen"))
    place = meeting.location
    if place and place.is_accessible:
        lines.append(gettext("Der Ort ist barrierefrei zugänglich."))
    lines.append(gettext("Tagesordnung und alles Weitere: %(url)s") % {"url": url})
    return "\n\n".join(line for line in lines if line)
