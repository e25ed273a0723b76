"""Papers as happenings of a goal: those of the agenda items that belong to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from mitsprache.goals.happenings import Happening
from mitsprache.goals.models import Goal
from mitsprache.kernel.actor import Actor
from mitsprache.papers import queries


def in_papers(viewer: Actor, goal: Goal, most: int) -> Iterable[Happening]:
    """Return the public papers of the public agenda items about a goal. One query."""
    attached = Q(items__goals=goal, items__public=True, items__meeting__is_public=True)
    consulted = Q(
        consultations__item__goals=goal,
        consultations__item__public=True,
        consultations__item__meeting__is_public=True,
    )
    rows = (
        queries.papers(viewer)
        .filter(attached | consulted, date__isnull=False)
        .defer("text")
        .distinct()
        .order_by("-date", "-pk")[:most]
    )
    for paper in rows:
        if paper.date is not None:
            yield Happening(
                at=timezone.make_aware(dt.datetime.combine(paper.date, dt.time())),
                phase="done",
                icon="file",
                state=str(paper.get_paper_type_display()),
                record=paper,
                field="title",
                url=reverse("papers:paper", args=[paper.key]),
            )
