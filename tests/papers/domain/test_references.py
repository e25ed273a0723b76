"""Reference numbers: written and read back, in order, and nothing else taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mitsprache.papers.domain.references import FIRST_YEAR, LAST_NUMBER, Reference

YEARS = st.integers(FIRST_YEAR, FIRST_YEAR + 99)
NUMBERS = st.integers(1, LAST_NUMBER)


def test_dortmunds_form() -> None:
    assert str(Reference(2014, 11948)) == "11948-14"
    assert Reference.read("11948-14") == Reference(2014, 11948)
    assert str(Reference(2007, 3)) == "3-07"


@given(YEARS, NUMBERS)
def test_what_is_written_is_read_back(year: int, number: int) -> None:
    reference = Reference(year, number)
    assert Reference.read(str(reference)) == reference


@given(st.text(max_size=12))
def test_what_is_read_was_written(written: str) -> None:
    reference = Reference.read(written)
    assert reference is None or str(reference) == written


@pytest.mark.parametrize(
    "written",
    ["", "14", "0-14", "011948-14", "11948-2014", "1-4", "1-14 ", "x-14", "1234567-14", "٣-14"],
)
def test_other_forms_are_none(written: str) -> None:
    assert Reference.read(written) is None


@given(YEARS, NUMBERS, YEARS, NUMBERS)
def test_later_years_come_later(year: int, number: int, other: int, second: int) -> None:
    one, two = Reference(year, number), Reference(other, second)
    assert (one < two) == ((year, number) < (other, second))


@given(YEARS, st.integers(0, LAST_NUMBER - 1))
def test_numbers_have_no_gap(year: int, last: int) -> None:
    assert Reference.following(last, year) == Reference(year, last + 1)


@pytest.mark.parametrize(
    ("year", "number"), [(FIRST_YEAR - 1, 1), (FIRST_YEAR + 100, 1), (2014, 0), (2014, 1_000_000)]
)
def test_what_could_not_be_read_back_is_refused(year: int, number: int) -> None:
    with pytest.raises(ValueError, match="no reference can name"):
        Reference(year, number)
