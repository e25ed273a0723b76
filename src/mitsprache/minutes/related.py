"""How higher apps let visitors narrow the register of decisions; they register here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q

from mitsprache.kernel.access import Reason
from mitsprache.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Narrowing:
    """A select above the register.

    Attributes:
        name: of the parameter in the address.
        label: what stands above it.
        choices: returns (value, words) in the active language; at most one query.
        condition: returns the condition on agenda items for a value; it matches an item once.
    """

    name: str
    label: Reason
    choices: Callable[[Actor], list[tuple[str, str]]]
    condition: Callable[[str], Q]


_narrowings: list[Narrowing] = []


def register(narrowing: Narrowing) -> None:
    """Offer `narrowing`. Once per name."""
    if narrowing.name not in {known.name for known in _narrowings}:
        _narrowings.append(narrowing)


def narrowings() -> list[Narrowing]:
    """Return what was registered."""
    return list(_narrowings)
