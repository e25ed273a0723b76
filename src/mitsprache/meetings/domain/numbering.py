"""Numbers of agenda items, from their tree and order alone.

The public and the non-public part are numbered one after the other, so that the numbers of the
public part tell nothing about what the non-public part holds. What lies below a non-public item is
non-public itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

DEEPEST: Final = 12
"""Levels that an agenda can have; nobody reads deeper ones."""

SECTION: Final = "section"
"""The kind of an entry that only gathers items."""

E = TypeVar("E")
"""An item: it has `pk`, `parent_id`, `position` and `public`."""


@dataclass(frozen=True, slots=True)
class Numbered(Generic[E]):
    """An item with its number ('3.1') and the items below it."""

    number: str
    item: E
    children: tuple[Numbered[E], ...] = ()

    @property
    def is_vacant(self) -> bool:
        """Whether it is a section without items, which papers print as '-unbesetzt-'."""
        return getattr(self.item, "kind", "") == SECTION and not self.children

    def walk(self) -> Iterator[Numbered[E]]:
        """Yield this item and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Agenda(Generic[E]):
    """Both parts of an agenda, each in reading order."""

    public: tuple[Numbered[E], ...] = ()
    non_public: tuple[Numbered[E], ...] = ()

    @property
    def has_non_public_items(self) -> bool:
        """Whether the non-public part holds more than empty sections."""
        nodes = (node for top in self.non_public for node in top.walk())
        return any(not (node.children or node.is_vacant) for node in nodes)


def _place(item: Any) -> tuple[int, int]:
    return item.position, item.pk


def arrange(items: Iterable[E]) -> Agenda[E]:
    """Return the agenda of `items`, which come in any order.

    An item whose place can't be told (its parent is not among the items, or is below it) stands at
    the end of the non-public part: nothing is lost, and nothing is shown that should not be.
    """
    below: dict[int | None, list[Any]] = {}
    ordered: list[Any] = sorted(items, key=_place)
    for item in ordered:
        below.setdefault(item.parent_id, []).append(item)
    placed: set[int] = set()
    held_back: list[Any] = []

    def number(chosen: Iterable[Any], prefix: str, first: int, *, whole: bool) -> list[Numbered[E]]:
        result: list[Numbered[E]] = []
        for item in chosen:
            if item.pk in placed:
                continue
            if not (whole or item.public):
                held_back.append(item)
                continue
            placed.add(item.pk)
            own = f"{prefix}{first + len(result)}"
            lower = below.get(item.pk, ()) if own.count(".") < DEEPEST - 1 else ()
            result.append(Numbered(own, item, tuple(number(lower, f"{own}.", 1, whole=whole))))
        return result

    public = number(below.get(None, ()), "", 1, whole=False)
    hidden = number(held_back, "", len(public) + 1, whole=True)
    strays = [item for item in ordered if item.pk not in placed]
    hidden += number(strays, "", len(public) + len(hidden) + 1, whole=True)
    return Agenda(tuple(public), tuple(hidden))
