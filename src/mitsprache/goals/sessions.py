"""Sessions and agenda items as happenings of a goal, and goals as areas of organizations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from django.urls import reverse

from mitsprache.council.models import Organization
from mitsprache.council.related import Area
from mitsprache.goals.happenings import Happening
from mitsprache.goals.models import Goal, GoalOrganization
from mitsprache.kernel import clock
from mitsprache.kernel.actor import Actor
from mitsprache.meetings.domain.numbering import arrange
from mitsprache.meetings.enums import ItemResult, MeetingState
from mitsprache.meetings.models import AgendaItem, Meeting

ICONS: Final = {
    ItemResult.REJECTED: "close",
    ItemResult.NOTED: "info",
    ItemResult.ADJOURNED: "schedule",
    ItemResult.REFERRED: "arrow-forward",
    ItemResult.WITHDRAWN: "cancel",
    ItemResult.ELECTED: "person",
}
"""Icons of results that are no decision in favour; those have a hammer."""


def in_sessions(viewer: Actor, goal: Goal, most: int) -> Iterable[Happening]:
    """Return the public agenda items and sessions about a goal. Three queries."""
    items = list(
        AgendaItem.objects.filter(goals=goal, public=True, meeting__is_public=True)
        .select_related("meeting")
        .defer("text", "resolution_text")
        .order_by("-meeting__start_at", "-pk")[:most]
    )
    numbers = _public_numbers({item.meeting_id for item in items})
    shown = [item for item in items if item.pk in numbers]
    for item in shown:
        yield _item(item, numbers[item.pk])
    told = {item.meeting_id for item in shown}
    for meeting in Meeting.objects.filter(goals=goal, is_public=True).order_by("-start_at")[:most]:
        if meeting.pk not in told:
            yield _session(meeting)


def _public_numbers(meetings: set[int]) -> dict[int, str]:
    """Return the numbers of all items in the public parts of `meetings` by primary key."""
    by_meeting: dict[int, list[AgendaItem]] = defaultdict(list)
    rows = AgendaItem.objects.filter(meeting__in=meetings).order_by()
    for row in rows.only("meeting", "parent", "position", "public"):
        by_meeting[row.meeting_id].append(row)
    return {
        node.item.pk: node.number
        for rows_of_one in by_meeting.values()
        for top in arrange(rows_of_one).public
        for node in top.walk()
    }


def _phase(meeting: Meeting) -> str:
    return "next" if meeting.start_at > clock.now() else "done"


def _item(item: AgendaItem, number: str) -> Happening:
    meeting = item.meeting
    result = ItemResult(item.result) if item.result else None
    return Happening(
        at=meeting.start_at,
        phase=_phase(meeting),
        icon=ICONS.get(result, "gavel") if result else "calendar",
        state=str(result.label if result else MeetingState(meeting.state).label),
        record=item,
        field="title",
        url=f"{reverse('meetings:meeting', args=[meeting.key])}#top-{number}",
        place=meeting,
        place_field="name",
        number=number,
    )


def _session(meeting: Meeting) -> Happening:
    return Happening(
        at=meeting.start_at,
        phase=_phase(meeting),
        icon="cancel" if meeting.state == MeetingState.CANCELLED else "calendar",
        state=str(MeetingState(meeting.state).label),
        record=meeting,
        field="name",
        url=reverse("meetings:meeting", args=[meeting.key]),
    )


def areas(viewer: Actor, organizations: Sequence[Organization]) -> dict[int, list[Area]]:
    """Return the goals in which each organization takes part, latest term first. One query."""
    found: dict[int, list[Area]] = defaultdict(list)
    links = (
        GoalOrganization.objects.filter(organization__in=organizations)
        .select_related("goal")
        .defer("goal__description")
        .order_by("-goal__term__start_date", "goal__kind", "goal__position", "pk")
    )
    for link in links:
        url = reverse("goals:goal", args=[link.goal.key])
        found[link.organization_id].append(Area(link.goal, url, link.get_relation_display()))
    return found
