"""Seats out of votes: real results, properties, ties, and agreement with two other programs."""

from __future__ import annotations

import datetime as dt
import json
import random
from fractions import Fraction
from pathlib import Path
from typing import Any

import apportionment.methods
import pytest
from hypothesis import given
from hypothesis import strategies as st
from votelib.evaluate.proportional import HighestAverages

from mitsprache.elections.domain.allocation import (
    D_HONDT,
    HARE_NIEMEYER,
    SAINTE_LAGUE,
    Allocation,
    Lot,
    Method,
    UnresolvedTie,
    allocate_seats,
)
from mitsprache.elections.domain.outcome import NearTie, Step, shown
from mitsprache.elections.domain.report import as_data

REAL = json.loads((Path(__file__).parents[1] / "data" / "results.json").read_text("utf-8"))
METHODS = st.sampled_from(list(Method))
DIVISORS = st.sampled_from([SAINTE_LAGUE, D_HONDT])
VOTES = st.dictionaries(
    st.text("abcdefgh", min_size=1, max_size=2), st.integers(0, 2000), min_size=1, max_size=9
)
FEW_VOTES = st.dictionaries(st.sampled_from("ABCDE"), st.integers(0, 4), min_size=2)
"""So few that ties are frequent."""
SEATS = st.integers(1, 40)
DRAWN = {
    "drawn_by": "Wahlleitung",
    "drawn_at": dt.datetime(2014, 5, 27, 10, tzinfo=dt.UTC),
    "before": "Wahlausschuss",
}


def given_away(result: Allocation) -> int:
    return sum(result.seats.values()) + sum(tie.seats for tie in result.open_ties)


@pytest.mark.parametrize("real", REAL, ids=[real["id"] for real in REAL])
def test_a_real_result_comes_out_seat_for_seat(real: dict[str, Any]) -> None:
    result = allocate_seats(
        real["votes"], real["seats_total"], candidates=real["candidates_available"]
    )
    assert result.seats == real["seats"]
    assert result.open_ties == ()
    filled = real["seats_filled"] or real["seats_total"]
    assert sum(result.filled.values()) == filled
    assert result.vacant == real["seats_total"] - filled


def test_the_ministry_s_example_is_followed_step_by_step() -> None:
    real = next(real for real in REAL if real["id"] == "nrw_ministry_example")
    result = allocate_seats(real["votes"], 44)
    assert result.start_divisor is not None
    assert shown(result.start_divisor) == "340.9090"
    assert result.steps == (
        Step(Fraction(15000, 44), 46),
        Step(Fraction(2 * 7336, 43), 45, "A", -1),
        Step(Fraction(2 * 3599, 21), 44, "B", -1),
    )
    assert result.divisor_range == (Fraction(2 * 3599, 21), Fraction(2 * 515, 3))
    low, high = result.divisor_range
    assert low < Fraction("342.7651") <= high
    assert result.divisor == 343
    assert result.last_seat is not None
    assert (result.last_seat.list, result.last_seat.seat) == ("F", 2)
    assert result.first_missed is not None
    assert (result.first_missed.list, result.first_missed.seat) == ("B", 11)


@given(VOTES, SEATS, METHODS)
def test_every_seat_is_given_or_waits_for_a_lot(
    votes: dict[str, int], seats: int, method: Method
) -> None:
    result = allocate_seats(votes, seats, method=method)
    expected = seats if any(votes.values()) else 0
    assert given_away(result) == expected
    assert result.vacant == seats - expected
    assert all(not won or votes[name] for name, won in result.seats.items())
    assert list(result.seats) == list(votes)


@given(VOTES, SEATS, METHODS, st.integers(1, 50))
def test_only_shares_count(votes: dict[str, int], seats: int, method: Method, times: int) -> None:
    more = {name: number * times for name, number in votes.items()}
    one, other = (allocate_seats(each, seats, method=method) for each in (votes, more))
    assert (one.seats, one.open_ties) == (other.seats, other.open_ties)


@given(VOTES, SEATS, METHODS, st.randoms(use_true_random=False))
def test_the_order_of_the_lists_does_not_matter(
    votes: dict[str, int], seats: int, method: Method, chance: random.Random
) -> None:
    names = list(votes)
    chance.shuffle(names)
    shuffled = {name: votes[name] for name in names}
    one, other = (allocate_seats(each, seats, method=method) for each in (votes, shuffled))
    assert one.seats == other.seats
    assert {frozenset(tie.between) for tie in one.open_ties} == {
        frozenset(tie.between) for tie in other.open_ties
    }


@given(VOTES, SEATS, METHODS)
def test_equal_votes_win_equally(votes: dict[str, int], seats: int, method: Method) -> None:
    result = allocate_seats(votes, seats, method=method)
    by_votes: dict[int, set[int]] = {}
    for name, number in votes.items():
        by_votes.setdefault(number, set()).add(result.seats[name])
    assert all(len(won) == 1 for won in by_votes.values())


@given(VOTES, SEATS, DIVISORS)
def test_a_larger_house_takes_no_seat_away(
    votes: dict[str, int], seats: int, method: Method
) -> None:
    small = allocate_seats(votes, seats, method=method)
    large = allocate_seats(votes, seats + 1, method=method)
    assert all(large.seats[name] >= won for name, won in small.seats.items())


@given(VOTES, SEATS)
def test_hare_niemeyer_keeps_the_quota(votes: dict[str, int], seats: int) -> None:
    result = allocate_seats(votes, seats, method=HARE_NIEMEYER)
    total = sum(votes.values())
    for name, number in votes.items():
        if total:
            assert number * seats // total <= result.seats[name] <= -(-number * seats // total)


@given(VOTES, SEATS, DIVISORS)
def test_every_divisor_of_the_range_gives_the_seats(
    votes: dict[str, int], seats: int, method: Method
) -> None:
    result = allocate_seats(votes, seats, method=method)
    if not any(votes.values()) or result.open_ties:
        return
    assert result.divisor is not None
    assert result.divisor_range is not None
    low, high = result.divisor_range
    assert low < result.divisor <= high
    for divisor in (high, (low + high) / 2, result.divisor):
        assert {
            name: method.rounded(number, divisor) for name, number in votes.items()
        } == result.seats
    assert {name: method.rounded(number, low) for name, number in votes.items()} != result.seats


@given(VOTES, SEATS, METHODS)
def test_the_steps_lead_from_the_start_divisor_to_the_seats(
    votes: dict[str, int], seats: int, method: Method
) -> None:
    result = allocate_seats(votes, seats, method=method)
    if not any(votes.values()):
        assert result.steps == ()
        return
    first, *more = result.steps
    assert first.divisor == result.start_divisor
    total = first.total
    for step in more:
        total += step.change
        assert step.total == total
    if method is not HARE_NIEMEYER:
        assert total == sum(result.seats.values())
        divisors = [step.divisor for step in result.steps]
        assert divisors in (sorted(divisors), sorted(divisors, reverse=True))


@given(VOTES, SEATS, METHODS)
def test_the_table_is_in_order_and_holds_every_seat(
    votes: dict[str, int], seats: int, method: Method
) -> None:
    result = allocate_seats(votes, seats, method=method)
    quotients = [row.quotient for row in result.table]
    assert quotients == sorted(quotients, reverse=True)
    awarded = [row for row in result.table if row.is_awarded]
    if method is HARE_NIEMEYER:
        whole = result.steps[0].total if result.steps else 0
        assert len(awarded) == sum(result.seats.values()) - whole
    else:
        assert len(awarded) == sum(result.seats.values())
    json.dumps(as_data(result))


@given(FEW_VOTES, SEATS, METHODS, st.data())
def test_a_tie_is_settled_by_its_lot_alone(
    votes: dict[str, int], seats: int, method: Method, data: st.DataObject
) -> None:
    undecided = allocate_seats(votes, seats, method=method)
    for tie in undecided.open_ties:
        winners = tuple(data.draw(st.permutations(tie.between)))[: tie.seats]
        lot = Lot(frozenset(tie.between), winners, **DRAWN)
        other = Lot(frozenset({*tie.between, "another list"}), winners, **DRAWN)
        assert allocate_seats(votes, seats, method=method, lots=[other]) == undecided
        settled = allocate_seats(votes, seats, method=method, lots=[other, lot])
        assert settled.open_ties == ()
        assert settled.lots == (lot,)
        for name, won in undecided.seats.items():
            assert settled.seats[name] == won + (name in winners)
        assert as_data(settled)["lots"][0]["drawn_by"] == "Wahlleitung"


def test_a_tie_names_who_draws_between_whom() -> None:
    result = allocate_seats({"A": 400, "B": 100, "C": 100, "D": 100}, 4)
    assert result.seats == {"A": 2, "B": 0, "C": 0, "D": 0}
    assert result.open_ties == (UnresolvedTie(("B", "C", "D"), 2),)
    assert result.divisor_range == (Fraction(200), Fraction(200))
    assert result.vacant == 0
    assert as_data(result)["open_ties"] == [{"seats": 2, "between": ["B", "C", "D"]}]


def test_equal_claims_that_all_win_are_no_tie() -> None:
    result = allocate_seats({"A": 300, "B": 100, "C": 100, "D": 100}, 5)
    assert result.seats == {"A": 2, "B": 1, "C": 1, "D": 1}
    assert result.open_ties == ()


def test_equal_remainders_that_all_win_are_no_tie() -> None:
    result = allocate_seats({"A": 2, "B": 1, "C": 1}, 3, method=HARE_NIEMEYER)
    assert (result.seats, result.open_ties) == ({"A": 1, "B": 1, "C": 1}, ())


def test_a_tie_of_remainders_waits_for_a_lot() -> None:
    result = allocate_seats({"A": 1, "B": 1}, 3, method=HARE_NIEMEYER)
    assert result.seats == {"A": 1, "B": 1}
    assert result.open_ties == (UnresolvedTie(("A", "B"), 1),)
    assert result.divisor == result.start_divisor == Fraction(2, 3)


def test_claims_that_four_decimals_do_not_tell_apart_are_shown() -> None:
    result = allocate_seats({"A": 1571, "B": 1003}, 358)
    assert result.near_ties == (NearTie("7.1899", ("B",), ("A",)),)
    assert as_data(result)["near_ties"] == [{"shown": "7.1899", "awarded": ["B"], "missed": ["A"]}]
    assert allocate_seats({"A": 1571, "B": 1003}, 357).near_ties == ()


def test_a_number_may_be_of_a_kind_of_int() -> None:
    class Count(int):
        pass

    assert allocate_seats({"A": Count(5), "B": 1}, 2).seats == {"A": 2, "B": 0}


def test_too_few_candidates_leave_seats_vacant() -> None:
    result = allocate_seats({"A": 900, "B": 100}, 10, candidates={"A": 4})
    assert result.seats == {"A": 9, "B": 1}
    assert result.filled == {"A": 4, "B": 1}
    assert result.vacant_by_list == {"A": 5}
    assert result.vacant == 5


def test_a_list_below_the_threshold_wins_nothing() -> None:
    votes = {"A": 950, "B": 50}
    assert allocate_seats(votes, 20).seats == {"A": 19, "B": 1}
    assert allocate_seats(votes, 20, threshold=Fraction(5, 100)).seats == {"A": 19, "B": 1}
    assert allocate_seats(votes, 20, threshold=Fraction(6, 100)).seats == {"A": 20, "B": 0}


def test_without_votes_all_seats_stay_vacant() -> None:
    result = allocate_seats({"A": 0}, 3)
    assert (result.seats, result.vacant, result.table, result.steps) == ({"A": 0}, 3, (), ())
    assert (result.divisor, result.divisor_range, result.near_ties) == (None, None, ())
    assert (result.last_seat, result.first_missed) == (None, None)


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        (({}, 3), ValueError, "no list"),
        (({"A": -1}, 3), ValueError, "votes of 'A': -1"),
        (({"A": 1.5}, 3), TypeError, "votes of 'A': 1.5"),
        (({"A": True}, 3), TypeError, "votes of 'A': True"),
        (({"A": 1}, 0), ValueError, "seats: 0"),
        (({"A": 1}, "3"), TypeError, "seats: '3'"),
    ],
)
def test_what_is_no_result_is_refused(
    arguments: tuple[Any, Any], error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        allocate_seats(*arguments)


def test_candidates_and_threshold_are_checked() -> None:
    with pytest.raises(ValueError, match="'B': there is no such list"):
        allocate_seats({"A": 1}, 1, candidates={"B": 1})
    with pytest.raises(ValueError, match="candidates of 'A': -1"):
        allocate_seats({"A": 1}, 1, candidates={"A": -1})
    with pytest.raises(ValueError, match="no share"):
        allocate_seats({"A": 1}, 1, threshold=Fraction(3, 2))


@pytest.mark.parametrize("winners", [(), ("A", "A"), ("A", "B"), ("C",)])
def test_a_lot_has_winners_among_those_it_is_drawn_between(winners: tuple[str, ...]) -> None:
    if winners:
        with pytest.raises(ValueError, match="A lot is won"):
            Lot(frozenset({"A", "B"}), winners, **DRAWN)
    else:
        assert not Lot(frozenset({"A", "B"}), winners, **DRAWN).settles(["A", "B"], 1)


@pytest.mark.parametrize(
    ("method", "name", "divisors"),
    [
        (SAINTE_LAGUE, "saintelague", "sainte_lague"),
        (D_HONDT, "dhondt", "d_hondt"),
        (HARE_NIEMEYER, "hamilton", None),
    ],
)
def test_a_thousand_cases_agree_with_other_programs(
    method: Method, name: str, divisors: str | None
) -> None:
    chance = random.Random(2014)
    compared = 0
    while compared < 1000:
        votes = {
            f"list {number}": chance.randint(1, 10 ** chance.randint(1, 6))
            for number in range(chance.randint(1, 15))
        }
        seats = chance.randint(1, 60)
        result = allocate_seats(votes, seats, method=method)
        if result.open_ties:
            continue
        compared += 1
        theirs = apportionment.methods.compute(
            name, list(votes.values()), seats, fractions=True, verbose=False
        )
        assert list(result.seats.values()) == list(theirs), (votes, seats)
        if divisors:
            found = HighestAverages(divisors).evaluate(votes, seats)
            assert {k: v for k, v in result.seats.items() if v} == found, (votes, seats)
