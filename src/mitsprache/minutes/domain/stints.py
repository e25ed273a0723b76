"""Who led which items, for where the chair changed: each signs for the items led."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stint:
    """A person and the numbers of the items that this person led, in the order of the session."""

    person: int
    numbers: tuple[str, ...]


def stints(items: Iterable[tuple[str, int | None]], chair: int) -> tuple[Stint, ...]:
    """Return who led what.

    Args:
        items: (number, primary key of who led it) in the order of the agenda; None means `chair`.
        chair: primary key of who opened the session; signs alone where there was no item.
    """
    led: dict[int, list[str]] = {}
    for number, person in items:
        led.setdefault(chair if person is None else person, []).append(number)
    return tuple(Stint(person, tuple(numbers)) for person, numbers in (led or {chair: []}).items())


def ranges(numbers: Sequence[str], order: Sequence[str]) -> str:
    """Return `numbers` as ranges of neighbours in `order`: '1–3.2, 7'.

    Raises:
        ValueError: a number is none of the agenda's.
    """
    places = sorted(order.index(number) for number in numbers)
    found: list[list[int]] = []
    for place in places:
        if found and place == found[-1][-1] + 1:
            found[-1].append(place)
        else:
            found.append([place])
    return ", ".join(
        order[run[0]] if len(run) == 1 else f"{order[run[0]]}–{order[run[-1]]}" for run in found
    )
