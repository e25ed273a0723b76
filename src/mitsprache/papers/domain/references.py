"""Reference numbers of papers: a running number and the year's last two digits, as in 11948-14."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

FORM: Final = re.compile(r"([1-9][0-9]{0,5})-([0-9]{2})", re.ASCII)
FIRST_YEAR: Final = 1980
"""Two digits stand for a year from here on: '80' for 1980, '79' for 2079."""
LAST_NUMBER: Final = 999_999


@dataclass(frozen=True, slots=True, order=True)
class Reference:
    """The place of a paper among all papers, by year and running number within it.

    Raises:
        ValueError: year or number are out of reach, so that the reference could not be read back.
    """

    year: int
    number: int

    def __post_init__(self) -> None:
        if not FIRST_YEAR <= self.year < FIRST_YEAR + 100:
            raise ValueError(f"no reference can name the year {self.year}")
        if not 1 <= self.number <= LAST_NUMBER:
            raise ValueError(f"no reference can name the number {self.number}")

    def __str__(self) -> str:
        return f"{self.number}-{self.year % 100:02}"

    @classmethod
    def read(cls, written: str) -> Reference | None:
        """Return the reference that `str` wrote, None for anything else."""
        match = FORM.fullmatch(written)
        if not match:
            return None
        year = FIRST_YEAR + (int(match[2]) - FIRST_YEAR) % 100
        return cls(year, int(match[1]))

    @classmethod
    def following(cls, last: int, year: int) -> Reference:
        """Return the reference after the number `last` of `year` (0: the first)."""
        return cls(year, last + 1)
