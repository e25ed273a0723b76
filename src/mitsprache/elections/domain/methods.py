"""The methods by which seats follow from votes."""

from __future__ import annotations

from enum import Enum
from fractions import Fraction


class Method(Enum):
    """A method of allocation; the values are its names in files and commands."""

    SAINTE_LAGUE = "sainte-lague"
    """Divisor with standard rounding (Sainte-Laguë/Schepers), § 33 KWahlG NRW."""
    D_HONDT = "dhondt"
    """Divisor with rounding down."""
    HARE_NIEMEYER = "hare-niemeyer"
    """Quota and largest remainders."""

    @property
    def step(self) -> int:
        """How much the divisors of the quotients grow from seat to seat (1, 3, 5 … or 1, 2, 3 …)."""
        return 2 if self is Method.SAINTE_LAGUE else 1

    def divisor_of_seat(self, seat: int) -> int:
        """Return the divisor of a list's `seat`-th seat, counted from 1."""
        return 1 + self.step * (seat - 1)

    def quotient(self, votes: int, seat: int) -> Fraction:
        """Return the largest divisor with which a list of `votes` gets its `seat`-th seat.

        With standard rounding that is votes ÷ (seat − ½), with rounding down votes ÷ seat.
        """
        return Fraction(votes * self.step, self.divisor_of_seat(seat))

    def rounded(self, votes: int, divisor: Fraction) -> int:
        """Return the seats of a list of `votes` with a `divisor`."""
        share = votes / divisor
        return int(share + Fraction(1, 2)) if self is Method.SAINTE_LAGUE else int(share)


SAINTE_LAGUE = Method.SAINTE_LAGUE
D_HONDT = Method.D_HONDT
HARE_NIEMEYER = Method.HARE_NIEMEYER
