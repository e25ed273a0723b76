"""Reads of sessions and agendas. Visitors get public sessions and public items only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from django.db.models import Exists, F, OuterRef, Q, QuerySet, prefetch_related_objects
from django.utils import timezone

from mitsprache.council.enums import OrganizationType
from mitsprache.council.models import Organization
from mitsprache.kernel import clock
from mitsprache.kernel.actor import Actor
from mitsprache.kernel.paging import Chunk, Place, newest_first
from mitsprache.kernel.reading import Prepared, columns_for_reading
from mitsprache.meetings.domain.numbering import Agenda, Numbered, arrange
from mitsprache.meetings.enums import MeetingState
from mitsprache.meetings.models import AgendaItem, Meeting
from mitsprache.meetings.papers import PaperLink, papers_of

PAGE: Final = 12
"""Earlier sessions on one page of the list."""
NEXT: Final = 24
"""Coming sessions on the list; the calendar has all."""
GOING_ON: Final = (MeetingState.PLANNED, MeetingState.INVITED)
"""Of a session that is still to come."""
FEED_DAYS_BACK: Final = 366
FEED_MOST: Final = 500
FEED_ENTRIES: Final = 30


PRINTED: Final = (
    "meeting",
    "parent",
    "position",
    "public",
    "kind",
    "title",
    "text",
    "result",
    "resolution_text",
    "modified_at",
)
"""What an agenda shows of an item."""
SHOWN: Final = (
    "key",
    "created_at",
    "modified_at",
    "name",
    "state",
    "start_at",
    "end_at",
    "room",
    "note",
    "support_email",
    "support_phone",
    "is_invented",
    "location__description",
    "location__street_address",
    "location__room",
    "location__postal_code",
    "location__locality",
    "location__directions",
    "location__is_accessible",
    "location__accessibility_note",
    "organization__organization_type",
)
"""What a session's page shows of it and of its place."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time from `start` up to, without, `end`."""

    start: dt.datetime
    end: dt.datetime

    @classmethod
    def of_days(cls, first: dt.date, after: dt.date) -> Span:
        """Return the span from the day `first` up to, without, the day `after`."""
        return cls(midnight(first), midnight(after))

    def filter(self) -> Q:
        """Return the condition on `start_at`."""
        return Q(start_at__gte=self.start, start_at__lt=self.end)


def midnight(day: dt.date) -> dt.datetime:
    """Return the moment at which `day` begins in the installation's time zone."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


def meetings(_viewer: Actor) -> QuerySet[Meeting]:
    """Return the public sessions."""
    return Meeting.objects.filter(is_public=True)


def with_type_of_body(rows: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Let `rows` know what kind of body meets, and nothing else of it."""
    own = (field.name for field in Meeting._meta.concrete_fields)
    return rows.select_related("organization").only(*own, "organization__organization_type")


def read_places(rows: Iterable[Meeting]) -> None:
    """Read the places of all `rows`, each place once. One query."""
    prefetch_related_objects(list(rows), "location")


def upcoming(
    viewer: Actor, *, body: BodyOverTerms | None = None, span: Span | None = None, most: int = NEXT
) -> list[Meeting]:
    """Return the sessions of today and later, soonest first. One query."""
    rows = with_type_of_body(meetings(viewer)).filter(start_at__gte=midnight(clock.today()))
    return list(_chosen(rows, body, span).order_by("start_at", "pk")[:most])


def next_meeting(viewer: Actor) -> Meeting | None:
    """Return the next session of the whole council that takes place, today's included. One query.

    Sessions of working groups are no public events: visitors are asked to call before.
    """
    rows = with_type_of_body(meetings(viewer)).filter(
        start_at__gte=midnight(clock.today()),
        state__in=GOING_ON,
        organization__organization_type=OrganizationType.PLENARY,
    )
    return rows.order_by("start_at", "pk").first()


def earlier(
    viewer: Actor,
    *,
    before: Place | None = None,
    body: BodyOverTerms | None = None,
    span: Span | None = None,
) -> Chunk[Meeting]:
    """Return a page of the sessions before today, latest first. One query."""
    rows = with_type_of_body(meetings(viewer)).filter(start_at__lt=midnight(clock.today()))
    return newest_first(_chosen(rows, body, span), "start_at", before, PAGE)


def _chosen(
    rows: QuerySet[Meeting], body: BodyOverTerms | None, span: Span | None
) -> QuerySet[Meeting]:
    if body is not None:
        rows = rows.filter(organization__in=body.organizations)
    return rows.filter(span.filter()) if span else rows


def within(viewer: Actor, span: Span) -> list[Meeting]:
    """Return the sessions of a span in order of time. One query."""
    rows = with_type_of_body(meetings(viewer)).filter(span.filter())
    return list(rows.order_by("start_at", "pk"))


@dataclass(frozen=True, slots=True)
class BodyOverTerms:
    """Organizations of one kind and name, latest term first: a council is one anew each term."""

    organizations: tuple[Organization, ...]

    @property
    def latest(self) -> Organization:
        """The one that stands for all."""
        return self.organizations[0]

    def has(self, key: str) -> bool:
        """Whether one of them bears the key."""
        return any(one.key == key for one in self.organizations)


def bodies(_viewer: Actor) -> list[BodyOverTerms]:
    """Return the bodies that ever had a public session, each once. One query."""
    sessions = Meeting.objects.filter(organization=OuterRef("pk"), is_public=True)
    rows = Organization.objects.filter(Exists(sessions)).order_by(
        "position", "name", F("term__start_date").desc(nulls_first=True), "-pk"
    )
    by_name: dict[tuple[str, str], list[Organization]] = {}
    for row in rows:
        by_name.setdefault((row.organization_type, row.name), []).append(row)
    return [BodyOverTerms(tuple(same)) for same in by_name.values()]


def years(viewer: Actor) -> list[int]:
    """Return the years from the last to the first public session. Two small queries."""
    moments = meetings(viewer).values_list("start_at", flat=True)
    first = moments.order_by("start_at", "pk").first()
    last = moments.order_by("-start_at", "-pk").first()
    if first is None or last is None:
        return []
    return list(range(timezone.localtime(last).year, timezone.localtime(first).year - 1, -1))


def meeting(viewer: Actor, key: str) -> Meeting | None:
    """Return the public session `key` with its place. One query."""
    rows = meetings(viewer).select_related("location", "organization").filter(key=key).order_by()
    return next(iter(columns_for_reading(rows, *SHOWN)), None)


@dataclass(frozen=True, slots=True)
class PublicAgenda:
    """What everybody may know of an agenda: its public part, and whether another part follows."""

    items: tuple[Numbered[AgendaItem], ...] = ()
    has_non_public_part: bool = False
    papers: Mapping[int, list[PaperLink]] = field(default_factory=dict)
    """The public papers of its items, by the item's primary key; read for a session's page only."""


def agendas_for(_viewer: Actor, chosen: Iterable[Meeting]) -> dict[int, PublicAgenda]:
    """Return the agendas of several sessions by the session's primary key. One query."""
    rows: dict[int, list[AgendaItem]] = {meeting.pk: [] for meeting in chosen}
    items = AgendaItem.objects.filter(meeting__in=list(rows)).order_by()
    for item in columns_for_reading(items, *PRINTED):
        rows[item.meeting_id].append(item)
    return {pk: _public(arrange(items)) for pk, items in rows.items()}


def _public(agenda: Agenda[AgendaItem]) -> PublicAgenda:
    return PublicAgenda(agenda.public, agenda.has_non_public_items)


def agenda_for(viewer: Actor, meeting: Meeting) -> PublicAgenda:
    """Return the agenda of a session with its papers. Two queries."""
    agenda = arrange(_items_of(meeting.pk))
    return PublicAgenda(agenda.public, agenda.has_non_public_items, papers_of(viewer, meeting.pk))


_items_of = Prepared(lambda pk: AgendaItem.objects.filter(meeting=pk).order_by(), *PRINTED)


def for_subscribers(viewer: Actor) -> list[Meeting]:
    """Return the sessions of the calendar feed: of the last year and all to come. One query."""
    since = midnight(clock.today() - dt.timedelta(days=FEED_DAYS_BACK))
    rows = with_type_of_body(meetings(viewer)).filter(start_at__gte=since)
    return list(rows.order_by("-start_at", "-pk")[:FEED_MOST])


def for_readers(viewer: Actor) -> list[Meeting]:
    """Return the sessions of the news feed, latest first. One query."""
    return list(
        meetings(viewer)
        .exclude(state=MeetingState.PLANNED)
        .order_by("-start_at", "-pk")[:FEED_ENTRIES]
    )


@dataclass(frozen=True, slots=True)
class Decision:
    """A resolution: the item with its number, and the session that adopted it."""

    meeting: Meeting
    node: Numbered[AgendaItem]


def decisions(viewer: Actor, most: int) -> list[Decision]:
    """Return the latest resolutions of public sessions, of items in the public part.

    Two queries: the sessions held last, then their agendas.
    """
    held = list(
        meetings(viewer)
        .filter(state=MeetingState.HELD, start_at__lte=clock.now())
        .order_by("-start_at", "-pk")[:most]
    )
    agendas = agendas_for(viewer, held)
    found = [
        Decision(meeting, node)
        for meeting in held
        for top in agendas[meeting.pk].items
        for node in top.walk()
        if node.item.result and node.item.resolution_text
    ]
    return found[:most]
