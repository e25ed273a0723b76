"""Quorum: more than half must be there; presumed until somebody doubts it and it is found lacking.

Source: § 49 GO NRW and the rules of procedure. Whether vacant seats count is a rule of the term, so
the number that is halved (`base`) comes from outside.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Standing(StrEnum):
    """Whether the body can decide."""

    MET = "met"
    PRESUMED = "presumed"
    """Too few are there, but nobody has doubted it yet: the body can decide."""
    LACKING = "lacking"
    """Doubted and found lacking: the body can't decide."""
    SECOND_CALL = "second_call"
    """Called a second time on the same items: the body decides whatever the number."""


@dataclass(frozen=True, slots=True)
class Quorum:
    """The quorum at a moment.

    Attributes:
        present: members with a vote in the room, deputies who stand in for one included.
        base: the statutory or the filled number of members, as the rules say.
        standing: whether the body can decide.
    """

    present: int
    base: int
    standing: Standing

    @property
    def needed(self) -> int:
        """The smallest number that is more than half."""
        return needed(self.base)

    @property
    def is_enough(self) -> bool:
        """Whether enough members are there, whatever was found before."""
        return self.present >= self.needed

    @property
    def can_decide(self) -> bool:
        """Whether votes can be taken."""
        return self.standing is not Standing.LACKING


def needed(base: int) -> int:
    """Return the smallest number that is more than half of `base`."""
    return base // 2 + 1


def quorum(*, present: int, base: int, found_lacking: bool, second_call: bool) -> Quorum:
    """Return the quorum.

    Args:
        present: members with a vote in the room.
        base: the number of which more than half must be there.
        found_lacking: the chair found, on a doubt, that too few are there; it holds until the chair
            finds that enough are there again, not just until somebody comes back.
        second_call: the session was called a second time on the same items.
    """
    if second_call:
        standing = Standing.SECOND_CALL
    elif found_lacking:
        standing = Standing.LACKING
    elif present >= needed(base):
        standing = Standing.MET
    else:
        standing = Standing.PRESUMED
    return Quorum(present, base, standing)
