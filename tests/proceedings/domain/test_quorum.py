from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mitsprache.proceedings.domain.quorum import Standing, needed, quorum

NUMBERS = st.integers(0, 60)


def test_dortmund_needs_14_of_27() -> None:
    assert needed(27) == 14
    met = quorum(present=14, base=27, found_lacking=False, second_call=False)
    assert (met.standing, met.needed, met.is_enough) == (Standing.MET, 14, True)


def test_it_is_presumed_until_found_lacking() -> None:
    few = quorum(present=13, base=27, found_lacking=False, second_call=False)
    assert few.standing is Standing.PRESUMED
    assert few.can_decide
    found = quorum(present=13, base=27, found_lacking=True, second_call=False)
    assert found.standing is Standing.LACKING
    assert not found.can_decide


@given(NUMBERS, NUMBERS, st.booleans())
def test_a_second_call_can_always_decide(present: int, base: int, found: bool) -> None:
    again = quorum(present=present, base=base, found_lacking=found, second_call=True)
    assert again.standing is Standing.SECOND_CALL
    assert again.can_decide


@given(NUMBERS)
def test_needed_is_the_smallest_number_above_half(base: int) -> None:
    assert needed(base) * 2 > base >= (needed(base) - 1) * 2


@given(NUMBERS, NUMBERS, st.booleans())
def test_only_a_finding_stops_decisions(present: int, base: int, found: bool) -> None:
    state = quorum(present=present, base=base, found_lacking=found, second_call=False)
    assert state.can_decide is not found
    if not found:
        assert (state.standing is Standing.MET) is (present * 2 > base)
