"""Elections within the body: majority of valid votes, run-off of the top two, lot.

Before the last ballot, who has more than half of the valid votes is elected; else the two strongest
go into the next ballot. In the last one most votes win, and equal votes are decided by a lot that
somebody draws and the record keeps: nothing here is random.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Ballot:
    """The counts of one ballot: votes by candidate, and what was none for anybody."""

    votes: Mapping[int, int]
    no: int = 0
    abstentions: int = 0
    invalid: int = 0

    @property
    def cast(self) -> int:
        """All who voted."""
        return sum(self.votes.values()) + self.no + self.abstentions + self.invalid

    def valid(self, *, no_votes_valid: bool) -> int:
        """Return the valid votes; abstentions are none, no-votes are if the rules say so."""
        return sum(self.votes.values()) + (self.no if no_votes_valid else 0)


class Step(StrEnum):
    """What follows from a ballot."""

    ELECTED = "elected"
    NEXT_BALLOT = "next_ballot"
    LOT = "lot"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What follows from a ballot, and for whom: the one elected, or those who go on."""

    step: Step
    candidates: tuple[int, ...] = ()


def outcome(ballot: Ballot, *, is_last: bool, no_votes_valid: bool) -> Outcome:
    """Return what follows from a ballot.

    Args:
        ballot: the counts.
        is_last: whether it is the last ballot that the rules provide for.
        no_votes_valid: whether a no-vote is a valid vote.
    """
    top = max(ballot.votes.values(), default=0)
    valid = ballot.valid(no_votes_valid=no_votes_valid)
    leaders = tuple(sorted(one for one, votes in ballot.votes.items() if votes == top))
    if top and top * 2 > valid:
        return Outcome(Step.ELECTED, leaders)
    if not is_last:
        return Outcome(Step.NEXT_BALLOT, strongest_two(ballot.votes))
    if not top or len(ballot.votes) == 1:
        return Outcome(Step.NOBODY)
    return Outcome(Step.ELECTED if len(leaders) == 1 else Step.LOT, leaders)


def strongest_two(votes: Mapping[int, int]) -> tuple[int, ...]:
    """Return who goes into the run-off: the top two, and all who tie for the second place."""
    ranked = sorted(votes.values(), reverse=True)
    least = ranked[1] if len(ranked) > 1 else 0
    return tuple(sorted(one for one, number in votes.items() if number >= least))
