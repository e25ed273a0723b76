"""Sessions for calendar programs and feed readers, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.http import http_date
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext

from mitsprache.council.queries import current_term
from mitsprache.kernel import clock
from mitsprache.kernel.access import PUBLIC
from mitsprache.kernel.actor import ANONYMOUS
from mitsprache.kernel.atom import Entry, feed_response
from mitsprache.kernel.languages import BINDING
from mitsprache.kernel.page_cache import cacheable
from mitsprache.kernel.views import Endpoint, found
from mitsprache.meetings import queries
from mitsprache.meetings.domain.numbering import Numbered
from mitsprache.meetings.models import AgendaItem, Meeting

CALENDAR = "text/calendar; charset=utf-8"


def calendar_response(meetings: list[Meeting], name: str, file: str) -> HttpResponse:
    """Return a calendar as an answer that pages in memory may keep."""
    from mitsprache.meetings.calendars import calendar_of

    response = HttpResponse(calendar_of(meetings, name), content_type=CALENDAR)
    response.headers["Content-Disposition"] = f'inline; filename="{file}.ics"'
    if meetings:
        latest = max(meeting.modified_at for meeting in meetings)
        response.headers["Last-Modified"] = http_date(latest.timestamp())
    return cacheable(response)


class CalendarFeed(Endpoint):
    """All sessions of the last year and to come, to subscribe."""

    access = PUBLIC

    def get(self, _request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Return the calendar."""
        meetings = queries.for_subscribers(self.actor)
        queries.read_places(meetings)
        name = gettext("Sitzungen: %(council)s") % {"council": publisher()}
        return calendar_response(meetings, name, "sitzungen")


class MeetingFile(Endpoint):
    """One session, to add to a calendar."""

    access = PUBLIC

    def get(self, _request: HttpRequest, key: str, **_kwargs: Any) -> HttpResponse:
        """Return a calendar that holds it."""
        meeting = found(queries.meeting(self.actor, key))
        name = meeting.wording("name", get_language() or BINDING).text
        return calendar_response([meeting], name, meeting.key)


class AgendaFeed(Endpoint):
    """Agendas and results as they are published."""

    access = PUBLIC

    def get(self, _request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Return the feed."""
        language = get_language() or BINDING
        meetings = queries.for_readers(self.actor)
        agendas = queries.agendas_for(self.actor, meetings)
        council = publisher()
        return feed_response(
            name="meetings",
            title=gettext("Tagesordnungen und Ergebnisse: %(council)s") % {"council": council},
            author=council,
            page=reverse("meetings:list"),
            feed=reverse("meetings:feed"),
            language=language,
            entries=[
                entry_of(meeting, agendas[meeting.pk].items, language) for meeting in meetings
            ],
        )


def publisher() -> str:
    """Return the council's name in the active language. One query."""
    term = current_term(ANONYMOUS, clock.today())
    return term.wording("council_name", get_language() or BINDING).text if term else ""


def entry_of(meeting: Meeting, agenda: tuple[Numbered[AgendaItem], ...], language: str) -> Entry:
    """Return a session as an entry of the feed."""
    title = meeting.wording("name", language)
    start = localtime(meeting.start_at)
    when = f"{date_format(start, 'DATE_FORMAT')}, {date_format(start, 'TIME_FORMAT')}"
    changes = [node.item.modified_at for top in agenda for node in top.walk()]
    intro = f"<p>{escape(when)} · {escape(meeting.get_state_display())}</p>"
    return Entry(
        name=f"meeting/{meeting.key}",
        title=f"{title.text} ({date_format(start, 'SHORT_DATE_FORMAT')})",
        url=reverse("meetings:meeting", args=[meeting.key]),
        html=intro + meeting.wording("note", language).text + list_of(agenda, language),
        published=meeting.created_at,
        updated=max([meeting.modified_at, *changes]),
        language=title.language,
    )


def list_of(agenda: Iterable[Numbered[AgendaItem]], language: str) -> str:
    """Return an agenda with its results as nested HTML lists."""
    parts = []
    empty = gettext("-unbesetzt-")
    for node in agenda:
        title = escape(node.item.wording("title", language).text)
        vacant = f" {escape(empty)}" if node.is_vacant else ""
        result = f" – {escape(node.item.get_result_display())}" if node.item.result else ""
        parts.append(
            f"<li>{node.number} {title}{vacant}{result}{list_of(node.children, language)}</li>"
        )
    return f"<ul>{''.join(parts)}</ul>" if parts else ""
