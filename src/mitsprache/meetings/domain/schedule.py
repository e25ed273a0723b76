"""When each item of an agenda is likely to come up, from the minutes planned for each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from mitsprache.meetings.domain.numbering import Numbered


@dataclass(frozen=True, slots=True)
class Schedule:
    """The plan of a session.

    Attributes:
        starts: when each item comes up, by primary key, in UTC.
        end: when the last one is done.
        minutes: planned in all.
        unplanned: items of their own for which no minutes are planned; they count as none.
    """

    starts: Mapping[int, dt.datetime]
    end: dt.datetime
    minutes: int
    unplanned: int


def schedule(nodes: Iterable[Numbered[Any]], start: dt.datetime) -> Schedule:
    """Return the plan of the items `nodes`, one after the other in reading order.

    The minutes of an item with others below it are its own; those below come after them.
    """
    starts: dict[int, dt.datetime] = {}
    now, minutes, unplanned = start.astimezone(dt.UTC), 0, 0
    for top in nodes:
        for node in top.walk():
            starts[node.item.pk] = now
            planned = node.item.planned_minutes
            if planned is None:
                unplanned += not (node.children or node.is_vacant)
                continue
            minutes += planned
            now += dt.timedelta(minutes=planned)
    return Schedule(starts, now, minutes, unplanned)
