"""Places in a long list by moment and key, so that a page stays the same when rows are added."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from django.db import models
from django.db.models import Q, QuerySet

FORM: Final = re.compile(r"(\d{8}T\d{12})Z-(\d{1,18})", re.ASCII)
WRITTEN: Final = "%Y%m%dT%H%M%S%f"

M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True, slots=True)
class Place:
    """The row after which a page begins: its moment and primary key."""

    moment: dt.datetime
    pk: int

    def __str__(self) -> str:
        moment = self.moment.astimezone(dt.UTC)
        return f"{moment.year:04}{moment:%m%dT%H%M%S%f}Z-{self.pk}"

    @classmethod
    def read(cls, written: str) -> Place | None:
        """Return the place that `str` wrote, or None for anything else."""
        match = FORM.fullmatch(written)
        if not match:
            return None
        try:
            moment = dt.datetime.strptime(match[1], WRITTEN).replace(tzinfo=dt.UTC)
        except ValueError:
            return None
        return cls(moment, int(match[2]))


@dataclass(frozen=True, slots=True)
class Chunk(Generic[M]):
    """Some rows of a list, newest first, and where the next ones begin (None: there are none)."""

    rows: list[M]
    before: Place | None = None


def newest_first(rows: QuerySet[M], moment: str, place: Place | None, size: int) -> Chunk[M]:
    """Return the `size` newest of `rows` by the column `moment`, older than `place`. One query."""
    if place is not None:
        older = Q(**{f"{moment}__lt": place.moment}) | Q(pk__lt=place.pk)
        rows = rows.filter(older, **{f"{moment}__lte": place.moment})
    found = list(rows.order_by(f"-{moment}", "-pk")[: size + 1])
    if len(found) <= size:
        return Chunk(found)
    last = found[size - 1]
    return Chunk(found[:size], Place(getattr(last, moment), last.pk))
