"""What minutes say about an item, in the words of German minutes.

The text is German whatever language its writer uses, for the German text is the binding one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Final

UNTAKEN: Final = "-unbesetzt-"
"""What stands below a section in which nothing was to be done."""
HOW: Final = {"roll_call": ", namentlich", "secret": ", geheim"}
"""What is said of votes that were not open."""


@dataclass(frozen=True, slots=True)
class VoteFacts:
    """A closed vote.

    Attributes:
        kind: 'open', 'roll_call' or 'secret'.
        words: how it ended: 'einstimmig beschlossen'.
        counts: '20 Ja, 0 Nein, 2 Enthaltungen'.
        decides: whether it was about the item itself and not about the procedure.
        together: numbers of all items that were voted on at once; empty for one alone.
        by_name: who said what in a roll call: ('Ja', names), ('Nein', names), ….
    """

    kind: str
    words: str
    counts: str
    decides: bool = True
    subject: str = ""
    together: tuple[str, ...] = ()
    by_name: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class BallotFacts:
    """One ballot of an election, and the lot where one was drawn."""

    number: int
    tallies: tuple[tuple[str, int], ...]
    no: int = 0
    abstentions: int = 0
    invalid: int = 0
    lot_winner: str = ""
    lot_drawn_by: str = ""


@dataclass(frozen=True, slots=True)
class ElectionFacts:
    """An election of one person; `elected` is '' where nobody was."""

    office: str
    is_secret: bool
    ballots: tuple[BallotFacts, ...]
    elected: str = ""


@dataclass(frozen=True, slots=True)
class BiasFacts:
    """A declared conflict of interest. The reason goes into the internal text alone."""

    name: str
    left_room: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """What the record holds about an item.

    `discussion` and `resolution` are HTML, `result` is the word for what became of it.
    """

    is_empty_section: bool = False
    is_urgent: bool = False
    discussion: str = ""
    resolution: str = ""
    result: str = ""
    votes: tuple[VoteFacts, ...] = ()
    elections: tuple[ElectionFacts, ...] = ()
    biases: tuple[BiasFacts, ...] = ()


def counted(number: int, one: str, many: str) -> str:
    """Return a number with its noun."""
    return f"{number} {one if number == 1 else many}"


def _paragraph(text: str, label: str = "") -> str:
    head = f"<strong>{escape(label, quote=False)}:</strong> " if label else ""
    return f"<p>{head}{escape(text, quote=False)}</p>"


def names(people: Iterable[str]) -> str:
    """Return names, numbers or counts in one line."""
    return ", ".join(people)


def _vote(vote: VoteFacts) -> str:
    subject = vote.subject or ("Ergebnis" if vote.decides else "Abstimmung")
    outcome = f"{vote.words} ({vote.counts}{HOW.get(vote.kind, '')})"
    parts = [_paragraph(outcome, subject)]
    if vote.together:
        parts.append(_paragraph(f"Gemeinsam abgestimmt wurde über {names(vote.together)}."))
    parts += [_paragraph(names(who), choice) for choice, who in vote.by_name if who]
    return "".join(parts)


def _ballot(ballot: BallotFacts) -> str:
    votes = [f"{name} {counted(number, 'Stimme', 'Stimmen')}" for name, number in ballot.tallies]
    if ballot.no:
        votes.append(f"{ballot.no} Nein")
    if ballot.abstentions:
        votes.append(counted(ballot.abstentions, "Enthaltung", "Enthaltungen"))
    if ballot.invalid:
        votes.append(f"{ballot.invalid} ungültig")
    text = _paragraph(names(votes), f"{ballot.number}. Wahlgang")
    if ballot.lot_winner:
        by = f" Das Los hat {ballot.lot_drawn_by} gezogen." if ballot.lot_drawn_by else ""
        text += _paragraph(
            f"Bei Stimmengleichheit entscheidet das Los für {ballot.lot_winner}.{by}"
        )
    return text


def _election(election: ElectionFacts) -> str:
    how = "geheim" if election.is_secret else "offen"
    outcome = f"Gewählt ist {election.elected}." if election.elected else "Niemand ist gewählt."
    return (
        _paragraph(f"{election.office} ({how})", "Wahl")
        + "".join(_ballot(ballot) for ballot in election.ballots)
        + _paragraph(outcome)
    )


def _bias(bias: BiasFacts) -> str:
    room = ", hat den Raum verlassen" if bias.left_room else ""
    return f"{bias.name}{room}"


def item_html(facts: ItemFacts) -> str:
    """Return the text about an item as HTML of the small set. It holds no reason of a bias."""
    if facts.is_empty_section:
        return _paragraph(UNTAKEN)
    parts = []
    if facts.is_urgent:
        parts.append(_paragraph("Der Punkt ist wegen Dringlichkeit in der Sitzung dazugekommen."))
    parts.append(facts.discussion)
    if facts.biases:
        who = "; ".join(_bias(bias) for bias in facts.biases)
        parts.append(_paragraph(who, "Wegen Befangenheit nicht beteiligt"))
    if facts.resolution:
        parts.append(
            f"<p><strong>Beschluss:</strong></p><blockquote>{facts.resolution}</blockquote>"
        )
    parts += [_vote(vote) for vote in facts.votes]
    parts += [_election(election) for election in facts.elections]
    if facts.result and not any(vote.decides for vote in facts.votes):
        parts.append(_paragraph(facts.result, "Ergebnis"))
    return "".join(parts)


def internal_html(facts: ItemFacts) -> str:
    """Return what only the full minutes say about an item: reasons of a bias."""
    return "".join(
        _paragraph(bias.reason, f"Grund der Befangenheit ({bias.name})")
        for bias in facts.biases
        if bias.reason
    )
