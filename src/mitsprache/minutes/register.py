"""The register of decisions: what public sessions decided, and how was voted.

It goes by agendas and votes, not by minutes: a decision stands here from the moment it is recorded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.db.models import F, Prefetch, Q, QuerySet

from mitsprache.council.models import LegislativeTerm, Organization
from mitsprache.council.queries import all_terms
from mitsprache.kernel import clock
from mitsprache.kernel.actor import ANONYMOUS, Actor
from mitsprache.kernel.paging import Chunk, Place, newest_first
from mitsprache.kernel.reading import columns_for_reading
from mitsprache.meetings.domain.numbering import arrange
from mitsprache.meetings.enums import ItemKind, ItemResult, MeetingState
from mitsprache.meetings.models import AgendaItem, Meeting
from mitsprache.meetings.queries import BodyOverTerms, bodies
from mitsprache.minutes.folding import folded_columns, words_of
from mitsprache.minutes.related import narrowings
from mitsprache.proceedings.enums import Choice, VoteKind, VoteState
from mitsprache.proceedings.models import Ballot, Vote

PAGE: Final = 20
"""Decisions on a page."""
EXPORTED: Final = 500
"""Decisions that are read at once for a file."""
DECIDED: Final = (
    ItemResult.ADOPTED_UNANIMOUSLY,
    ItemResult.ADOPTED,
    ItemResult.ADOPTED_AMENDED,
    ItemResult.REJECTED,
    ItemResult.REFERRED,
)
"""Results that are decisions; to note, to adjourn or to withdraw something is none."""
SHOWN: Final = (
    "key",
    "meeting",
    "title",
    "result",
    "resolution_text",
    "meeting__key",
    "meeting__name",
    "meeting__start_at",
    "meeting__organization__name",
    "meeting__is_invented",
)


@dataclass(frozen=True, slots=True)
class Select:
    """A select above the register and what is chosen in it, '' for nothing."""

    name: str
    label: Any
    choices: list[tuple[str, Any]]
    value: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a visitor narrowed the register to.

    Attributes:
        selects: with their chosen values.
        condition: on agenda items.
        text: the words searched for.
        unknown: a value that was sent is none of the choices.
    """

    selects: list[Select] = field(default_factory=list)
    condition: Q = field(default_factory=Q)
    text: str = ""
    unknown: bool = False

    def query(self) -> dict[str, str]:
        """Return the choice as parameters of an address."""
        chosen = {select.name: select.value for select in self.selects if select.value}
        return {**({"q": self.text} if self.text else {}), **chosen}


@dataclass(slots=True)
class ListCount:
    """How the members of a list voted in a roll call."""

    name: str
    yes: int = 0
    no: int = 0
    abstain: int = 0


@dataclass(frozen=True, slots=True)
class Voted:
    """A vote that decided, by list and by name where it was a roll call."""

    vote: Vote
    lists: list[ListCount]
    names: list[tuple[str, list[str]]]


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision: the item with its number, and how was voted on it."""

    item: AgendaItem
    number: str
    votes: list[Voted]

    @property
    def meeting(self) -> Meeting:
        """The session that decided."""
        return self.item.meeting


def wanted(viewer: Actor, sent: Mapping[str, str]) -> Wanted:
    """Return what parameters ask for, and the choices there are.

    One query each for terms, bodies, and what each higher app registered.
    """
    terms, known = all_terms(viewer), bodies(viewer)
    own = [
        Select(
            "wahlperiode",
            LegislativeTerm._meta.verbose_name,
            [(term.key, str(term)) for term in terms],
        ),
        Select(
            "gremium",
            Meeting._meta.get_field("organization").verbose_name,
            [(body.latest.key, body.latest) for body in known],
        ),
        Select("ergebnis", "", [(result.value, result.label) for result in DECIDED]),
    ]
    more = narrowings()
    own += [Select(each.name, each.label, list(each.choices(viewer))) for each in more]
    conditions: dict[str, Any] = {
        "wahlperiode": lambda key: Q(meeting__term__key=key),
        "gremium": lambda key: Q(meeting__organization__in=_organizations(known, key)),
        "ergebnis": lambda key: Q(result=key),
        **{each.name: each.condition for each in more},
    }
    found = Wanted(text=" ".join(sent.get("q", "").split())[:200])
    condition, unknown, selects = Q(), False, []
    for select in own:
        value = sent.get(select.name, "")
        if value and value not in dict(select.choices):
            unknown = True
        elif value:
            condition &= conditions[select.name](value)
        selects.append(Select(select.name, select.label, select.choices, value))
    return Wanted(selects, condition, found.text, unknown)


def _organizations(known: Iterable[BodyOverTerms], key: str) -> tuple[Organization, ...]:
    return next((body.organizations for body in known if body.has(key)), ())


def _matching(asked: Wanted) -> QuerySet[AgendaItem]:
    rows = AgendaItem.objects.filter(
        asked.condition,
        kind=ItemKind.ITEM,
        public=True,
        result__in=DECIDED,
        meeting__is_public=True,
        meeting__state__in=[MeetingState.HELD, MeetingState.RUNNING],
        meeting__start_at__lte=clock.now(),
    ).annotate(decided_at=F("meeting__start_at"))
    words = words_of(asked.text)
    if words:
        rows = rows.annotate(folded=folded_columns("title", "resolution_text"))
    for word in words:
        rows = rows.filter(folded__contains=word)
    return rows


def decisions(
    viewer: Actor, asked: Wanted, *, before: Place | None = None, most: int = PAGE
) -> tuple[list[Decision], Place | None]:
    """Return a page of decisions, latest first, and where the next one begins. Four queries.

    An item whose place in the agenda is not public is left out, so a page may hold fewer.
    """
    rows = _matching(asked).select_related("meeting__organization")
    chunk: Chunk[AgendaItem] = newest_first(
        columns_for_reading(rows, *SHOWN), "decided_at", before, most
    )
    numbers = _public_numbers({item.meeting_id for item in chunk.rows})
    shown = [item for item in chunk.rows if item.pk in numbers]
    votes = _votes([item.pk for item in shown])
    return [Decision(item, numbers[item.pk], votes[item.pk]) for item in shown], chunk.before


def every_decision(asked: Wanted) -> Iterator[Decision]:
    """Yield all decisions for a file, some hundred at a time; four queries for each step."""
    before: Place | None = None
    while True:
        found, before = decisions(ANONYMOUS, asked, before=before, most=EXPORTED)
        yield from found
        if before is None:
            return


def _public_numbers(meetings: Iterable[int]) -> dict[int, str]:
    """Return the numbers of all items in public parts. One query."""
    by_meeting: dict[int, list[AgendaItem]] = defaultdict(list)
    rows = AgendaItem.objects.filter(meeting__in=list(meetings)).order_by()
    for row in rows.only("meeting", "parent", "position", "public"):
        by_meeting[row.meeting_id].append(row)
    return {
        node.item.pk: node.number
        for items in by_meeting.values()
        for top in arrange(items).public
        for node in top.walk()
    }


def _votes(items: list[int]) -> dict[int, list[Voted]]:
    """Return the votes that decided on items, by the item's primary key. Two queries."""
    found: dict[int, list[Voted]] = defaultdict(list)
    ballots = Ballot.objects.select_related("participant__person", "participant__on_behalf_of")
    links = (
        Vote.items.through.objects.filter(
            agendaitem__in=items, vote__state=VoteState.CLOSED, vote__decides=True
        )
        .select_related("vote")
        .prefetch_related(Prefetch("vote__ballots", ballots))
        .order_by("vote__opened_at", "vote_id")
    )
    for link in links:
        found[link.agendaitem_id].append(_voted(link.vote))
    return found


def _voted(vote: Vote) -> Voted:
    if vote.kind != VoteKind.ROLL_CALL:
        return Voted(vote, [], [])
    lists: dict[str, ListCount] = {}
    names: dict[str, list[str]] = {choice.value: [] for choice in Choice}
    for ballot in vote.ballots.all():
        side = ballot.participant.on_behalf_of
        name = side.name if side else ""
        count = lists.setdefault(name, ListCount(name))
        setattr(count, ballot.choice, getattr(count, ballot.choice) + 1)
        names[ballot.choice].append(str(ballot.participant))
    labels = {choice.value: str(choice.label) for choice in Choice}
    return Voted(
        vote,
        sorted(lists.values(), key=lambda count: (not count.name, count.name)),
        [(labels[choice], people) for choice, people in names.items() if people],
    )
