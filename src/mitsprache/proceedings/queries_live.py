"""What everybody may see of a session while it runs.

The public part of the agenda comes first; all else is shown only where it belongs to an item of it.
While a non-public item is called, nothing of it leaves this module but that it is not public.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from django.db.models import F, Prefetch

from mitsprache.council.models import RulesOfProcedure
from mitsprache.kernel.actor import Actor
from mitsprache.meetings import queries as meetings
from mitsprache.meetings.domain.numbering import Numbered
from mitsprache.meetings.enums import MeetingState
from mitsprache.meetings.models import AgendaItem, Meeting
from mitsprache.proceedings.enums import VoteState
from mitsprache.proceedings.models import Candidacy, Election, Sitting, Vote
from mitsprache.proceedings.queries_speakers import Speakers, speakers_of


class Phase(StrEnum):
    """Where a session stands for those who watch."""

    BEFORE = "before"
    RUNNING = "running"
    OVER = "over"
    CANCELLED = "cancelled"


PHASES = {
    MeetingState.RUNNING: Phase.RUNNING,
    MeetingState.HELD: Phase.OVER,
    MeetingState.CANCELLED: Phase.CANCELLED,
}


@dataclass(frozen=True, slots=True)
class Decided:
    """An item of the public part with what was voted on and who was elected."""

    node: Numbered[AgendaItem]
    votes: tuple[Vote, ...] = ()
    elections: tuple[Election, ...] = ()

    @property
    def open_votes(self) -> list[Vote]:
        """The votes that run."""
        return [vote for vote in self.votes if vote.state == VoteState.OPEN]

    @property
    def closed_votes(self) -> list[Vote]:
        """The votes with a result, in order of time."""
        return [vote for vote in self.votes if vote.state == VoteState.CLOSED]

    @property
    def has_result(self) -> bool:
        """Whether there is a result to show."""
        elected = any(election.elected_id for election in self.elections)
        return bool(self.node.item.result or self.closed_votes or elected)


@dataclass(frozen=True, slots=True)
class Live:
    """A session as everybody may see it at this moment.

    Attributes:
        meeting: the session, public.
        phase: whether it runs.
        closed_at: when it ended; None before.
        current: the item that is called, with its votes; None while none is, or while it is not
            public.
        is_non_public: whether the item that is called is not public.
        speakers: who has the floor and who waits, at a public item.
        results: the public items that have one, in the order of the agenda.
    """

    meeting: Meeting
    phase: Phase
    closed_at: dt.datetime | None = None
    current: Decided | None = None
    is_non_public: bool = False
    speakers: Speakers = field(default_factory=Speakers)
    results: tuple[Decided, ...] = ()


def live(viewer: Actor, key: str) -> Live | None:
    """Return the public session `key` as it stands now, or None. At most eight queries."""
    meeting = meetings.meeting(viewer, key)
    if meeting is None:
        return None
    phase = PHASES.get(MeetingState(meeting.state), Phase.BEFORE)
    sitting = None
    if phase in {Phase.RUNNING, Phase.OVER}:
        minutes = F("meeting__term__rules__speaking_minutes")
        sitting = Sitting.objects.annotate(limit=minutes).filter(meeting=meeting).first()
    if sitting is None:
        return Live(meeting, phase)
    items = _items(viewer, meeting, sitting)
    shown = {one.node.item.pk: one for one in items}
    current = shown.get(sitting.current_item_id or 0) if phase is Phase.RUNNING else None
    limit = RulesOfProcedure().speaking_minutes if sitting.limit is None else sitting.limit
    hidden = phase is Phase.RUNNING and sitting.current_item_id is not None and current is None
    return Live(
        meeting=meeting,
        phase=phase,
        closed_at=sitting.closed_at,
        current=current,
        is_non_public=hidden,
        speakers=speakers_of(viewer, sitting, limit) if current else Speakers(),
        results=tuple(one for one in items if one.has_result),
    )


def _items(viewer: Actor, meeting: Meeting, sitting: Sitting) -> list[Decided]:
    """Return the public items in reading order. Five or six queries."""
    tops = meetings.agenda_for(viewer, meeting).items
    nodes = {node.item.pk: node for top in tops for node in top.walk()}
    votes: dict[int, list[Vote]] = {}
    for vote in (
        sitting.votes.filter(public=True).exclude(state=VoteState.VOID).prefetch_related("items")
    ):
        ids = [item.pk for item in vote.items.all()]
        if set(ids) <= set(nodes):
            for pk in ids:
                votes.setdefault(pk, []).append(vote)
    elections: dict[int, list[Election]] = {}
    for election in (
        sitting.elections.filter(item__in=nodes)
        .exclude(state=VoteState.VOID)
        .select_related("elected__person")
        .prefetch_related(Prefetch("candidacies", Candidacy.objects.select_related("person")))
    ):
        elections.setdefault(election.item_id, []).append(election)
    return [
        Decided(node, tuple(votes.get(pk, ())), tuple(elections.get(pk, ())))
        for pk, node in nodes.items()
    ]
