"""Makes a large council: 20 terms, 1,920 sessions, 23,040 agenda items at full size."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from mitsprache.council.enums import MembershipKind, MembershipRole, OrganizationType
from mitsprache.council.models import (
    Body,
    LegislativeTerm,
    Location,
    Membership,
    Organization,
    Person,
)
from mitsprache.goals.enums import GoalKind
from mitsprache.goals.models import Goal
from mitsprache.kernel.text import source_hash
from mitsprache.meetings.enums import ItemResult, MeetingState
from mitsprache.meetings.models import AgendaItem, Meeting
from mitsprache.proceedings.enums import ParticipantKind
from mitsprache.proceedings.models import Participant, Presence, Sitting
from mitsprache.publishing.enums import ArticleKind, ArticleState
from mitsprache.publishing.models import Article
from tests.bench.watchers import LIVE

TERMS, MEETINGS_PER_TERM, ITEMS_PER_MEETING, LONG_AGENDA = 20, 96, 12, 20
SEATS, LISTS, GOALS, ARTICLES = 27, 9, 13, 2000
TERM_DAYS = 714
COMING = 6
"""Sessions still to come, at any size: the list of sessions shows the same then."""
BERLIN = ZoneInfo("Europe/Berlin")
NOW = dt.datetime.now(tz=BERLIN)
LANGUAGES = ("de-simple", "en", "tr", "ar")
LONG = (
    "Der Rat berät über die Teilhabe aller Menschen in der Stadt und ihre nächsten Schritte. " * 4
)


def translated(**texts: str) -> dict[str, Any]:
    """Return a translations column in which every text is there in every language."""
    return {
        language: {
            name: {
                "text": f"{text} ({language})",
                "of": source_hash(text),
                "state": "draft",
                "by": "",
                "at": "2026-01-01T00:00:00+00:00",
            }
            for name, text in texts.items()
        }
        for language in LANGUAGES
    }


def generate(share: float = 1.0) -> None:
    """Fill the empty database with `share` of the large council.

    Whatever the share, there are as many sessions to come, more earlier ones than fit on a page, and
    20 items on the last agenda, so that the same pages can be compared.
    """
    terms = max(1, round(TERMS * share))
    per_term = MEETINGS_PER_TERM if share == 1 else max(3, round(TERMS * MEETINGS_PER_TERM * share))
    body = Body.objects.create(key="stadt", name="Stadt", short_name="Stadt")
    place = Location.objects.create(
        key="rathaus", description="Rathaus", street_address="Markt 1", locality="Stadt"
    )
    lists = Organization.objects.bulk_create(
        Organization(
            key=f"liste-{n}",
            body=body,
            name=f"Liste {n}",
            organization_type=OrganizationType.ELECTORAL_LIST,
            position=n,
            tone=n % 12 + 1,
            translations=translated(name=f"Liste {n}"),
        )
        for n in range(LISTS)
    )
    plenary = Organization.objects.create(
        key="plenum",
        body=body,
        name="Integrationsrat",
        organization_type=OrganizationType.PLENARY,
        translations=translated(name="Integrationsrat"),
    )
    for index in range(terms):
        year = NOW.year - 1 - (terms - 1 - index) * 2
        term = LegislativeTerm.objects.create(
            key=f"wahlperiode-{index}",
            body=body,
            name=f"Wahlperiode {index}",
            council_name="Integrationsrat der Stadt",
            council_short_name="Integrationsrat",
            about=f"<p>{LONG}</p>",
            seats_elected=18,
            seats_appointed=9,
            start_date=dt.date(year, 1, 1),
            end_date=dt.date(year + 1, 12, 31),
            translations=translated(name=f"Wahlperiode {index}", about=f"<p>{LONG}</p>"),
        )
        seat_persons(term, plenary, lists, index)
        hold_meetings(term, plenary, place, index, per_term, year)
    run_session(term, plenary, place)
    Goal.objects.bulk_create(
        Goal(
            key=f"ziel-{n}",
            term=LegislativeTerm.objects.latest("start_date"),
            kind=GoalKind.GOAL,
            title=f"Ziel {n}",
            summary=LONG[:200],
            description=f"<p>{LONG}</p>",
            position=n,
            translations=translated(title=f"Ziel {n}", summary=LONG[:200]),
        )
        for n in range(GOALS)
    )
    Article.objects.bulk_create(
        Article(
            key=f"meldung-{n}",
            kind=ArticleKind.NEWS,
            state=ArticleState.PUBLISHED,
            title=f"Meldung {n}",
            summary=LONG[:200],
            text=f"<p>{LONG}</p>",
            publish_at=dt.datetime(2020, 1, 1, tzinfo=BERLIN) + dt.timedelta(hours=n),
            translations=translated(title=f"Meldung {n}", summary=LONG[:200]),
        )
        for n in range(max(3, round(ARTICLES * share)))
    )


def seat_persons(
    term: LegislativeTerm, plenary: Organization, lists: list[Organization], index: int
) -> None:
    """Fill the 27 seats of a term."""
    persons = Person.objects.bulk_create(
        Person(
            key=f"person-{index}-{n}",
            given_name=f"Vorname{n}",
            family_name=f"Name{n}",
            about=f"<p>{LONG}</p>",
            translations=translated(about=f"<p>{LONG}</p>"),
        )
        for n in range(SEATS)
    )
    Membership.objects.bulk_create(
        Membership(
            key=f"sitz-{index}-{n}",
            person=person,
            organization=plenary,
            role=MembershipRole.CHAIR if n == 0 else MembershipRole.MEMBER,
            kind=MembershipKind.ELECTED if n < 18 else MembershipKind.APPOINTED,
            voting_right=True,
            on_behalf_of=lists[n % LISTS],
            start_date=term.start_date,
            end_date=term.end_date,
        )
        for n, person in enumerate(persons)
    )


def run_session(term: LegislativeTerm, plenary: Organization, place: Location) -> None:
    """Let a session run, with everybody there and its first item called."""
    meeting = Meeting.objects.create(
        key=LIVE,
        term=term,
        organization=plenary,
        name="Laufende Sitzung",
        state=MeetingState.RUNNING,
        start_at=NOW,
        location=place,
        translations=translated(name="Laufende Sitzung"),
    )
    items = AgendaItem.objects.bulk_create(
        AgendaItem(
            key=f"{LIVE}--{n}",
            meeting=meeting,
            position=n,
            title=f"Bericht {n}",
            text=f"<p>{LONG}</p>",
            translations=translated(title=f"Bericht {n}", text=f"<p>{LONG}</p>"),
        )
        for n in range(ITEMS_PER_MEETING)
    )
    sitting = Sitting.objects.create(
        key=LIVE, meeting=meeting, opened_at=NOW, current_item=items[0]
    )
    seats = Membership.objects.filter(organization=plenary).order_by("-pk")[:SEATS]
    there = Participant.objects.bulk_create(
        Participant(
            sitting=sitting,
            kind=ParticipantKind.MEMBER,
            person_id=seat.person_id,
            membership=seat,
            voting_right=True,
            position=number,
        )
        for number, seat in enumerate(seats)
    )
    Presence.objects.bulk_create(Presence(participant=one, from_at=NOW) for one in there)


def hold_meetings(
    term: LegislativeTerm,
    plenary: Organization,
    place: Location,
    index: int,
    count: int,
    year: int,
) -> None:
    """Fill a term with sessions and their agendas; those to come stand in the term that runs."""
    first = dt.datetime(year, 1, 5, 16, tzinfo=BERLIN)
    is_running = first < NOW < first + dt.timedelta(days=TERM_DAYS + 30)
    past = count - COMING if is_running else count
    apart = dt.timedelta(days=((NOW - first).days - 1 if is_running else TERM_DAYS) / past)
    moments = [first + n * apart for n in range(past)]
    moments += [NOW + dt.timedelta(days=n + 1) for n in range(count - past)]
    meetings = Meeting.objects.bulk_create(
        Meeting(
            key=f"sitzung-{index}-{n}",
            term=term,
            organization=plenary,
            number=n + 1,
            name=f"{n + 1}. Sitzung",
            state=MeetingState.HELD if moment < NOW else MeetingState.PLANNED,
            start_at=moment,
            location=place,
            translations=translated(name=f"{n + 1}. Sitzung"),
        )
        for n, moment in enumerate(moments)
    )
    items: list[AgendaItem] = []
    for n, meeting in enumerate(meetings):
        length = LONG_AGENDA if n == count - 1 else ITEMS_PER_MEETING
        items += (
            AgendaItem(
                key=f"{meeting.key}--{i}",
                meeting=meeting,
                position=i,
                title=f"Bericht über die Arbeit im Handlungsfeld {i} und das weitere Vorgehen",
                text=f"<p>{LONG}</p>" if i % 4 == 0 else "",
                result=ItemResult.ADOPTED if i % 3 == 0 else ItemResult.NOTED,
                resolution_text=f"<p>{LONG[:180]}</p>" if i % 3 == 0 else "",
                translations=translated(
                    title=f"Bericht über die Arbeit im Handlungsfeld {i} und das weitere Vorgehen",
                    text=f"<p>{LONG}</p>",
                    resolution_text=f"<p>{LONG[:180]}</p>",
                ),
            )
            for i in range(length)
        )
    AgendaItem.objects.bulk_create(items, batch_size=500)


def pages() -> dict[str, str]:
    """Return the addresses that are measured, by a name for the table."""
    agenda = AgendaItem.objects.filter(position=LONG_AGENDA - 1).latest("pk").meeting
    person = Person.objects.latest("pk")
    return {
        "home": "/de/",
        "session list": "/de/sitzungen/",
        "agenda, 20 items, de": f"/de/sitzungen/{agenda.key}/",
        "agenda, 20 items, ar": f"/ar/sitzungen/{agenda.key}/",
        "person": f"/de/personen/{person.key}/",
    }
