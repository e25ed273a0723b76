"""From the session's record to what its minutes say. German, whatever language the writer uses."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

import orjson
from django.utils import timezone
from django.utils.translation import override

from mitsprache.council.models import Person
from mitsprache.kernel.languages import BINDING
from mitsprache.kernel.richtext import from_editor, sanitise
from mitsprache.meetings.domain.numbering import Numbered, arrange
from mitsprache.meetings.enums import ItemKind, ItemResult
from mitsprache.meetings.models import AgendaItem, Meeting
from mitsprache.minutes.domain import attendance, wording
from mitsprache.proceedings.enums import Choice, VoteKind, VoteState
from mitsprache.proceedings.models import (
    Bias,
    Election,
    ElectionBallot,
    ItemRecord,
    Participant,
    Sitting,
    Vote,
)
from mitsprache.proceedings.wording import counts_words, vote_words


@dataclass(frozen=True, slots=True)
class Entry:
    """What minutes say about an item: text for all, text for the full version."""

    item: AgendaItem
    number: str
    public: bool
    text: str
    internal: str
    led_by: int | None


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that minutes are made of."""

    record: dict[str, Any]
    entries: tuple[Entry, ...]


def facts_of(meeting: Meeting) -> Facts:
    """Return what the minutes of `meeting` say. Ten queries, whatever its size."""
    with override(BINDING):
        sitting = (
            Sitting.objects.select_related("chair", "minute_taker", "co_signer")
            .filter(meeting=meeting)
            .first()
        )
        return Facts(_record(meeting, sitting), tuple(_entries(meeting)))


def _record(meeting: Meeting, sitting: Sitting | None) -> dict[str, Any]:
    opened = timezone.localtime(sitting.opened_at if sitting else meeting.start_at)
    end = sitting.closed_at if sitting else meeting.end_at
    closed = timezone.localtime(end) if end else None
    location = meeting.location
    place = [
        meeting.shown_room,
        *([location.description, location.street_address] if location else []),
    ]
    return {
        "council": meeting.term.council_name,
        "organization": meeting.organization.name,
        "name": meeting.name,
        "number": meeting.number,
        "term": meeting.term.name,
        "date": opened.date().isoformat(),
        "from": f"{opened:%H:%M}",
        "to": f"{closed:%H:%M}" if closed else "",
        "place": ", ".join(part for part in place if part),
        "is_broken_off": bool(sitting and sitting.is_broken_off),
        "quorum": _quorum(sitting),
        "chair": _name(sitting.chair if sitting else None),
        "minute_taker": _name(sitting.minute_taker if sitting else None),
        "co_signer": _name(sitting.co_signer if sitting else None),
        "attendance": _attendance(sitting, opened, closed) if sitting else [],
    }


def _name(person: Person | None) -> str:
    return person.full_name if person else ""


def _quorum(sitting: Sitting | None) -> str:
    """Return what is to be said about the quorum: when it was lacking, and the note on it."""
    if sitting is None:
        return ""
    parts = []
    if sitting.lacks_quorum_since:
        since = timezone.localtime(sitting.lacks_quorum_since)
        parts.append(f"Ab {since:%H:%M} Uhr nicht beschlussfähig.")
    return " ".join([*parts, sitting.quorum_note]).strip()


def _attendance(
    sitting: Sitting, opened: dt.datetime, closed: dt.datetime | None
) -> list[dict[str, Any]]:
    rows = (
        Participant.objects.filter(sitting=sitting)
        .select_related("person", "on_behalf_of", "substitutes__person")
        .prefetch_related("presences")
        .order_by("position", "pk")
    )
    found = attendance.blocks((_seat(row) for row in rows), opened, closed)
    as_stored: list[dict[str, Any]] = orjson.loads(orjson.dumps([asdict(block) for block in found]))
    return as_stored


def _seat(row: Participant) -> attendance.Seat:
    return attendance.Seat(
        kind=row.kind,
        name=str(row),
        list_name=row.on_behalf_of.name if row.on_behalf_of else "",
        function=row.function,
        has_vote=row.voting_right,
        stretches=tuple(
            (
                timezone.localtime(presence.from_at),
                timezone.localtime(presence.until_at) if presence.until_at else None,
            )
            for presence in row.presences.all()
        ),
        absence=row.absence,
        stands_in_for=str(row.substitutes) if row.substitutes else "",
    )


def _entries(meeting: Meeting) -> Iterable[Entry]:
    items = list(AgendaItem.objects.filter(meeting=meeting))
    agenda = arrange(items)
    parts = ((agenda.public, True), (agenda.non_public, False))
    nodes = [(node, public) for tops, public in parts for top in tops for node in top.walk()]
    numbers = {node.item.pk: node.number for node, _public in nodes}
    source = _Source(meeting, numbers, frozenset(node.item.pk for node, public in nodes if public))
    for node, public in nodes:
        facts = source.facts(node)
        record = source.records.get(node.item.pk)
        yield Entry(
            item=node.item,
            number=node.number,
            public=public,
            text=sanitise(wording.item_html(facts)),
            internal=sanitise(wording.internal_html(facts)),
            led_by=record.led_by_id if record else None,
        )


class _Source:
    """What was recorded at the items of a session, by the item's primary key."""

    def __init__(self, meeting: Meeting, numbers: dict[int, str], public: frozenset[int]) -> None:
        self.numbers = numbers
        self.public = public
        self.records = {
            record.item_id: record for record in ItemRecord.objects.filter(item__meeting=meeting)
        }
        self.votes = votes_of(numbers)
        self.elections: dict[int, list[Election]] = defaultdict(list)
        elections = Election.objects.filter(item__meeting=meeting, state=VoteState.CLOSED)
        for election in elections.select_related("elected__person").prefetch_related(
            "ballots__tallies__candidacy__person", "ballots__lot_winner__person"
        ):
            self.elections[election.item_id].append(election)
        self.biases: dict[int, list[Bias]] = defaultdict(list)
        for bias in Bias.objects.filter(item__meeting=meeting).select_related(
            "participant__person"
        ):
            self.biases[bias.item_id].append(bias)

    def facts(self, node: Numbered[AgendaItem]) -> wording.ItemFacts:
        """Return what was recorded at an item."""
        item = node.item
        record = self.records.get(item.pk)
        result = ItemResult(item.result) if item.result else None
        return wording.ItemFacts(
            is_empty_section=item.kind == ItemKind.SECTION and not node.children,
            is_urgent=item.is_urgent,
            discussion=from_editor(record.discussion) if record else "",
            resolution=item.resolution_text,
            result=str(result.label) if result else "",
            votes=tuple(
                vote_facts(vote, self._together(vote, item)) for vote in self.votes.get(item.pk, ())
            ),
            elections=tuple(_election(election) for election in self.elections[item.pk]),
            biases=tuple(
                wording.BiasFacts(str(bias.participant), bias.left_room, bias.reason)
                for bias in self.biases[item.pk]
            ),
        )

    def _together(self, vote: Vote, item: AgendaItem) -> tuple[str, ...]:
        """Return the numbers voted on at once; a public item names public ones alone."""
        shown = self.public if item.pk in self.public else self.numbers
        numbers = [self.numbers[one.pk] for one in vote.items.all() if one.pk in shown]
        return tuple(numbers) if len(numbers) > 1 else ()


def votes_of(items: Iterable[int]) -> dict[int, list[Vote]]:
    """Return the closed votes on items, by the item's primary key. Three queries."""
    found: dict[int, list[Vote]] = defaultdict(list)
    wanted = set(items)
    votes = (
        Vote.objects.filter(items__in=wanted, state=VoteState.CLOSED)
        .distinct()
        .prefetch_related(
            "items", "ballots__participant__person", "ballots__participant__on_behalf_of"
        )
        .order_by("opened_at", "pk")
    )
    for vote in votes:
        for item in vote.items.all():
            if item.pk in wanted:
                found[item.pk].append(vote)
    return found


def vote_facts(vote: Vote, together: tuple[str, ...] = ()) -> wording.VoteFacts:
    """Return a closed vote as minutes tell it; names in a roll call alone."""
    by_name: dict[str, list[str]] = {choice.value: [] for choice in Choice}
    if vote.kind == VoteKind.ROLL_CALL:
        for ballot in vote.ballots.all():
            by_name[ballot.choice].append(str(ballot.participant))
    return wording.VoteFacts(
        kind=vote.kind,
        words=vote_words(vote),
        counts=counts_words(vote),
        decides=vote.decides,
        subject=vote.subject,
        together=together,
        by_name=tuple(
            (str(Choice(choice).label), tuple(people))
            for choice, people in by_name.items()
            if people
        ),
    )


def _election(election: Election) -> wording.ElectionFacts:
    return wording.ElectionFacts(
        office=election.office,
        is_secret=election.kind == VoteKind.SECRET,
        ballots=tuple(_ballot(ballot) for ballot in election.ballots.all()),
        elected=str(election.elected) if election.elected else "",
    )


def _ballot(ballot: ElectionBallot) -> wording.BallotFacts:
    return wording.BallotFacts(
        number=ballot.number,
        tallies=tuple((str(tally.candidacy), tally.votes) for tally in ballot.tallies.all()),
        no=ballot.no,
        abstentions=ballot.abstentions,
        invalid=ballot.invalid,
        lot_winner=str(ballot.lot_winner) if ballot.lot_winner else "",
        lot_drawn_by=ballot.lot_drawn_by,
    )
