"""Where the seats of a council stand in a half circle."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

INNER: Final = 0.45
"""Radius of the innermost row as a share of the outermost one."""
MOST_ROWS: Final = 14
GAP: Final = 0.9
"""Share of the room between two neighbours that their seats fill."""
LARGEST: Final = 0.13
"""Largest radius of a seat as a share of the outermost row's, so that five seats stay seats."""
TONES: Final = 18
"""How many colours with patterns there are; from 10 on they are the light ones of 1 to 9."""
SPARE: Final = (*range(14, TONES + 1), *range(13, 0, -1))
"""Tones for groups that wish none: first those that lists with low numbers do not have."""


@dataclass(frozen=True, slots=True)
class Seat:
    """One place: its number from the left (0 first), its row (0 innermost), its centre."""

    number: int
    row: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Hall:
    """The seats and the radius of each, in units of the drawing; y grows downwards."""

    radius: float
    seats: tuple[Seat, ...]


def half_circle(count: int, *, width: float = 200.0, height: float = 104.0) -> Hall:
    """Lay out `count` seats in as many rows as give the largest seats.

    The half circle opens downwards and fills a drawing of `width` by `height` in its middle. Seats
    are numbered by their angle from left to right, so that a run of numbers forms a wedge. The same
    count always gives the same places.

    Raises:
        ValueError: `count` is negative, or the drawing has no area.
    """
    if count < 0 or width <= 0 or height <= 0:
        raise ValueError("a hall needs a count of at least 0 and a drawing with an area")
    rows = max(
        (_rows(count, number) for number in range(1, min(count, MOST_ROWS) + 1)),
        key=_seat_radius,
        default=(),
    )
    radius = min(LARGEST, _seat_radius(rows))
    scale = min(width / (2 + 2 * radius), height / (1 + 2 * radius))
    bottom = (height + scale) / 2
    places = sorted(
        (angle, -row, distance)
        for row, (distance, filled) in enumerate(rows)
        for angle in _angles(filled)
    )
    return Hall(
        radius=round(scale * radius, 2),
        seats=tuple(
            Seat(
                number=number,
                row=-outwards,
                x=round(width / 2 - scale * distance * math.cos(angle), 2),
                y=round(bottom - scale * distance * math.sin(angle), 2),
            )
            for number, (angle, outwards, distance) in enumerate(places)
        ),
    )


def _rows(count: int, number: int) -> tuple[tuple[float, int], ...]:
    """Share `count` seats among `number` rows by their length: (radius, seats), inner row first."""
    step = (1 - INNER) / (number - 1) if number > 1 else 0.0
    radii = [1 - step * (number - 1 - row) for row in range(number)]
    quotas = [count * radius / sum(radii) for radius in radii]
    filled = [math.floor(quota) for quota in quotas]
    by_rest = sorted(range(number), key=lambda row: (filled[row] - quotas[row], -row))
    for row in by_rest[: count - sum(filled)]:
        filled[row] += 1
    return tuple((radius, seats) for radius, seats in zip(radii, filled, strict=True) if seats)


def _seat_radius(rows: Sequence[tuple[float, int]]) -> float:
    """Return the largest radius at which no two seats touch, the outermost row having radius 1."""
    rooms = [outer[0] - inner[0] for inner, outer in pairwise(rows)]
    rooms += [
        2 * radius * math.sin(math.pi / (2 * (seats - 1))) for radius, seats in rows if seats > 1
    ]
    return GAP * min(rooms, default=1.0) / 2


def _angles(count: int) -> list[float]:
    """Spread `count` seats over the half circle, both ends included; one alone sits in the middle."""
    if count == 1:
        return [math.pi / 2]
    return [math.pi * place / (count - 1) for place in range(count)]


def distinct_tones(wished: Sequence[int | None]) -> list[int]:
    """Give each group a tone (1 to 18) of its own, the wished one where it is still free.

    Who comes later takes the other shade of the same colour, else the first free tone. Beyond 18
    groups tones come again.
    """
    taken = {tone for tone in wished if tone}
    spare = [tone for tone in SPARE if tone not in taken]
    given: list[int] = []
    for wish in wished:
        shade = (wish + TONES // 2 - 1) % TONES + 1 if wish else 0
        choices = [*([wish] if wish else []), *([shade] if shade in spare else []), *spare]
        given.append(next((tone for tone in choices if tone not in given), len(given) % TONES + 1))
    return given
