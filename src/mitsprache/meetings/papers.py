"""Papers on agendas: what an item is about, and what became of a paper in sessions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from django.db import connection
from django.db.models import Q, QuerySet
from django.urls import reverse

from mitsprache.kernel.actor import Actor
from mitsprache.meetings.domain.numbering import arrange
from mitsprache.meetings.enums import ItemResult
from mitsprache.meetings.models import AgendaItem
from mitsprache.meetings.results import LOOK
from mitsprache.papers.models import Consultation, Paper
from mitsprache.papers.queries import SUBMITTED, is_public
from mitsprache.papers.steps import Step

OFFERED: Final = 60
"""Papers that the form of an item offers, the latest ones."""


@dataclass(frozen=True, slots=True)
class PaperLink:
    """A public paper, as an agenda names it."""

    key: str
    reference: str


_ANY: Final = -1
"""Stands for the session in the prepared statement."""


@cache
def _statement() -> tuple[str, tuple[Any, ...]]:
    """Return the query for the public papers of a session's items, put into SQL once."""
    linked = AgendaItem.papers.through._default_manager.filter(
        is_public("paper__"), agendaitem__meeting=_ANY
    ).values_list("agendaitem_id", "paper__key", "paper__reference")
    consulted = AgendaItem.objects.filter(
        is_public("consultation__paper__"), meeting=_ANY
    ).values_list("pk", "consultation__paper__key", "consultation__paper__reference")
    sql, values = linked.union(consulted.order_by()).query.sql_with_params()
    return sql, tuple(values)


def papers_of(_viewer: Actor, meeting_pk: int) -> dict[int, list[PaperLink]]:
    """Return the public papers of a session's items, by the item's primary key. One query."""
    sql, values = _statement()
    found: dict[int, list[PaperLink]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(sql, [meeting_pk if value == _ANY else value for value in values])
        for item, key, reference in sorted(cursor.fetchall()):
            found[item].append(PaperLink(key, reference))
    return dict(found)


def public_numbers(meetings: Iterable[int]) -> dict[int, str]:
    """Return the numbers of all items in the public parts of sessions by primary key. One query."""
    by_meeting: dict[int, list[AgendaItem]] = defaultdict(list)
    rows = AgendaItem.objects.filter(meeting__in=list(meetings)).order_by()
    for row in rows.only("meeting", "parent", "position", "public"):
        by_meeting[row.meeting_id].append(row)
    return {
        node.item.pk: node.number
        for rows_of_one in by_meeting.values()
        for top in arrange(rows_of_one).public
        for node in top.walk()
    }


def steps_in_sessions(_viewer: Actor, paper: Paper) -> Iterable[Step]:
    """Return what public sessions did with a paper in their public parts. Two queries."""
    items = list(
        AgendaItem.objects.filter(
            Q(papers=paper) | Q(consultation__paper=paper), public=True, meeting__is_public=True
        )
        .select_related("meeting", "consultation")
        .defer("text", "resolution_text", "translations")
        .distinct()
    )
    numbers = public_numbers({item.meeting_id for item in items}) if items else {}
    for item in items:
        if item.pk not in numbers:
            continue
        result = ItemResult(item.result) if item.result else None
        badge, icon = LOOK[result] if result else ("", "")
        address = reverse("meetings:meeting", args=[item.meeting.key])
        step = item.consultation
        yield Step(
            at=item.meeting.start_at,
            url=f"{address}#top-{numbers[item.pk]}",
            session=item.meeting,
            number=numbers[item.pk],
            result=str(result.label) if result else "",
            badge=badge,
            icon=icon,
            consultation=step.pk if step and step.paper_id == paper.pk else None,
        )


def papers_to_choose(item: AgendaItem) -> QuerySet[Paper]:
    """Return the papers that an item may take: the latest with a number, and those it has."""
    latest = Paper.objects.filter(state__in=SUBMITTED).order_by("-year", "-number")
    chosen = Q(pk__in=list(latest.values_list("pk", flat=True)[:OFFERED]))
    if item.pk:
        chosen |= Q(items=item)
    return Paper.objects.filter(chosen).distinct().order_by("-year", "-number")


def consultations_to_choose(item: AgendaItem, organization_pk: int) -> QuerySet[Consultation]:
    """Return the steps that a body has still to take, and the one that the item takes."""
    free = Q(organization=organization_pk, item=None, paper__state__in=SUBMITTED)
    rows = Consultation.objects.filter(free | Q(item=item.pk) if item.pk else free)
    return rows.select_related("paper", "organization").order_by("-paper__year", "-paper__number")
