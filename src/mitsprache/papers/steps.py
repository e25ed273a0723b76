"""What became of a paper in sessions: told by the apps above that know sessions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from mitsprache.kernel.actor import Actor
from mitsprache.kernel.models import TranslatedRecord
from mitsprache.papers.models import Paper


@dataclass(frozen=True, slots=True)
class Step:
    """A session's item about a paper.

    Attributes:
        at: when the session began, or will.
        url: of the item.
        session: names the session by its field 'name'.
        number: of the item.
        result: what was decided, in words; '' while it is open.
        badge, icon: how the result looks.
        consultation: primary key of the step of the consultation sequence; None: outside of it.
    """

    at: dt.datetime
    url: str
    session: TranslatedRecord
    number: str
    result: str = ""
    badge: str = ""
    icon: str = ""
    consultation: int | None = None


Provider = Callable[[Actor, Paper], Iterable[Step]]
"""Returns what the viewer may know of a paper's way; the number of its queries does not grow."""

_providers: list[Provider] = []


def register(provider: Provider) -> None:
    """Let pages of papers show what `provider` knows. Once per provider."""
    if provider not in _providers:
        _providers.append(provider)


def steps_of(viewer: Actor, paper: Paper) -> list[Step]:
    """Return the steps of all providers in order of time."""
    found = [step for provider in _providers for step in provider(viewer, paper)]
    return sorted(found, key=lambda step: (step.at, step.number))
