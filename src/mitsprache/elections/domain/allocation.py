"""Seats out of votes, in whole numbers and fractions only.

The rule of North Rhine-Westphalia (§ 33 KWahlG NRW, used for integration councils too) divides every
list's votes by one divisor and rounds; the divisor is raised or lowered until all seats are given
(Sainte-Laguë/Schepers). The same seats follow from the highest quotients votes ÷ (s − ½), which is
how they are found here: no divisor is guessed, so no result hangs on rounding.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from heapq import heapify, heapreplace

from mitsprache.elections.domain.methods import D_HONDT, HARE_NIEMEYER, SAINTE_LAGUE, Method
from mitsprache.elections.domain.outcome import Allocation, Given, Lot, UnresolvedTie

__all__ = [
    "D_HONDT",
    "HARE_NIEMEYER",
    "SAINTE_LAGUE",
    "Allocation",
    "Lot",
    "Method",
    "UnresolvedTie",
    "allocate_seats",
]


def allocate_seats(
    votes: Mapping[str, int],
    seats: int,
    *,
    method: Method = SAINTE_LAGUE,
    candidates: Mapping[str, int] | None = None,
    lots: Sequence[Lot] = (),
    threshold: Fraction | None = None,
) -> Allocation:
    """Return who gets how many of `seats`, and how that came about.

    Args:
        votes: valid votes of each list or single candidate.
        seats: seats to give, at least one.
        method: Sainte-Laguë/Schepers, d'Hondt or Hare/Niemeyer.
        candidates: how many persons a list has; a list that is not named has enough. Seats that a
            list wins beyond them stay vacant; there is no second distribution.
        lots: lots that were drawn. One counts for a tie when it was drawn among exactly the lists
            that are tied, for exactly the seats at stake.
        threshold: share of the valid votes that a list needs, None for none.

    Returns:
        The allocation. A tie for the last seats without a matching lot leaves these seats open, as an
        `UnresolvedTie`; it is never guessed.

    Raises:
        TypeError: a number is none (a bool or float is not).
        ValueError: there is no list, a number is negative, or `seats` is below one.
    """
    _check(votes, seats, candidates or {}, threshold)
    needed = threshold * sum(votes.values()) if threshold else 0
    given = Given(
        votes=dict(votes),
        counted={name: number for name, number in votes.items() if number and number >= needed},
        seats=seats,
        method=method,
        candidates=dict(candidates or {}),
    )
    won = dict.fromkeys(votes, 0)
    if not given.counted:
        return Allocation(given, won)
    find = _by_remainders if method is HARE_NIEMEYER else _by_quotients
    sure, tied, stake = find(list(given.counted.values()), seats, method)
    names = list(given.counted)
    won.update(zip(names, sure, strict=True))
    if not tied:
        return Allocation(given, won)
    between = tuple(names[place] for place in tied)
    lot = next((lot for lot in lots if lot.settles(between, stake)), None)
    if lot is None:
        return Allocation(given, won, open_ties=(UnresolvedTie(between, stake),))
    for name in lot.winners:
        won[name] += 1
    return Allocation(given, won, lots=(lot,))


def _check(
    votes: Mapping[str, int],
    seats: int,
    candidates: Mapping[str, int],
    threshold: Fraction | None,
) -> None:
    _whole(seats, 1, "seats")
    if not votes:
        raise ValueError("votes: there is no list")
    _all_whole(votes, "votes")
    _all_whole(candidates, "candidates")
    for name in candidates:
        if name not in votes:
            raise ValueError(f"candidates of {name!r}: there is no such list")
    if threshold is not None and not 0 <= threshold <= 1:
        raise ValueError(f"threshold: {threshold} is no share")


def _all_whole(numbers: Mapping[str, int], what: str) -> None:
    if all(type(number) is int and number >= 0 for number in numbers.values()):
        return
    for name, number in numbers.items():
        _whole(number, 0, f"{what} of {name!r}")


def _whole(number: object, least: int, what: str) -> None:
    if isinstance(number, bool) or not isinstance(number, int):
        raise TypeError(f"{what}: {number!r} is no whole number")
    if number < least:
        raise ValueError(f"{what}: {number} is below {least}")


Found = tuple[list[int], list[int], int]
"""Seats that are sure, by place; places of the lists that are tied; seats that these tie for."""


def _by_quotients(votes: Sequence[int], seats: int, method: Method) -> Found:
    """Give the seats to the highest quotients votes ÷ d, with a priority queue.

    Two different quotients with divisors up to D differ by at least 1 ÷ D², so ⌊quotient · D²⌋ orders
    them exactly. With the place of the list added it is one whole number, and the queue compares
    nothing else.
    """
    count, step = len(votes), method.step
    scale = method.divisor_of_seat(seats + 1) ** 2
    last_place = count - 1
    queue = [-(number * scale * count + last_place - place) for place, number in enumerate(votes)]
    heapify(queue)
    won = [0] * count
    edge = 0
    for _seat in range(seats):
        edge, rest = divmod(-queue[0], count)
        place = last_place - rest
        won[place] += 1
        divisor = 1 + step * won[place]
        heapreplace(queue, -(votes[place] * scale // divisor * count + rest))
    if -queue[0] // count != edge:
        return won, [], 0
    missed = [last_place - -entry % count for entry in queue if -entry // count == edge]
    inside = [
        place
        for place, number in enumerate(votes)
        if won[place] and number * scale // method.divisor_of_seat(won[place]) == edge
    ]
    for place in inside:
        won[place] -= 1
    return won, sorted([*inside, *missed]), len(inside)


def _by_remainders(votes: Sequence[int], seats: int, _method: Method) -> Found:
    """Give each list its share rounded down, and what is left to the largest remainders."""
    basis = sum(votes)
    won = [number * seats // basis for number in votes]
    rests = [number * seats % basis for number in votes]
    left = seats - sum(won)
    order = sorted(range(len(votes)), key=lambda place: -rests[place])
    if not left:
        return won, [], 0
    edge = rests[order[left - 1]]
    tied = [place for place, rest in enumerate(rests) if rest == edge]
    above = [place for place, rest in enumerate(rests) if rest > edge]
    stake = left - len(above)
    for place in above if len(tied) > stake else [*above, *tied]:
        won[place] += 1
    return (won, tied, stake) if len(tied) > stake else (won, [], 0)
