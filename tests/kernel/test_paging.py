"""Places in a long list."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mitsprache.kernel.paging import Place

FIRST, LAST = dt.datetime(1, 1, 2), dt.datetime(9999, 12, 30)  # noqa: DTZ001
moments = st.datetimes(FIRST, LAST, timezones=st.just(dt.UTC))


@given(moments, st.integers(0, 10**18 - 1))
def test_a_place_is_read_as_it_was_written(moment: dt.datetime, pk: int) -> None:
    place = Place(moment, pk)
    assert Place.read(str(place)) == place


@pytest.mark.parametrize(
    "written",
    [
        "",
        "x",
        "20140902T160000Z-1",
        "20140931T160000000000Z-1",
        "20140902T250000000000Z-1",
        "20140902T160000000000Z-",
        "20140902T160000000000Z-1\n",
        "20140902T160000000000Z--1",
        "00000101T000000000000Z-1",
        "٢٠١٤٠٩٠٢T160000000000Z-1",
    ],
)
def test_anything_else_is_no_place(written: str) -> None:
    assert Place.read(written) is None


@given(st.text())
def test_no_text_is_an_error(written: str) -> None:
    Place.read(written)
