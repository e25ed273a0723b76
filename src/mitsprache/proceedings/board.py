"""What the minute taker's page shows, put together from the record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from mitsprache.council.enums import DeviceVotes
from mitsprache.council.models import Person, RulesOfProcedure
from mitsprache.council.queries import rules_for
from mitsprache.kernel.actor import Actor
from mitsprache.kernel.models import ContentVersion
from mitsprache.meetings.domain.numbering import Numbered, arrange
from mitsprache.meetings.enums import ItemKind
from mitsprache.meetings.models import AgendaItem, Meeting
from mitsprache.proceedings.domain.elections import Outcome, Step
from mitsprache.proceedings.domain.quorum import Quorum
from mitsprache.proceedings.elections import candidates_of_next, outcome_of
from mitsprache.proceedings.enums import Choice, ParticipantKind, VoteKind, VoteState
from mitsprache.proceedings.models import (
    Bias,
    Candidacy,
    Election,
    ElectionBallot,
    ItemRecord,
    Participant,
    Presence,
    Sitting,
    Vote,
)
from mitsprache.proceedings.queries import (
    Roll,
    device_counts,
    elections_of,
    eligible_officers,
    items_of,
    moment_for,
    quorum_of,
    roll_of,
    sitting_of,
    votes_of,
)
from mitsprache.proceedings.queries_speakers import Speakers, speakers_of
from mitsprache.proceedings.wording import counts_words, in_words, vote_words


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item of the agenda with its number and what happened at it."""

    number: str
    item: AgendaItem
    public: bool
    record: ItemRecord | None
    is_current: bool
    votes: list[Vote]

    @property
    def can_be_called(self) -> bool:
        """Whether it is an item, and no section."""
        return self.item.kind != ItemKind.SECTION

    @property
    def label(self) -> str:
        """Number and title."""
        return f"{self.number} {self.item.title}"


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody on the attendance list, with who stands in for it."""

    participant: Participant
    presence: Presence | None
    last: Presence | None
    substitute: Participant | None
    deputies: list[Participant]
    represents: Participant | None

    @property
    def name(self) -> str:
        """The name."""
        return str(self.participant)

    @property
    def block(self) -> str:
        """The block of the list."""
        return str(self.participant.get_kind_display())


@dataclass(frozen=True, slots=True)
class Call:
    """A name in a roll call, and what was said."""

    participant: Participant
    choice: str


@dataclass(frozen=True, slots=True)
class VoteCard:
    """A vote with its words."""

    vote: Vote
    items: list[ItemRow]

    @property
    def words(self) -> str:
        """The result."""
        return vote_words(self.vote)

    @property
    def counts(self) -> str:
        """The counts."""
        return counts_words(self.vote)


@dataclass(frozen=True, slots=True)
class ElectionCard:
    """An election: its ballots, and what is due."""

    election: Election
    ballots: list[ElectionBallot]
    standing: list[Candidacy]
    lot: list[Candidacy]

    @property
    def next_number(self) -> int:
        """The number of the ballot that is due."""
        return len(self.ballots) + 1


class Board:
    """Everything on the page of one session; each part is read once, when it is first asked for."""

    def __init__(self, viewer: Actor, meeting: Meeting) -> None:
        self.viewer = viewer
        self.meeting = meeting
        self.version = ContentVersion.current()
        self.sitting: Sitting | None = sitting_of(viewer, meeting)

    @property
    def running(self) -> Sitting:
        """The session, which was opened.

        Raises:
            ValueError: it was not.
        """
        if self.sitting is None:
            raise ValueError("the session was not opened")
        return self.sitting

    @cached_property
    def rules(self) -> RulesOfProcedure:
        """The rules of the term."""
        return rules_for(self.meeting.term)

    @cached_property
    def roll(self) -> Roll:
        """The attendance list."""
        return roll_of(self.viewer, self.running)

    @cached_property
    def moment(self) -> dt.datetime:
        """The moment that the page shows."""
        return moment_for(self.running)

    @cached_property
    def quorum(self) -> Quorum:
        """The quorum now."""
        return quorum_of(self.running, self.roll, self.rules, self.moment)

    @cached_property
    def items(self) -> list[ItemRow]:
        """Both parts of the agenda in reading order."""
        agenda = arrange(items_of(self.viewer, self.running))
        rows = [self._item(node, public=True) for top in agenda.public for node in top.walk()]
        return rows + [
            self._item(node, public=False) for top in agenda.non_public for node in top.walk()
        ]

    def _item(self, node: Numbered[AgendaItem], *, public: bool) -> ItemRow:
        item = node.item
        return ItemRow(
            number=node.number,
            item=item,
            public=public,
            record=getattr(item, "record", None),
            is_current=item.pk == self.running.current_item_id,
            votes=[
                vote
                for vote in self.votes
                if item.pk in {one.pk for one in vote.items.all()}
                and vote.state == VoteState.CLOSED
            ],
        )

    @cached_property
    def current(self) -> ItemRow | None:
        """The item that is called."""
        return next((row for row in self.items if row.is_current), None)

    @cached_property
    def following(self) -> ItemRow | None:
        """The item after the current one, or the first."""
        rows = [row for row in self.items if row.can_be_called]
        if self.current is None:
            return next((row for row in rows if not (row.record and row.record.called_at)), None)
        place = rows.index(self.current)
        return rows[place + 1] if place + 1 < len(rows) else None

    @cached_property
    def persons(self) -> list[PersonRow]:
        """The attendance list; deputies only where they are there or stand in."""
        by_member: dict[int, list[Participant]] = {}
        substitutes: dict[int, Participant] = {}
        for one in self.roll.participants:
            if one.substitutes_id is not None:
                substitutes[one.substitutes_id] = one
            if one.kind == ParticipantKind.DEPUTY and one.membership is not None:
                by_member.setdefault(one.membership.deputy_for_id or 0, []).append(one)
        loose = (
            [] if self.rules.deputies_are_personal else [d for ds in by_member.values() for d in ds]
        )

        def row(one: Participant) -> PersonRow:
            times = list(one.presences.all())
            deputies = loose or by_member.get(one.membership_id or -1, []) + by_member.get(0, [])
            return PersonRow(
                participant=one,
                presence=next((each for each in times if each.until_at is None), None),
                last=times[-1] if times else None,
                substitute=substitutes.get(one.pk),
                deputies=[each for each in deputies if each.substitutes_id is None]
                if one.kind == ParticipantKind.MEMBER and one.pk not in substitutes
                else [],
                represents=self.roll.by_id.get(one.substitutes_id or 0),
            )

        rows = [row(one) for one in self.roll.participants]
        return [
            one
            for one in rows
            if one.participant.kind != ParticipantKind.DEPUTY or one.represents or one.last
        ]

    @cached_property
    def present_count(self) -> int:
        """How many are in the room, whoever they are."""
        return len(self.in_room)

    @cached_property
    def members(self) -> list[Participant]:
        """Those who can be biased, stand in elections or lead."""
        return [
            one
            for one in self.roll.participants
            if one.kind
            in {ParticipantKind.MEMBER, ParticipantKind.DEPUTY, ParticipantKind.ADVISORY}
        ]

    @cached_property
    def biases(self) -> list[Bias]:
        """Bias on the current item."""
        return self.roll.biases.get(self.running.current_item_id or 0, [])

    @cached_property
    def votes(self) -> list[Vote]:
        """All votes in order of time."""
        return votes_of(self.viewer, self.running)

    @cached_property
    def open_vote(self) -> VoteCard | None:
        """The vote that runs."""
        return next((self._card(one) for one in self.votes if one.state == VoteState.OPEN), None)

    @cached_property
    def done_votes(self) -> list[VoteCard]:
        """The votes that are over, the latest first; void ones too."""
        return [self._card(one) for one in reversed(self.votes) if one.state != VoteState.OPEN]

    def _card(self, vote: Vote) -> VoteCard:
        ids = {item.pk for item in vote.items.all()}
        return VoteCard(vote, [row for row in self.items if row.item.pk in ids])

    @cached_property
    def entitled(self) -> list[Participant]:
        """Who may take part in the vote that runs; else in one on the current item."""
        if self.open_vote is not None:
            vote = self.open_vote.vote
            return self.roll.entitled(vote.opened_at, vote.items.all())
        return self.roll.entitled(self.moment, [self.current.item] if self.current else [])

    @cached_property
    def calls(self) -> list[Call]:
        """The names of a roll call in order, each with what was said."""
        if self.open_vote is None or self.open_vote.vote.kind != VoteKind.ROLL_CALL:
            return []
        said = {one.participant_id: one.choice for one in self.open_vote.vote.ballots.all()}
        return [Call(one, said.get(one.pk, "")) for one in self.entitled]

    @cached_property
    def called_counts(self) -> dict[str, int]:
        """How many said what so far, and how many are missing."""
        said = [call.choice for call in self.calls]
        return {
            "yes": said.count(Choice.YES),
            "no": said.count(Choice.NO),
            "abstain": said.count(Choice.ABSTAIN),
            "missing": said.count(""),
        }

    @cached_property
    def device_counts(self) -> str:
        """What members voted on their phones, in words; '' where nobody did."""
        if self.open_vote is None or self.rules.device_votes == DeviceVotes.NONE:
            return ""
        counts = device_counts(self.open_vote.vote)
        return in_words(counts) if counts.cast else ""

    @cached_property
    def officers(self) -> list[Person]:
        """Who can lead or keep the minutes."""
        return list(eligible_officers(self.viewer, self.meeting))

    @cached_property
    def speakers(self) -> Speakers:
        """Who has the floor, and who waits."""
        return speakers_of(self.viewer, self.running, self.rules.speaking_minutes)

    @cached_property
    def in_room(self) -> list[Participant]:
        """Who may speak: everybody who is there, with a vote or without."""
        return self.roll.present(self.moment)

    @cached_property
    def elections(self) -> list[ElectionCard]:
        """Elections, those that run first."""
        cards = [self._election(one) for one in elections_of(self.viewer, self.running)]
        return sorted(cards, key=lambda card: card.election.state != VoteState.OPEN)

    def _election(self, election: Election) -> ElectionCard:
        ballots = list(election.ballots.all())
        found = outcome_of(ballots[-1], self.rules) if ballots else Outcome(Step.NEXT_BALLOT)
        is_open = election.state == VoteState.OPEN
        ids = candidates_of_next(election, ballots, self.rules) if is_open else ()
        lot = found.candidates if is_open and found.step is Step.LOT else ()
        return ElectionCard(
            election, ballots, self._candidacies(election, ids), self._candidacies(election, lot)
        )

    def _candidacies(self, election: Election, ids: Iterable[int]) -> list[Candidacy]:
        return [one for one in election.candidacies.all() if one.pk in set(ids)]


def refill(data: Any) -> dict[str, str]:
    """Return what was typed, so that a refused form shows it again."""
    return {name: value for name, value in data.items() if name != "csrfmiddlewaretoken"}
