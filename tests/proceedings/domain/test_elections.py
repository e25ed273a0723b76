from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mitsprache.proceedings.domain.elections import Ballot, Outcome, Step, outcome, strongest_two

VOTES = st.dictionaries(st.integers(1, 8), st.integers(0, 27), min_size=1, max_size=6)
BALLOTS = st.builds(Ballot, VOTES, st.integers(0, 27), st.integers(0, 9), st.integers(0, 9))


def first(votes: dict[int, int], no: int = 0, *, valid: bool = True) -> Outcome:
    return outcome(Ballot(votes, no), is_last=False, no_votes_valid=valid)


def last(votes: dict[int, int], no: int = 0) -> Outcome:
    return outcome(Ballot(votes, no), is_last=True, no_votes_valid=True)


def test_more_than_half_of_the_valid_votes_is_elected() -> None:
    assert first({1: 14, 2: 13}) == Outcome(Step.ELECTED, (1,))
    assert first({1: 13, 2: 13}) == Outcome(Step.NEXT_BALLOT, (1, 2))


def test_no_votes_count_where_the_rules_say_so() -> None:
    assert first({1: 10, 2: 5}, no=5).step is Step.NEXT_BALLOT
    assert first({1: 10, 2: 5}, no=5, valid=False) == Outcome(Step.ELECTED, (1,))


def test_all_who_tie_for_the_second_place_go_on() -> None:
    assert first({1: 9, 2: 6, 3: 6, 4: 5}) == Outcome(Step.NEXT_BALLOT, (1, 2, 3))
    assert first({1: 7, 2: 7, 3: 6, 4: 5}) == Outcome(Step.NEXT_BALLOT, (1, 2))


def test_the_last_ballot_takes_most_votes_or_the_lot() -> None:
    assert last({1: 12, 2: 10}, no=5) == Outcome(Step.ELECTED, (1,))
    assert last({1: 11, 2: 11}, no=5) == Outcome(Step.LOT, (1, 2))


def test_a_single_candidate_can_fail() -> None:
    assert last({1: 10}, no=12) == Outcome(Step.NOBODY)
    assert last({1: 12}, no=10) == Outcome(Step.ELECTED, (1,))
    assert last({1: 0, 2: 0}) == Outcome(Step.NOBODY)
    assert first({1: 3}, no=9) == Outcome(Step.NEXT_BALLOT, (1,))


@given(BALLOTS, st.booleans(), st.booleans())
def test_what_holds_of_every_ballot(ballot: Ballot, is_last: bool, valid: bool) -> None:
    found = outcome(ballot, is_last=is_last, no_votes_valid=valid)
    assert set(found.candidates) <= set(ballot.votes)
    assert ballot.cast >= ballot.valid(no_votes_valid=valid)
    if found.step is Step.ELECTED:
        (winner,) = found.candidates
        rest = [votes for one, votes in ballot.votes.items() if one != winner]
        assert ballot.votes[winner] > max(rest, default=0)
    if found.step is Step.LOT:
        assert is_last
        assert len(found.candidates) > 1
        assert len({ballot.votes[one] for one in found.candidates}) == 1
    if found.step is Step.NOBODY:
        assert is_last
    if found.step is Step.NEXT_BALLOT:
        assert not is_last
        assert len(found.candidates) >= min(2, len(ballot.votes))


@given(VOTES)
def test_nobody_left_out_of_a_run_off_had_more_votes_than_one_in_it(votes: dict[int, int]) -> None:
    inside = strongest_two(votes)
    outside = [number for one, number in votes.items() if one not in inside]
    assert all(number < min(votes[one] for one in inside) for number in outside)
