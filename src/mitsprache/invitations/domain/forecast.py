"""Whether enough members will come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Coming(StrEnum):
    """What is known about one seat."""

    YES = "yes"
    OPEN = "open"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Seat:
    """A member with a vote and its deputy: replies as `enums.Reply` has them, None: no deputy."""

    reply: str
    deputy: str | None = None

    @property
    def coming(self) -> Coming:
        """What is to be expected of the seat.

        A member that sends the deputy has agreed so with it; a deputy that is called after a plain
        'no' has to answer first.
        """
        if self.reply == "accepted":
            return Coming.YES
        if self.reply == "":
            return Coming.OPEN
        if self.deputy is None or self.deputy == "declined":
            return Coming.NO
        if self.deputy == "accepted" or self.reply == "deputy":
            return Coming.YES
        return Coming.OPEN


class Outlook(StrEnum):
    """Whether the body will have its quorum."""

    REACHED = "reached"
    OPEN = "open"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Forecast:
    """How many seats will be filled, might be, and will not; and how many it takes."""

    needed: int
    yes: int
    open: int
    no: int

    @property
    def outlook(self) -> Outlook:
        """Reached if enough said yes; missed if not even those who are silent would do."""
        if self.yes >= self.needed:
            return Outlook.REACHED
        return Outlook.OPEN if self.yes + self.open >= self.needed else Outlook.MISSED

    @property
    def lacking(self) -> int:
        """How many more have to say yes."""
        return max(self.needed - self.yes, 0)


def forecast(seats: Iterable[Seat], base: int) -> Forecast:
    """Count the seats; more than half of `base` are needed."""
    coming = [seat.coming for seat in seats]
    return Forecast(
        needed=base // 2 + 1,
        yes=coming.count(Coming.YES),
        open=coming.count(Coming.OPEN),
        no=coming.count(Coming.NO),
    )
