"""Reads of the speakers list."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from mitsprache.kernel.actor import Actor
from mitsprache.proceedings.domain import speakers
from mitsprache.proceedings.enums import SpeechKind
from mitsprache.proceedings.models import Participant, Sitting, Speech


@dataclass(frozen=True, slots=True)
class Speakers:
    """Who has the floor, and who waits, in the order of speaking."""

    speaking: Speech | None = None
    waiting: tuple[Speech, ...] = ()
    limit: int = 0

    @property
    def ends_at(self) -> dt.datetime | None:
        """When the present speech should end; None where speeches are not limited."""
        if self.speaking is None or self.speaking.started_at is None:
            return None
        return speakers.ends_at(self.speaking.started_at, self.limit)


def speakers_of(_viewer: Actor, sitting: Sitting, limit: int = 0) -> Speakers:
    """Return the list for the present item; requests for other items are done. One query.

    Args:
        sitting: the session.
        limit: minutes for a speech by the rules of procedure.
    """
    rows = {
        row.pk: row
        for row in sitting.speeches.filter(
            item=sitting.current_item_id, ended_at=None, withdrawn_at=None
        ).select_related("participant__person")
    }
    requests = [
        speakers.Request(
            id=row.pk,
            asked_at=row.asked_at,
            is_point_of_order=row.kind == SpeechKind.POINT_OF_ORDER,
            is_called=row.started_at is not None,
        )
        for row in rows.values()
    ]
    now = speakers.speaking(requests)
    return Speakers(
        speaking=rows[now.id] if now else None,
        waiting=tuple(rows[one.id] for one in speakers.in_order(requests)),
        limit=limit,
    )


def participant_of(viewer: Actor, sitting: Sitting) -> Participant | None:
    """Return as whom the viewer takes part, or None. One query."""
    if viewer.user_id is None:
        return None
    rows = sitting.participants.select_related("person", "sitting", "substitute")
    return rows.filter(person__user=viewer.user_id).first()
