"""Pages on sessions for everybody."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import gettext as _

from mitsprache.council.contact import phone_uri
from mitsprache.kernel import clock
from mitsprache.kernel.paging import Place
from mitsprache.kernel.views import PublicPage, found
from mitsprache.meetings import queries
from mitsprache.meetings.domain.calendar import FIRST_YEAR, LAST_YEAR, Month
from mitsprache.meetings.models import Meeting
from mitsprache.meetings.related import links_of, list_links


def place_of(written: str | None) -> Place | None:
    """Return the place that `?vor=` names; a place nobody wrote is a page that does not exist."""
    return found(Place.read(written)) if written else None


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a visitor narrowed the list to."""

    body: queries.BodyOverTerms | None
    year: int | None

    @property
    def span(self) -> queries.Span | None:
        """The chosen year as a span."""
        if self.year is None:
            return None
        return queries.Span.of_days(dt.date(self.year, 1, 1), dt.date(self.year + 1, 1, 1))

    def query(self, **more: str) -> str:
        """Return the choice as the query of an address."""
        values = {
            "gremium": self.body.latest.key if self.body else "",
            "jahr": str(self.year or ""),
            **more,
        }
        return urlencode({name: value for name, value in values.items() if value})


class MeetingList(PublicPage):
    """Coming sessions, then the earlier ones page by page."""

    template_name = "meetings/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read both parts of the list."""
        bodies = queries.bodies(self.actor)
        chosen = self.chosen(bodies)
        before = place_of(self.request.GET.get("vor"))
        coming: list[Meeting] = []
        if before is None:
            coming = queries.upcoming(self.actor, body=chosen.body, span=chosen.span)
        past = queries.earlier(self.actor, before=before, body=chosen.body, span=chosen.span)
        queries.read_places([*coming, *past.rows])
        return super().get_context_data(
            bodies=bodies,
            years=queries.years(self.actor),
            chosen=chosen,
            is_filtered=bool(chosen.query()),
            is_first_page=before is None,
            links=list_links(),
            coming=coming,
            next_meeting=next_of(coming),
            past=past.rows,
            older=f"?{chosen.query(vor=str(past.before))}" if past.before else "",
            newest=f"?{chosen.query()}" if chosen.query() else self.request.path,
            **kwargs,
        )

    def chosen(self, bodies: list[queries.BodyOverTerms]) -> Chosen:
        """Read the filter; a body or year that has no sessions is a page that does not exist."""
        key, year = self.request.GET.get("gremium", ""), self.request.GET.get("jahr", "")
        body = found(next((body for body in bodies if body.has(key)), None)) if key else None
        if year and not (len(year) == 4 and year.isascii() and year.isdigit()):
            raise Http404(_("Diese Seite gibt es nicht."))
        number = int(year) if year else None
        if number is not None and not FIRST_YEAR <= number <= LAST_YEAR:
            raise Http404(_("Diese Seite gibt es nicht."))
        return Chosen(body, number)


def next_of(coming: list[Meeting]) -> Meeting | None:
    """Return the first session of the whole council that takes place."""
    for meeting in coming:
        if meeting.state in queries.GOING_ON and meeting.is_of_whole_council:
            return meeting
    return None


class MeetingCalendar(PublicPage):
    """A month as a table, and its sessions as a list."""

    template_name = "meetings/calendar.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Put the sessions into the cells of their days."""
        today = clock.today()
        month = Month.of(today)
        if "year" in self.kwargs:
            month = Month(int(self.kwargs["year"]), int(self.kwargs["month"]))
        if not month.exists:
            raise Http404(_("Diese Seite gibt es nicht."))
        weeks = month.weeks()
        span = queries.Span.of_days(weeks[0][0], weeks[-1][-1] + dt.timedelta(days=1))
        rows = queries.within(self.actor, span)
        by_day: dict[dt.date, list[Meeting]] = {}
        for meeting in rows:
            by_day.setdefault(meeting.local_date, []).append(meeting)
        of_month = [row for row in rows if Month.of(row.local_date) == month]
        queries.read_places(of_month)
        return super().get_context_data(
            first_day=month.first_day,
            weekdays=[
                {"short": WEEKDAYS_ABBR[number], "name": WEEKDAYS[number]} for number in range(7)
            ],
            weeks=[
                [
                    {
                        "day": day,
                        "outside": Month.of(day) != month,
                        "today": day == today,
                        "meetings": by_day.get(day, []),
                    }
                    for day in week
                ]
                for week in weeks
            ],
            meetings=of_month,
            previous=month_link(month.plus(-1)),
            following=month_link(month.plus(1)),
            is_current=month == Month.of(today),
            **kwargs,
        )


def month_link(month: Month) -> dict[str, Any] | None:
    """Return address and first day of a month that the calendar has."""
    if not month.exists:
        return None
    url = reverse("meetings:calendar_month", args=[f"{month.year:04}", f"{month.month:02}"])
    return {"url": url, "day": month.first_day}


class MeetingPage(PublicPage):
    """One session with its agenda."""

    template_name = "meetings/meeting.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read the session and the public part of its agenda."""
        meeting = found(queries.meeting(self.actor, self.kwargs["key"]))
        return super().get_context_data(
            meeting=meeting,
            agenda=queries.agenda_for(self.actor, meeting),
            links=links_of(self.actor, meeting),
            sources=settings.AGENDA_SOURCES,
            support_phone_uri=phone_uri(meeting.support_phone),
            is_coming=meeting.local_date >= clock.today(),
            **kwargs,
        )
