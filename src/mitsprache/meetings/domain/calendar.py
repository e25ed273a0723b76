"""Months as weeks from Monday to Sunday (ISO 8601), whatever the language of the page."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from typing import Final

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2199


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A month of a year."""

    year: int
    month: int

    @classmethod
    def of(cls, day: dt.date) -> Month:
        """Return the month that holds `day`."""
        return cls(day.year, day.month)

    @property
    def exists(self) -> bool:
        """Whether it is a month of the years that a calendar page shows."""
        return FIRST_YEAR <= self.year <= LAST_YEAR and 1 <= self.month <= 12

    @property
    def first_day(self) -> dt.date:
        """The first day."""
        return dt.date(self.year, self.month, 1)

    def plus(self, months: int) -> Month:
        """Return the month so many later (negative: earlier)."""
        index = self.year * 12 + self.month - 1 + months
        return Month(index // 12, index % 12 + 1)

    def weeks(self) -> list[list[dt.date]]:
        """Return the weeks that hold a day of the month, each with its seven days."""
        lead = self.first_day.weekday()
        length = calendar.monthrange(self.year, self.month)[1]
        start = self.first_day - dt.timedelta(days=lead)
        return [
            [start + dt.timedelta(days=week * 7 + day) for day in range(7)]
            for week in range((lead + length + 6) // 7)
        ]
