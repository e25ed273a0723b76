"""Seats out of votes: this program beside two others, on the same votes in the same run."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

import apportionment.methods
from votelib.evaluate.proportional import HighestAverages

from mitsprache.elections.domain.allocation import allocate_seats

LISTS, SEATS, ROUNDS = 10_000, 1_000, 5
AIM = 0.03
"""Seconds."""


def fastest(run: Callable[[], object]) -> float:
    """Return the seconds of the fastest of some rounds."""
    times = []
    for _round in range(ROUNDS):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return min(times)


def report() -> list[str]:
    """Return lines on an allocation of many seats to many lists."""
    chance = random.Random(1)
    votes = {f"list {number}": chance.randint(1, 1_000_000) for number in range(LISTS)}
    numbers = list(votes.values())
    ours = fastest(lambda: allocate_seats(votes, SEATS))
    others = {
        "votelib": fastest(lambda: HighestAverages("sainte_lague").evaluate(votes, SEATS)),
        "apportionment (floats)": fastest(
            lambda: apportionment.methods.compute(
                "saintelague", numbers, SEATS, parties=list(votes), verbose=False
            )
        ),
    }
    return [
        f"{LISTS} lists, {SEATS} seats, exact: {ours * 1000:.1f} ms (aim {AIM * 1000:.0f} ms)",
        *(f"  {name}: {seconds / ours:.1f} times as long" for name, seconds in others.items()),
    ]
