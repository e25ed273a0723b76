"""Reads of what happens in a session. All of it is for those who keep the record.

Nothing here asks who looks what is public: pages for everybody choose public sessions and items
first and show what they say of them alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from mitsprache.council.enums import OrganizationType, QuorumBase
from mitsprache.council.models import Person, RulesOfProcedure
from mitsprache.kernel import clock
from mitsprache.kernel.actor import Actor
from mitsprache.meetings.models import AgendaItem, Meeting
from mitsprache.proceedings.domain import attendance
from mitsprache.proceedings.domain.quorum import Quorum, quorum
from mitsprache.proceedings.domain.voting import Counts, Outcome, counted, outcome
from mitsprache.proceedings.enums import ParticipantKind, VoteState
from mitsprache.proceedings.models import (
    Bias,
    Election,
    ElectionBallot,
    ItemRecord,
    Participant,
    Presence,
    Sitting,
    Vote,
)


def sitting_of(_viewer: Actor, meeting: Meeting) -> Sitting | None:
    """Return the course of a session with who leads and keeps it, or None before it was opened.

    One query. The session, its term and its body are not read again.
    """
    row = (
        Sitting.objects.select_related("chair", "minute_taker", "co_signer", "current_item")
        .filter(meeting=meeting)
        .first()
    )
    if row is not None:
        row.meeting = meeting
    return row


@dataclass(frozen=True)
class Roll:
    """Everybody on a session's attendance list, with times in the room and bias on items.

    Attributes:
        participants: in the order of the list; `presences`, `person` and `on_behalf_of` are read.
        biases: declared bias by primary key of the item.
    """

    participants: tuple[Participant, ...] = ()
    biases: dict[int, list[Bias]] = field(default_factory=dict)

    @cached_property
    def by_id(self) -> dict[int, Participant]:
        """The participants by primary key."""
        return {one.pk: one for one in self.participants}

    @cached_property
    def attendees(self) -> list[attendance.Attendee]:
        """The participants as the rules of attendance take them."""
        return [
            attendance.Attendee(
                id=one.pk,
                has_vote=one.voting_right
                and (one.kind != ParticipantKind.DEPUTY or one.substitutes_id is not None),
                substitutes=one.substitutes_id,
                stretches=tuple(
                    attendance.Stretch(each.from_at, each.until_at) for each in one.presences.all()
                ),
            )
            for one in self.participants
        ]

    def present(self, moment: dt.datetime) -> list[Participant]:
        """Return who is in the room, in the order of the list."""
        return self._chosen(attendance.present(self.attendees, moment))

    def voters(self, moment: dt.datetime) -> list[Participant]:
        """Return who is in the room and has a vote; they make the quorum."""
        return self._chosen(attendance.voters(self.attendees, moment))

    def entitled(self, moment: dt.datetime, items: Iterable[AgendaItem]) -> list[Participant]:
        """Return who may vote on `items`: who is biased on one of them may not."""
        biased = {bias.participant_id for item in items for bias in self.biases.get(item.pk, ())}
        return self._chosen(attendance.entitled(self.attendees, moment, biased))

    def _chosen(self, ids: frozenset[int]) -> list[Participant]:
        return [one for one in self.participants if one.pk in ids]


def roll_of(_viewer: Actor, sitting: Sitting) -> Roll:
    """Return the attendance list of a session. Three queries."""
    biases = Bias.objects.filter(participant__sitting=sitting)
    return _roll(sitting.participants.all(), biases)


def roll_about(_viewer: Actor, participant: Participant) -> Roll:
    """Return what decides whether one person may vote: its own row, and the member it stands in for.

    Three small queries; a roll call asks so for each name.
    """
    rows = Participant.objects.filter(Q(pk=participant.pk) | Q(substitute=participant.pk))
    return _roll(rows, Bias.objects.filter(participant=participant))


def _roll(rows: QuerySet[Participant], biases: QuerySet[Bias]) -> Roll:
    read = rows.select_related("person", "on_behalf_of", "membership").prefetch_related(
        Prefetch("presences", Presence.objects.order_by("from_at", "pk"))
    )
    by_item: dict[int, list[Bias]] = {}
    for bias in biases:
        by_item.setdefault(bias.item_id, []).append(bias)
    return Roll(tuple(read), by_item)


def statutory_number(meeting: Meeting, roll: Roll) -> int:
    """Return the number of members by law: the term's seats, in smaller bodies their members."""
    if meeting.organization.organization_type == OrganizationType.PLENARY:
        return meeting.term.seats
    return _filled(roll)


def _filled(roll: Roll) -> int:
    return sum(one.voting_right and one.kind == ParticipantKind.MEMBER for one in roll.participants)


def quorum_of(
    sitting: Sitting, roll: Roll, rules: RulesOfProcedure, moment: dt.datetime | None = None
) -> Quorum:
    """Return the quorum at a moment, now unless given. No query where `meeting` is read."""
    counted = rules.quorum_base == QuorumBase.STATUTORY
    return quorum(
        present=len(roll.voters(moment or moment_for(sitting))),
        base=statutory_number(sitting.meeting, roll) if counted else _filled(roll),
        found_lacking=sitting.lacks_quorum_since is not None,
        second_call=sitting.is_second_call,
    )


def moment_for(sitting: Sitting) -> dt.datetime:
    """Return the moment that 'now' means in a session: one that has ended stands still at its end."""
    if sitting.closed_at is not None:
        return sitting.closed_at - dt.timedelta(microseconds=1)
    return clock.now()


def items_of(_viewer: Actor, sitting: Sitting) -> list[AgendaItem]:
    """Return all items of the agenda with their `record` (None where there is none). One query."""
    return list(
        AgendaItem.objects.filter(meeting_id=sitting.meeting_id).select_related(
            "record", "record__led_by"
        )
    )


def votes_of(_viewer: Actor, sitting: Sitting) -> list[Vote]:
    """Return all votes in order of time, void ones too, with `items` and `ballots`. Three queries."""
    return list(sitting.votes.prefetch_related("items", "ballots"))


def closed_votes(sittings: Iterable[Sitting]) -> QuerySet[Vote]:
    """Return the votes that count: closed and not void."""
    return Vote.objects.filter(sitting__in=list(sittings), state=VoteState.CLOSED)


def counts_of(vote: Vote) -> Counts:
    """Return the counts of a closed vote."""
    return Counts(vote.yes or 0, vote.no or 0, vote.abstentions or 0, vote.invalid or 0)


def outcome_of(vote: Vote, statutory: int) -> Outcome:
    """Return what follows from the counts of a vote."""
    return outcome(counts_of(vote), vote.majority, statutory)


def elections_of(_viewer: Actor, sitting: Sitting) -> list[Election]:
    """Return all elections with candidacies, ballots and their tallies. Four queries."""
    ballots = ElectionBallot.objects.order_by("number").prefetch_related("tallies")
    return list(
        sitting.elections.select_related("elected__person").prefetch_related(
            "candidacies__person", Prefetch("ballots", ballots)
        )
    )


def usual_moment(sitting: Sitting) -> dt.datetime:
    """Return the moment that something happens at unless one is given.

    Now, while the session runs. In one entered afterwards: its end, else when the current item was
    called, else the opening.
    """
    if sitting.closed_at is None and timezone.localdate(sitting.opened_at) == clock.today():
        return max(clock.now(), sitting.opened_at)
    if sitting.closed_at is not None:
        return sitting.closed_at
    record = ItemRecord.objects.filter(item=sitting.current_item_id).first()
    return record.called_at if record and record.called_at else sitting.opened_at


def is_public(item: AgendaItem) -> bool:
    """Return whether an item stands in the public part: it and all above it are public."""
    above: AgendaItem | None = item
    seen: set[int] = set()
    while above is not None and above.pk not in seen:
        if not above.public:
            return False
        seen.add(above.pk)
        above = above.parent
    return above is None


def eligible_officers(_viewer: Actor, meeting: Meeting) -> QuerySet[Person]:
    """Return who can lead a session or keep its minutes: who is on its list, and the office's staff."""
    return Person.objects.filter(
        Q(participations__sitting__meeting=meeting)
        | Q(memberships__organization__organization_type=OrganizationType.OFFICE)
    ).distinct()


def device_counts(vote: Vote) -> Counts:
    """Return what members voted on their own phones. One query."""
    return counted(vote.device_ballots.values_list("choice", flat=True))
