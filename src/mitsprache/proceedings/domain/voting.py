"""From the counts of a vote to its outcome and its wording.

Abstentions and invalid votes count for the quorum, not for the majority; a tie is a rejection
(§ 50 GO NRW).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

SIMPLE: Final = "simple"
STATUTORY: Final = "statutory"
TWO_THIRDS: Final = "two_thirds"
"""Kinds of majority, as `enums.Majority` stores them."""
YES: Final = "yes"
NO: Final = "no"
ABSTAIN: Final = "abstain"
"""Choices, as `enums.Choice` stores them."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many voted what."""

    yes: int = 0
    no: int = 0
    abstentions: int = 0
    invalid: int = 0

    @property
    def cast(self) -> int:
        """All who voted, whatever they said."""
        return self.yes + self.no + self.abstentions + self.invalid


class Result(StrEnum):
    """What a vote ended with, in the words that minutes know; the number of abstentions comes besides."""

    ADOPTED_UNANIMOUSLY = "adopted_unanimously"
    ADOPTED_WITH_ABSTENTIONS = "adopted_with_abstentions"
    ADOPTED_BY_MAJORITY = "adopted_by_majority"
    REJECTED_UNANIMOUSLY = "rejected_unanimously"
    REJECTED_WITH_ABSTENTIONS = "rejected_with_abstentions"
    REJECTED_BY_MAJORITY = "rejected_by_majority"
    REJECTED_BY_TIE = "rejected_by_tie"
    MAJORITY_MISSED = "majority_missed"
    """More yes than no, but fewer than the rules ask for."""
    NOBODY_DECIDED = "nobody_decided"
    """Neither a yes nor a no; that is a rejection too."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What follows from the counts.

    Attributes:
        result: the words.
        counts: the counts that it follows from.
        needed: how many yes votes were needed.
    """

    result: Result
    counts: Counts
    needed: int

    @property
    def is_adopted(self) -> bool:
        """Whether the motion is adopted."""
        return self.result in ADOPTED

    @property
    def is_unanimous(self) -> bool:
        """Whether nobody voted against the outcome."""
        return self.result in {
            Result.ADOPTED_UNANIMOUSLY,
            Result.ADOPTED_WITH_ABSTENTIONS,
            Result.REJECTED_UNANIMOUSLY,
            Result.REJECTED_WITH_ABSTENTIONS,
        }


ADOPTED: Final = frozenset(
    {Result.ADOPTED_UNANIMOUSLY, Result.ADOPTED_WITH_ABSTENTIONS, Result.ADOPTED_BY_MAJORITY}
)


def needed(counts: Counts, majority: str, statutory: int) -> int:
    """Return how many yes votes adopt a motion.

    Args:
        counts: the votes; a simple majority depends on the no votes.
        majority: 'simple', 'statutory' or 'two_thirds'.
        statutory: the statutory number of members, vacant seats included.
    """
    if majority == STATUTORY:
        return statutory // 2 + 1
    if majority == TWO_THIRDS:
        return (2 * statutory + 2) // 3
    return counts.no + 1


def outcome(counts: Counts, majority: str, statutory: int) -> Outcome:
    """Return what follows from the counts by the kind of majority."""
    enough = needed(counts, majority, statutory)
    return Outcome(result_of(counts, adopted=counts.yes >= enough), counts, enough)


def result_of(counts: Counts, *, adopted: bool) -> Result:
    """Return the words for counts whose outcome is known already, as of a vote long closed."""
    silent = bool(counts.abstentions)
    if adopted:
        unanimous = Result.ADOPTED_WITH_ABSTENTIONS if silent else Result.ADOPTED_UNANIMOUSLY
        return Result.ADOPTED_BY_MAJORITY if counts.no else unanimous
    if counts.yes > counts.no:
        return Result.MAJORITY_MISSED
    if counts.yes:
        return Result.REJECTED_BY_TIE if counts.yes == counts.no else Result.REJECTED_BY_MAJORITY
    if counts.no:
        return Result.REJECTED_WITH_ABSTENTIONS if silent else Result.REJECTED_UNANIMOUSLY
    return Result.NOBODY_DECIDED


def excess(counts: Counts, entitled: int) -> tuple[str, ...]:
    """Return the names of the counts that can't be right; () if they can.

    A count that alone exceeds those present and entitled is named alone. Where only the sum is too
    high, every count above zero may be the wrong one.
    """
    if counts.cast <= entitled:
        return ()
    names = ("yes", "no", "abstentions", "invalid")
    alone = tuple(name for name in names if getattr(counts, name) > entitled)
    return alone or tuple(name for name in names if getattr(counts, name))


def counted(choices: Iterable[str]) -> Counts:
    """Return the counts of the choices in a roll call."""
    every = list(choices)
    return Counts(every.count(YES), every.count(NO), every.count(ABSTAIN))


def with_rest(counts: Counts, entitled: int) -> Counts:
    """Return `counts` with everybody else as a yes: hands are counted against and abstaining only."""
    rest = entitled - counts.no - counts.abstentions - counts.invalid
    return Counts(max(rest, 0), counts.no, counts.abstentions, counts.invalid)
