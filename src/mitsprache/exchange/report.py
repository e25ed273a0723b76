"""What came of loading."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mitsprache.exchange.kinds import KINDS
from mitsprache.exchange.problems import Problem

Progress = Callable[[str, int, int], None]
"""Called with what is worked on, how much of it is done, and how much there is."""


@dataclass(slots=True)
class Counts:
    """How many records of a kind were created, updated, deleted, left as they were."""

    created: int = 0
    updated: int = 0
    deleted: int = 0
    unchanged: int = 0

    @property
    def written(self) -> int:
        """How many were written."""
        return self.created + self.updated + self.deleted


@dataclass(slots=True)
class LoadReport:
    """What was written, by kind, and what the loader wants to be known."""

    counts: dict[str, Counts] = field(default_factory=lambda: {name: Counts() for name in KINDS})
    warnings: list[Problem] = field(default_factory=list)

    @property
    def written(self) -> int:
        """How many records were written."""
        return sum(counts.written for counts in self.counts.values())

    def __str__(self) -> str:
        lines = [
            _(
                "{kind}: {created} neu, {updated} geändert, {deleted} gelöscht, {unchanged} gleich"
            ).format(
                kind=KINDS[name].model._meta.verbose_name_plural,
                created=counts.created,
                updated=counts.updated,
                deleted=counts.deleted,
                unchanged=counts.unchanged,
            )
            for name, counts in self.counts.items()
            if counts.written
        ]
        if not lines:
            lines = [_("Nichts zu tun: Alles steht schon so in der Datenbank.")]
        if self.warnings:
            count = len(self.warnings)
            lines.append(
                ngettext("{count} Hinweis:", "{count} Hinweise:", count).format(count=count)
            )
            lines += [f"  {warning}" for warning in self.warnings]
        return "\n".join(lines)
