"""What higher apps know about an organization; they register here, and its pages show it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from mitsprache.council.models import Organization
from mitsprache.kernel.actor import Actor
from mitsprache.kernel.models import TranslatedRecord


@dataclass(frozen=True, slots=True)
class Area:
    """Something an organization takes part in: a record with a title, its page, and how."""

    record: TranslatedRecord
    url: str
    part: str


Provider = Callable[[Actor, Sequence[Organization]], Mapping[int, Sequence[Area]]]
"""Returns areas by the organization's primary key, in a number of queries that does not grow."""

_providers: list[Provider] = []


def register(provider: Provider) -> None:
    """Let pages of organizations show what `provider` knows. Once per provider."""
    if provider not in _providers:
        _providers.append(provider)


def areas_of(viewer: Actor, organizations: Sequence[Organization]) -> dict[int, list[Area]]:
    """Return what every provider knows about `organizations`, by primary key."""
    areas: dict[int, list[Area]] = {one.pk: [] for one in organizations}
    for provider in _providers:
        for pk, found in provider(viewer, organizations).items():
            areas[pk].extend(found)
    return areas
