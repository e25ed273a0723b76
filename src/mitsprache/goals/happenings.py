"""What has happened about a goal: sessions here, news and the like from apps that register."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from mitsprache.goals.models import Goal
from mitsprache.kernel.actor import Actor
from mitsprache.kernel.models import TranslatedRecord

MOST: Final = 20
"""Happenings on the page of a goal, the latest ones."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One step of the thread.

    Attributes:
        at: when it was, or will be.
        phase: 'done' or 'next', as components/thread.html knows them.
        icon: name of the icon.
        state: what happened, in a word: 'beschlossen', 'Meldung'.
        record, field: the record and the text field that names it.
        url: where to read on.
        place, place_field: a record and text field that say where it was; None: nowhere.
        number: of an agenda item.
    """

    at: dt.datetime
    phase: str
    icon: str
    state: str
    record: TranslatedRecord
    field: str
    url: str
    place: TranslatedRecord | None = None
    place_field: str = ""
    number: str = ""

    @property
    def when(self) -> dt.datetime:
        """The moment, by the name that components/thread.html knows."""
        return self.at


Provider = Callable[[Actor, Goal, int], Iterable[Happening]]
"""Returns the latest happenings of a goal, at most so many, that the viewer may see.

The number of its queries does not grow with the data.
"""

_providers: list[Provider] = []


def register(provider: Provider) -> None:
    """Let pages of goals show what `provider` knows. Once per provider."""
    if provider not in _providers:
        _providers.append(provider)


def happenings_of(viewer: Actor, goal: Goal, most: int = MOST) -> list[Happening]:
    """Return the latest happenings of all providers, the oldest of them first."""
    found = [one for provider in _providers for one in provider(viewer, goal, most)]
    return sorted(found, key=lambda one: (one.at, one.url))[-most:]
