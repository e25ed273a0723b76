from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mitsprache.proceedings.domain.voting import (
    ADOPTED,
    SIMPLE,
    STATUTORY,
    TWO_THIRDS,
    Counts,
    Result,
    counted,
    excess,
    needed,
    outcome,
    result_of,
)
from mitsprache.proceedings.enums import Choice, Majority

N = st.integers(0, 40)
COUNTS = st.builds(Counts, N, N, N, N)
KINDS = st.sampled_from([SIMPLE, STATUTORY, TWO_THIRDS])


def test_the_rules_know_the_stored_words() -> None:
    assert {SIMPLE, STATUTORY, TWO_THIRDS} == set(Majority.values)
    assert counted([*Choice.values, "yes"]) == Counts(2, 1, 1)


@pytest.mark.parametrize(
    ("counts", "result"),
    [
        (Counts(20), Result.ADOPTED_UNANIMOUSLY),
        (Counts(12, 0, 8), Result.ADOPTED_WITH_ABSTENTIONS),
        (Counts(20, 0, 0, 1), Result.ADOPTED_UNANIMOUSLY),
        (Counts(12, 11), Result.ADOPTED_BY_MAJORITY),
        (Counts(0, 20), Result.REJECTED_UNANIMOUSLY),
        (Counts(0, 3, 17), Result.REJECTED_WITH_ABSTENTIONS),
        (Counts(5, 15), Result.REJECTED_BY_MAJORITY),
        (Counts(10, 10), Result.REJECTED_BY_TIE),
        (Counts(0, 0, 20), Result.NOBODY_DECIDED),
        (Counts(), Result.NOBODY_DECIDED),
    ],
)
def test_a_simple_majority(counts: Counts, result: Result) -> None:
    found = outcome(counts, SIMPLE, 27)
    assert found.result is result
    assert found.is_adopted is (result in ADOPTED)


@pytest.mark.parametrize(
    ("majority", "yes", "adopted"),
    [
        (STATUTORY, 13, False),
        (STATUTORY, 14, True),
        (TWO_THIRDS, 17, False),
        (TWO_THIRDS, 18, True),
    ],
)
def test_majorities_of_the_statutory_number(majority: str, yes: int, adopted: bool) -> None:
    found = outcome(Counts(yes, 1), majority, 27)
    assert found.is_adopted is adopted
    if not adopted:
        assert found.result is Result.MAJORITY_MISSED


@given(st.integers(0, 99))
def test_two_thirds_is_exact(statutory: int) -> None:
    enough = needed(Counts(), TWO_THIRDS, statutory)
    assert enough * 3 >= statutory * 2 > (enough - 1) * 3


@given(COUNTS, KINDS, st.integers(0, 60), N, N)
def test_abstentions_and_invalid_votes_never_change_the_outcome(
    counts: Counts, majority: str, statutory: int, abstentions: int, invalid: int
) -> None:
    other = Counts(counts.yes, counts.no, abstentions, invalid)
    first, second = outcome(counts, majority, statutory), outcome(other, majority, statutory)
    assert first.is_adopted is second.is_adopted
    assert first.is_unanimous is second.is_unanimous


@given(COUNTS, KINDS, st.integers(0, 60))
def test_the_words_agree_with_the_outcome(counts: Counts, majority: str, statutory: int) -> None:
    found = outcome(counts, majority, statutory)
    assert found.is_adopted is (counts.yes >= found.needed)
    assert result_of(counts, adopted=found.is_adopted) is found.result
    if found.is_unanimous:
        assert not (counts.no if found.is_adopted else counts.yes)
    if found.result in {Result.REJECTED_BY_TIE}:
        assert counts.yes == counts.no


@given(N, st.integers(0, 40))
def test_a_tie_is_a_rejection(each: int, abstentions: int) -> None:
    assert not outcome(Counts(each, each, abstentions), SIMPLE, 27).is_adopted


@given(COUNTS, st.integers(0, 60))
def test_more_votes_than_voters_are_named(counts: Counts, entitled: int) -> None:
    named = excess(counts, entitled)
    assert bool(named) is (counts.cast > entitled)
    assert all(getattr(counts, name) for name in named)


def test_the_count_that_is_too_high_alone_is_named_alone() -> None:
    assert excess(Counts(28, 1), 27) == ("yes",)
    assert excess(Counts(20, 6, 2), 27) == ("yes", "no", "abstentions")
    assert excess(Counts(20, 6, 1), 27) == ()
