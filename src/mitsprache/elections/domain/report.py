"""An allocation as data for JSON and CSV."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from mitsprache.elections.domain.outcome import Allocation, Row, shown


def as_data(allocation: Allocation) -> dict[str, Any]:
    """Return the allocation in JSON's types.

    Numbers that need not be whole stand twice: exact as 'numerator/denominator', and with four
    decimals as official tables print them.
    """
    last, missed, span = allocation.last_seat, allocation.first_missed, allocation.divisor_range
    return {
        "method": allocation.given.method.value,
        "seats_to_give": allocation.given.seats,
        "votes": allocation.given.votes,
        "seats": allocation.seats,
        "filled": allocation.filled,
        "vacant": allocation.vacant,
        "vacant_by_list": allocation.vacant_by_list,
        "start_divisor": _number(allocation.start_divisor),
        "divisor": _number(allocation.divisor),
        "divisor_range": {"above": _number(span[0]), "up_to": _number(span[1])} if span else None,
        "steps": [
            {
                "divisor": _number(step.divisor),
                "list": step.list,
                "change": step.change,
                "total": step.total,
            }
            for step in allocation.steps
        ],
        "quotients": [_row(row) for row in allocation.table],
        "last_seat": _row(last) if last else None,
        "first_missed": _row(missed) if missed else None,
        "near_ties": [
            {"shown": near.shown, "awarded": list(near.awarded), "missed": list(near.missed)}
            for near in allocation.near_ties
        ],
        "open_ties": [
            {"seats": tie.seats, "between": list(tie.between)} for tie in allocation.open_ties
        ],
        "lots": [
            {
                "among": sorted(lot.among),
                "winners": list(lot.winners),
                "drawn_by": lot.drawn_by,
                "drawn_at": lot.drawn_at.isoformat(),
                "before": lot.before,
            }
            for lot in allocation.lots
        ],
    }


def _number(value: Fraction | None) -> dict[str, str] | None:
    if value is None:
        return None
    return {"exact": f"{value.numerator}/{value.denominator}", "shown": shown(value)}


def _row(row: Row) -> dict[str, Any]:
    return {
        "list": row.list,
        "seat": row.seat,
        "quotient": _number(row.quotient),
        "awarded": row.is_awarded,
    }
