"""Reads of invitations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db.models import Count, Prefetch, Q, QuerySet

from mitsprache.invitations import frozen
from mitsprache.invitations.domain.difference import Entry
from mitsprache.invitations.enums import DeliveryState
from mitsprache.invitations.models import AgendaVersion, Delivery, Invitation, Link, SupportRequest
from mitsprache.invitations.permissions import Opened, token_hash
from mitsprache.invitations.tasks import build_pack
from mitsprache.kernel import clock
from mitsprache.kernel.access import may
from mitsprache.kernel.actor import Actor
from mitsprache.kernel.job_models import Job, JobState
from mitsprache.meetings.enums import MeetingState
from mitsprache.meetings.models import Meeting
from mitsprache.papers.enums import PaperState
from mitsprache.papers.models import File, Paper

LONGEST_TOKEN = 100


def opened_by(token: str) -> Opened | None:
    """Return the invitation that a personal link leads to. One query."""
    if len(token) > LONGEST_TOKEN:
        return None
    link = (
        Link.objects.filter(token_hash=token_hash(token))
        .select_related(
            "invitation__person",
            "invitation__membership",
            "invitation__stands_in_for__person",
            "invitation__meeting__organization",
            "invitation__meeting__location",
            "invitation__meeting__term",
        )
        .first()
    )
    return Opened(link.invitation, token) if link else None


def shown_papers(opened: Opened) -> dict[str, Paper]:
    """Return the papers on the agenda that the invited may read, by key, with their files.

    Three queries. Who sees the public part only gets public papers with public files.
    """
    meeting = opened.invitation.meeting
    items = meeting.items.all()
    files = File.objects.order_by("role", "position", "pk")
    papers = Paper.objects.filter(items__in=items, state=PaperState.SUBMITTED)
    if not opened.invitation.sees_all:
        version = frozen.latest(meeting)
        shown = [entry.key for entry in shown_entries(opened, version)]
        papers = papers.filter(items__in=items.filter(key__in=shown), public=True)
        files = files.filter(public=True)
    return {
        paper.key: paper
        for paper in papers.distinct().prefetch_related(Prefetch("files", queryset=files))
    }


def shown_entries(opened: Opened, version: AgendaVersion | None) -> list[Entry]:
    """Return the items of a sent agenda that the invited may read."""
    if version is None:
        return []
    entries = frozen.entries_of(version.agenda)
    return [entry for entry in entries if entry.public or opened.invitation.sees_all]


def file_of(opened: Opened, key: str) -> File | None:
    """Return a file that the invited may read."""
    return next(
        (
            file
            for paper in shown_papers(opened).values()
            for file in paper.files.all()
            if file.key == key
        ),
        None,
    )


def pack_of(opened: Opened, version: AgendaVersion | None) -> Job | None:
    """Return the full pack, built since the agenda was sent last, for those who may read all of it.

    One query for them, none for others.
    """
    if version is None or not opened.invitation.sees_all:
        return None
    rows = Job.objects.filter(
        name=build_pack.name,
        state=JobState.DONE,
        created_at__gte=version.sent_at,
        arguments__meeting=version.meeting_id,
        arguments__full=True,
    )
    return rows.order_by("-pk").first()


def meetings(viewer: Actor) -> QuerySet[Meeting]:
    """Return the sessions whose invitations the viewer may see."""
    if not may(viewer, "invitations.read"):
        return Meeting.objects.none()
    return Meeting.objects.select_related("organization", "term", "location")


def invitations_of(viewer: Actor, meeting: Meeting) -> list[Invitation]:
    """Return who is invited, members first. Two queries."""
    if not may(viewer, "invitations.read"):
        return []
    rows = meeting.invitations.select_related(
        "person", "membership__on_behalf_of", "stands_in_for__person"
    ).prefetch_related(
        Prefetch("deliveries", queryset=Delivery.objects.select_related("version").order_by("pk"))
    )
    order = ("member", "advisory", "deputy")
    return sorted(
        rows,
        key=lambda row: (
            order.index(row.capacity),
            row.person.family_name.casefold(),
            row.person.given_name.casefold(),
        ),
    )


def delivery_of(viewer: Actor, pk: int) -> Delivery | None:
    """Return one dispatch."""
    if not may(viewer, "invitations.read"):
        return None
    return (
        Delivery.objects.select_related("invitation__person__user", "invitation__meeting")
        .filter(pk=pk)
        .first()
    )


def invitation_of(viewer: Actor, pk: int) -> Invitation | None:
    """Return one invitation."""
    if not may(viewer, "invitations.read"):
        return None
    rows = Invitation.objects.select_related("person", "membership", "meeting__term")
    return rows.filter(pk=pk).first()


def support_requests(viewer: Actor) -> QuerySet[SupportRequest]:
    """Return the requests for support that the viewer may see."""
    if not may(viewer, "invitations.read_support"):
        return SupportRequest.objects.none()
    return SupportRequest.objects.select_related("meeting")


def open_requests(viewer: Actor) -> int:
    """Return how many requests for support wait. One query."""
    return support_requests(viewer).filter(is_settled=False).count()


def undelivered(viewer: Actor) -> list[tuple[Meeting, int]]:
    """Return the sessions ahead with mails that did not arrive, and how many. One query."""
    failed = Q(invitations__deliveries__state__in=[DeliveryState.FAILED, DeliveryState.BOUNCED])
    rows = (
        meetings(viewer)
        .filter(failed, start_at__gt=clock.now())
        .annotate(failed=Count("invitations__deliveries", filter=failed))
        .order_by("start_at")
    )
    return [(row, row.failed) for row in rows]


# For jobs


def to_remind() -> Iterator[Meeting]:
    """Yield the sessions that are near enough for a reminder."""
    now = clock.now()
    rows = Meeting.objects.filter(state=MeetingState.INVITED, start_at__gt=now)
    for meeting in rows.select_related("term", "organization"):
        days = frozen.rules_of(meeting).reminder_days
        if days and clock.today() >= meeting.local_date - dt.timedelta(days=days):
            yield meeting


def support_to_forget() -> Iterator[SupportRequest]:
    """Yield the requests whose time is over by the rules."""
    for request in SupportRequest.objects.select_related("meeting__term"):
        days = frozen.rules_of(request.meeting).keep_support_days
        if clock.today() > request.meeting.local_date + dt.timedelta(days=days):
            yield request


def invitations_to_forget() -> Iterator[Invitation]:
    """Yield the invitations whose answers may be kept no longer by the rules."""
    for meeting in Meeting.objects.filter(invitations__isnull=False).distinct():
        months = frozen.rules_of(meeting).keep_answers_months
        if clock.today() > later_by_months(meeting.local_date, months):
            yield from meeting.invitations.all()


def later_by_months(day: dt.date, months: int) -> dt.date:
    """Return the day so many months later; the last of the month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for number in range(day.day, 0, -1):
        try:
            return dt.date(year, month + 1, number)
        except ValueError:
            continue
    raise AssertionError("every month has a first")
