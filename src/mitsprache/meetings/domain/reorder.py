"""Moving an item within the tree of an agenda. Pure: places in, changed places out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from mitsprache.meetings.domain.numbering import DEEPEST


class Move(StrEnum):
    """A step by which an item can be moved."""

    UP = "up"
    DOWN = "down"
    IN = "in"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item stands: below which other (None: on the first level), at which position.

    Public and non-public items of one level are two rows, as they are numbered in two parts.
    """

    id: int
    parent: int | None
    position: int
    public: bool = True


Row = tuple[int | None, bool]


def _rows(places: Iterable[Place]) -> dict[Row, list[Place]]:
    rows: dict[Row, list[Place]] = {}
    for place in sorted(places, key=lambda place: (place.position, place.id)):
        rows.setdefault((place.parent, place.public), []).append(place)
    return rows


def _level(id_: int | None, by_id: Mapping[int, Place]) -> int:
    level = 0
    while id_ is not None and level <= DEEPEST:
        level += 1
        id_ = by_id[id_].parent if id_ in by_id else None
    return level


def _height(id_: int, places: Iterable[Place]) -> int:
    """Return how many levels the item and what is below it take."""
    places = list(places)
    level, height = {id_}, 0
    seen: set[int] = set()
    while level:
        height += 1
        seen |= level
        level = {place.id for place in places if place.parent in level} - seen
    return height


def moved(
    places: Iterable[Place], id_: int, move: Move
) -> dict[int, tuple[int | None, int]] | None:
    """Return (parent, position) of every item whose place changes, or None if the step is impossible.

    Up and down change places with the neighbour. In puts the item, with what is below it, at the end
    below the item before it. Out puts it right after the item that it was below.

    Args:
        places: all items of the agenda.
        id_: the item to move.
        move: the step.

    Raises:
        KeyError: there is no such item.
    """
    places = list(places)
    by_id = {place.id: place for place in places}
    place = by_id[id_]
    rows = _rows(places)
    row = rows[(place.parent, place.public)]
    index = row.index(place)
    parent = place.parent
    if move in {Move.UP, Move.DOWN}:
        other = index + (-1 if move is Move.UP else 1)
        if not 0 <= other < len(row):
            return None
        row[index], row[other] = row[other], row[index]
        return _changes(by_id, {parent: row}, rows, place.public)
    if move is Move.IN:
        if index == 0:
            return None
        parent = row[index - 1].id
        if _level(parent, by_id) + _height(id_, places) > DEEPEST:
            return None
        target = [*rows.get((parent, place.public), []), place]
    else:
        above = by_id.get(place.parent) if place.parent is not None else None
        if above is None:
            return None
        parent = above.parent
        target = list(rows.get((parent, place.public), []))
        after = target.index(above) + 1 if above in target else len(target)
        target.insert(after, place)
    row.remove(place)
    return _changes(by_id, {place.parent: row, parent: target}, rows, place.public)


def _changes(
    by_id: Mapping[int, Place],
    new: Mapping[int | None, list[Place]],
    rows: Mapping[Row, list[Place]],
    public: bool,  # noqa: FBT001 (names the row)
) -> dict[int, tuple[int | None, int]]:
    """Number the changed rows anew; the other part's row of the same level goes on after it."""
    changes: dict[int, tuple[int | None, int]] = {}
    for parent, row in new.items():
        for position, place in enumerate([*row, *rows.get((parent, not public), [])], start=1):
            if (by_id[place.id].parent, by_id[place.id].position) != (parent, position):
                changes[place.id] = (parent, position)
    return changes


def possible(places: Iterable[Place], id_: int) -> set[Move]:
    """Return the steps that would move the item."""
    places = list(places)
    return {move for move in Move if moved(places, id_, move) is not None}


def place(
    places: Iterable[Place], id_: int, parent: int | None, position: int
) -> dict[int, tuple[int | None, int]] | None:
    """Return (parent, position) of every item whose place changes when one is put elsewhere.

    Args:
        places: all items of the agenda.
        id_: the item to put elsewhere, with what is below it.
        parent: what it shall stand below; None for the first level.
        position: how many items of its part shall stand before it there; more than there are puts
            it last.

    Returns:
        None where it can't stand: below itself, too deep, below an item that is not there, or
        public below what is not.

    Raises:
        KeyError: there is no such item.
    """
    places = list(places)
    by_id = {place.id: place for place in places}
    item = by_id[id_]
    if parent is not None and not _may_stand(item, parent, by_id, places):
        return None
    rows = _rows(places)
    row = rows[(item.parent, item.public)]
    row.remove(item)
    target = row if parent == item.parent else list(rows.get((parent, item.public), []))
    target.insert(max(position, 0), item)
    return _changes(by_id, {item.parent: row, parent: target}, rows, item.public)


def _may_stand(item: Place, parent: int, by_id: Mapping[int, Place], places: list[Place]) -> bool:
    above: int | None = parent
    level = 0
    while above is not None:
        level += 1
        place = by_id.get(above)
        if place is None or above == item.id or level > DEEPEST or place.public < item.public:
            return False
        above = place.parent
    return level + _height(item.id, places) <= DEEPEST


def fingerprint(places: Iterable[Place]) -> str:
    """Return 16 hexadecimal digits that stand for the order of an agenda."""
    rows = sorted((place.id, place.parent or 0, place.position, place.public) for place in places)
    return hashlib.sha256(repr(rows).encode()).hexdigest()[:16]
