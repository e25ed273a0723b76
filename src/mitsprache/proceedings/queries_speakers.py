"""Reads of the speakers list."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from mitsprache.council.queries import rules_for
from mitsprache.kernel.actor import Actor
from mitsprache.meetings.enums import MeetingState
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


@dataclass(frozen=True, slots=True)
class OwnSpeech:
    """What a member may do on its phone in a session that runs.

    Attributes:
        participant: as whom it takes part.
        is_present: whether it is in the room.
        speakers: the list.
        own: its requests that wait, by kind.
    """

    participant: Participant
    is_present: bool
    speakers: Speakers
    own: dict[str, Speech]

    @property
    def is_speaking(self) -> bool:
        """Whether it has the floor."""
        now = self.speakers.speaking
        return now is not None and now.participant_id == self.participant.pk


def own_speeches(viewer: Actor) -> list[OwnSpeech]:
    """Return the sessions that run now in which the viewer is on the list; mostly one or none."""
    running = Sitting.objects.filter(
        closed_at=None,
        meeting__state=MeetingState.RUNNING,
        participants__person__user=viewer.user_id,
    )
    found = []
    for sitting in running.select_related("meeting__term") if viewer.user_id else ():
        participant = participant_of(viewer, sitting)
        if participant is None:
            continue
        speakers = speakers_of(viewer, sitting, rules_for(sitting.meeting.term).speaking_minutes)
        found.append(
            OwnSpeech(
                participant=participant,
                is_present=participant.presences.filter(until_at=None).exists(),
                speakers=speakers,
                own={
                    one.kind: one
                    for one in speakers.waiting
                    if one.participant_id == participant.pk
                },
            )
        )
    return found


def participant_of(viewer: Actor, sitting: Sitting) -> Participant | None:
    """Return as whom the viewer takes part, or None. One query."""
    if viewer.user_id is None:
        return None
    rows = sitting.participants.select_related("person", "sitting", "substitute")
    return rows.filter(person__user=viewer.user_id).first()
