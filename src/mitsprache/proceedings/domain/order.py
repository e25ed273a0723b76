"""Putting an item of the agenda before another one. Pure: places in, changed positions out."""

from __future__ import annotations

from collections.abc import Iterable

from mitsprache.meetings.domain.reorder import Place


def put_before(places: Iterable[Place], moving: int, before: int | None) -> dict[int, int] | None:
    """Return the positions that change, or None if the items stand in different rows.

    A row is what stands on one level of one part, public or not: an item never changes part.

    Args:
        places: all items of the agenda.
        moving: the item to put elsewhere.
        before: the item it shall stand before; None puts it at the end of its row.

    Raises:
        KeyError: there is no item `moving`.
    """
    by_id = {place.id: place for place in places}
    place = by_id[moving]
    level = sorted(
        (one for one in by_id.values() if one.parent == place.parent),
        key=lambda one: (one.position, one.id),
    )
    row = [one for one in level if one.public == place.public and one is not place]
    ids = [one.id for one in row]
    if before is not None and before not in ids:
        return None
    row.insert(ids.index(before) if before is not None else len(row), place)
    others = [one for one in level if one.public != place.public]
    return {
        one.id: position
        for position, one in enumerate([*row, *others], start=1)
        if one.position != position
    }
