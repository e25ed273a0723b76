"""Sessions and agenda items as happenings of a goal, and goals as areas of organizations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy

from mitsprache.council.models import Organization
from mitsprache.council.related import Area
from mitsprache.goals.happenings import Happening
from mitsprache.goals.models import Goal, GoalOrganization
from mitsprache.kernel import clock
from mitsprache.kernel.actor import Actor
from mitsprache.kernel.languages import BINDING
from mitsprache.kernel.reading import columns_for_reading
from mitsprache.meetings.domain.numbering import arrange
from mitsprache.meetings.enums import ItemResult, MeetingState
from mitsprache.meetings.models import AgendaItem, Meeting
from mitsprache.minutes.related import Narrowing

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
    """Return the public agenda items and sessions about a goal. Two queries."""
    item_links = Goal.agenda_items.through._default_manager.filter(goal=goal)
    is_linked = Exists(item_links.filter(agendaitem=OuterRef("pk")))
    about = AgendaItem.objects.filter(is_linked, meeting=OuterRef("pk"), public=True)
    direct = Goal.meetings.through._default_manager.filter(goal=goal, meeting=OuterRef("pk"))
    meetings = list(
        Meeting.objects.filter(Exists(about) | Exists(direct), is_public=True)
        .annotate(is_direct=Exists(direct))
        .order_by("-start_at", "-pk")[:most]
    )
    rows: dict[int, list[AgendaItem]] = {meeting.pk: [] for meeting in meetings}
    items = AgendaItem.objects.filter(meeting__in=meetings).annotate(is_linked=is_linked).order_by()
    columns = ("meeting", "parent", "position", "public", "title", "result")
    for item in columns_for_reading(items, *columns):
        rows[item.meeting_id].append(item)
    for meeting in meetings:
        nodes = (node for top in arrange(rows[meeting.pk]).public for node in top.walk())
        shown = [node for node in nodes if getattr(node.item, "is_linked", False)]
        for node in shown:
            node.item.meeting = meeting
            yield _item(node.item, node.number)
        if not shown and getattr(meeting, "is_direct", False):
            yield _session(meeting)


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


def goals_with_items(viewer: Actor) -> list[tuple[str, str]]:
    """Return the goals that a public item is about, for the register of decisions. One query."""
    items = AgendaItem.objects.filter(goals=OuterRef("pk"), public=True, meeting__is_public=True)
    rows = Goal.objects.filter(Exists(items)).defer("description").order_by("position", "title")
    language = get_language() or BINDING
    return [(goal.key, goal.wording("title", language).text) for goal in rows]


DECISIONS_ON_GOAL: Final = Narrowing(
    "ziel", gettext_lazy("Ziel"), goals_with_items, lambda key: Q(goals__key=key)
)
"""Lets visitors narrow the register of decisions to a goal."""
