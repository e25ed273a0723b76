"""Days, moments, numbers and flags in the files; markers as in `texts`."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.utils import timezone

from mitsprache.exchange.format.base import Marker, wrong
from mitsprache.exchange.tree import Fraction, Whole

SMALL: Final = 32_767
"""Largest whole number of the database's small columns."""

_MOMENT: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2})?"
)


@dataclass(frozen=True)
class Day(Marker):
    """A day, 2014-09-02."""

    required: bool = False

    def read(self, value: Any) -> dt.date | None:
        """Return the day, None for nothing."""
        if value is None and not self.required:
            return None
        if not isinstance(value, str) or len(value.strip()) != len("2014-09-02"):
            raise wrong("empty" if value is None else "day")
        try:
            return dt.date.fromisoformat(value.strip())
        except ValueError as error:
            raise wrong("day") from error

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema."""
        day = {"type": "string", "format": "date"}
        return day if self.required else {"anyOf": [day, {"type": "null"}]}


@dataclass(frozen=True)
class Moment(Marker):
    """A moment, 2014-09-02T16:00; without an offset in the installation's time zone."""

    required: bool = False

    def read(self, value: Any) -> dt.datetime | None:
        """Return the aware moment, None for nothing."""
        if value is None and not self.required:
            return None
        if not isinstance(value, str) or not _MOMENT.fullmatch(value.strip()):
            raise wrong("empty" if value is None else "moment")
        try:
            moment = dt.datetime.fromisoformat(value.strip())
        except ValueError as error:
            raise wrong("moment") from error
        return timezone.make_aware(moment) if timezone.is_naive(moment) else moment

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema."""
        moment = {"type": "string", "pattern": f"^{_MOMENT.pattern}$"}
        return moment if self.required else {"anyOf": [moment, {"type": "null"}]}


@dataclass(frozen=True)
class Number(Marker):
    """A whole number."""

    least: int = 0
    most: int = SMALL
    blank: bool = False

    def read(self, value: Any) -> int | None:
        """Return the number, None for nothing where that is allowed."""
        if value is None and self.blank:
            return None
        if isinstance(value, bool) or not isinstance(value, int):
            raise wrong("empty" if value is None else "whole_number")
        if not self.least <= value <= self.most:
            raise wrong("range", least=self.least, most=self.most)
        return int(value)

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema."""
        number = {"type": "integer", "minimum": self.least, "maximum": self.most}
        return {"anyOf": [number, {"type": "null"}]} if self.blank else number


@dataclass(frozen=True)
class Degrees(Marker):
    """A geographical latitude or longitude; kept with six decimals (about ten centimetres)."""

    most: int

    def read(self, value: Any) -> Decimal | None:
        """Return the number, None for nothing."""
        if value is None:
            return None
        if not isinstance(value, Whole | Fraction):
            raise wrong("number")
        degrees = Decimal(value.written)
        if not -self.most <= degrees <= self.most:
            raise wrong("range", least=-self.most, most=self.most)
        return degrees.quantize(Decimal("0.000001"))

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema."""
        number = {"type": "number", "minimum": -self.most, "maximum": self.most}
        return {"anyOf": [number, {"type": "null"}]}


@dataclass(frozen=True)
class Money(Marker):
    """An amount in euros with at most two decimals, not below nothing."""

    most: Decimal = Decimal("99999.99")

    def read(self, value: Any) -> Decimal:
        """Return the amount."""
        if not isinstance(value, Whole | Fraction):
            raise wrong("empty" if value is None else "number")
        amount = Decimal(value.written)
        if not 0 <= amount <= self.most:
            raise wrong("range", least=0, most=str(self.most))
        if amount != amount.quantize(Decimal("0.01")):
            raise wrong("cents")
        return amount.quantize(Decimal("0.01"))

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema."""
        return {"type": "number", "minimum": 0, "maximum": float(self.most), "multipleOf": 0.01}


@dataclass(frozen=True)
class Flag(Marker):
    """true or false; left out or empty means not known where `blank`."""

    blank: bool = False

    def read(self, value: Any) -> bool | None:
        """Return the value."""
        if isinstance(value, bool) or (value is None and self.blank):
            return value
        raise wrong("empty" if value is None else "flag")

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema."""
        flag = {"type": "boolean"}
        return {"anyOf": [flag, {"type": "null"}]} if self.blank else flag
