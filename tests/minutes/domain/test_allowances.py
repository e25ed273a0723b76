from __future__ import annotations

import datetime as dt
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from mitsprache.minutes.domain.allowances import (
    Attended,
    Rate,
    allowances,
    half_of_year,
    rate_on,
)

OLD = Rate("plenary", dt.date(2015, 1, 1), Decimal("20.00"))
NEW = Rate("plenary", dt.date(2016, 3, 1), Decimal("25.50"))
GROUP = Rate("working_group", dt.date(2015, 1, 1), Decimal("10.00"), 2)


def attended(session: int, day: str, kind: str = "plenary", person: int = 1) -> Attended:
    return Attended(person, session, dt.date.fromisoformat(day), kind)


def test_the_rate_of_the_day_holds() -> None:
    assert rate_on([NEW, OLD], "plenary", dt.date(2016, 2, 29)) == OLD
    assert rate_on([NEW, OLD], "plenary", dt.date(2016, 3, 1)) == NEW
    assert rate_on([NEW, OLD], "plenary", dt.date(2014, 1, 1)) is None
    assert rate_on([NEW, OLD], "committee", dt.date(2016, 3, 1)) is None


def test_attended_sessions_are_paid_by_their_day() -> None:
    paid = allowances([attended(2, "2016-03-01"), attended(1, "2016-02-01")], [OLD, NEW])
    assert [one.amount for one in paid] == [Decimal("20.00"), Decimal("25.50")]


def test_without_rate_nothing_is_paid_and_it_says_why() -> None:
    (paid,) = allowances([attended(1, "2014-02-01")], [OLD])
    assert (paid.amount, paid.reason) == (0, "no_rate")


def test_a_limit_counts_by_person_kind_and_year() -> None:
    rows = [
        *(attended(n, f"2016-0{n}-01", "working_group") for n in (1, 2, 3)),
        attended(4, "2016-04-01"),
        attended(1, "2016-01-01", "working_group", person=2),
        attended(5, "2017-01-01", "working_group"),
    ]
    paid = allowances(rows, [OLD, GROUP])
    assert [(one.attended.session, one.reason) for one in paid if one.reason] == [(3, "limit")]


def test_nobody_is_paid_twice_for_a_session() -> None:
    assert len(allowances([attended(1, "2016-02-01")] * 2, [OLD])) == 1


def test_halves_cover_the_year() -> None:
    assert half_of_year(2016, 1) == (dt.date(2016, 1, 1), dt.date(2016, 6, 30))
    assert half_of_year(2016, 2) == (dt.date(2016, 7, 1), dt.date(2016, 12, 31))


rows = st.lists(
    st.builds(
        Attended,
        st.integers(1, 3),
        st.integers(1, 30),
        st.dates(dt.date(2014, 6, 1), dt.date(2017, 12, 31)),
        st.sampled_from(["plenary", "working_group", "committee"]),
    ),
    max_size=40,
)


@given(rows)
def test_every_session_is_listed_and_no_limit_exceeded(found) -> None:
    paid = allowances(found, [OLD, NEW, GROUP])
    assert {one.attended for one in paid} == set(found)
    assert list(paid) == sorted(paid, key=lambda one: one.attended.day)
    assert all((one.amount == 0) == bool(one.reason) for one in paid)
    counts: dict[tuple[int, int], int] = {}
    for one in paid:
        if one.attended.body_kind == "working_group" and one.amount:
            place = (one.attended.person, one.attended.day.year)
            counts[place] = counts.get(place, 0) + 1
    assert all(count <= 2 for count in counts.values())


@given(rows, st.randoms())
def test_the_order_of_the_rows_does_not_matter(found, random) -> None:
    mixed = list(found)
    random.shuffle(mixed)
    assert allowances(mixed, [OLD, NEW, GROUP]) == allowances(found, [OLD, NEW, GROUP])
