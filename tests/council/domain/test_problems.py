from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mitsprache.council.domain.composition import (
    Membership,
    Organization,
    Period,
    Seats,
    composition_on,
)
from mitsprache.council.domain.problems import Code, Problem, Severity, problems

TERM = Period(dt.date(2014, 6, 1), dt.date(2020, 10, 31))
FIRST = dt.date(2014, 5, 20)
DAYS = st.integers(min_value=0, max_value=60).map(lambda number: FIRST + dt.timedelta(number))
SEATS = Seats(elected=2, appointed=1, term=TERM)
PLENARY = Organization("plenary", terms=(SEATS,))
GROUP = Organization("group", Period(dt.date(2014, 7, 1), None))


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def member(
    id_: str, start: str = "2014-09-02", end: str | None = None, **values: object
) -> Membership:
    settings: dict[str, object] = {
        "person": id_,
        "organization": "plenary",
        "kind": "elected",
        "voting": True,
    } | values
    period = Period(day(start), day(end) if end else day("2020-10-31"))
    return Membership(id=id_, period=period, **settings)  # type: ignore[arg-type]


def found(*memberships: Membership) -> list[Problem]:
    return problems(memberships, {"plenary": PLENARY, "group": GROUP})


def codes(*memberships: Membership) -> list[Code]:
    return [problem.code for problem in found(*memberships)]


def test_a_council_in_order_has_no_problem() -> None:
    members = member("a"), member("b"), member("c", kind="appointed")
    assert found(*members) == []


def test_no_members_are_no_problem() -> None:
    assert found() == []


def test_an_end_before_the_start_is_an_error() -> None:
    (problem,) = found(member("a", "2016-02-01", "2016-01-31"))
    assert problem.code is Code.ENDS_BEFORE_START
    assert problem.severity is Severity.ERROR


def test_two_memberships_of_a_person_that_share_a_day_overlap() -> None:
    (problem,) = found(
        member("a", end="2016-01-31"), member("b", "2016-01-31", person="a", role="chair")
    )
    assert problem.code is Code.OVERLAP
    assert problem.severity is Severity.ERROR
    assert problem.subjects == ("a", "b")
    assert problem.period == Period(day("2016-01-31"), day("2016-01-31"))


def test_memberships_that_follow_each_other_do_not_overlap() -> None:
    assert codes(member("a", end="2016-01-31"), member("b", "2016-02-01", person="a")) == []


def test_an_open_overlap_has_no_end() -> None:
    open_ = Period(day("2015-01-01"))
    both = [Membership(id_, "p", "group", open_) for id_ in ("a", "b")]
    (problem,) = found(*both)
    assert problem.period == open_


def test_a_short_membership_between_does_not_hide_a_long_one() -> None:
    (first, second) = found(
        member("a", "2015-01-01", "2018-01-01"),
        member("b", "2015-02-01", "2015-03-01", person="a"),
        member("c", "2017-01-01", "2017-02-01", person="a"),
    )
    assert first.subjects == ("a", "b")
    assert second.subjects == ("a", "c")


def test_a_voting_seat_without_a_vote_is_a_warning() -> None:
    (problem,) = found(member("a", voting=False))
    assert problem.code is Code.NO_VOTE_IN_SEAT
    assert problem.severity is Severity.WARNING


def test_an_advisory_member_needs_no_vote() -> None:
    assert codes(member("a", voting=False, kind="advisory")) == []


def test_more_elected_members_than_seats_are_an_error_on_the_shared_days() -> None:
    (problem,) = found(
        member("a"), member("b", end="2016-05-31"), member("c", "2016-05-01", "2018-12-31")
    )
    assert problem.code is Code.TOO_MANY_ELECTED
    assert problem.severity is Severity.ERROR
    assert problem.period == Period(day("2016-05-01"), day("2016-05-31"))
    assert set(problem.subjects) == {"a", "b", "c"}
    assert (problem.count, problem.limit) == (3, 2)


def test_neighbouring_days_of_one_kind_are_told_once_with_the_worst_count() -> None:
    (problem,) = found(
        member("a"),
        member("b"),
        member("c", "2016-01-01", "2016-12-31"),
        member("d", "2016-03-01", "2016-03-31"),
        member("e", kind="appointed"),
    )
    assert problem.period == Period(day("2016-01-01"), day("2016-12-31"))
    assert (problem.count, problem.limit) == (4, 2)


def test_two_separate_times_are_told_twice() -> None:
    times = found(
        member("a"),
        member("b"),
        member("c", "2016-01-01", "2016-01-31"),
        member("d", "2017-01-01", "2017-01-31"),
    )
    assert [problem.period.first for problem in times] == [day("2016-01-01"), day("2017-01-01")]
    assert times[0].subjects == ("a", "b", "c")


def test_more_appointed_members_than_seats_are_an_error() -> None:
    assert codes(
        member("a"), member("b"), member("c", kind="appointed"), member("d", kind="appointed")
    ) == [Code.TOO_MANY_APPOINTED]


def test_votes_beyond_all_seats_are_an_error() -> None:
    (problem,) = found(
        member("a"), member("b"), member("c", kind="appointed"), member("d", kind="other")
    )
    assert problem.code is Code.TOO_MANY_VOTING
    assert (problem.count, problem.limit) == (4, 3)


def test_an_elected_minority_is_a_warning() -> None:
    (problem,) = found(member("a", end="2015-12-31"), member("b", kind="appointed"))
    assert problem.code is Code.ELECTED_MINORITY
    assert problem.severity is Severity.WARNING
    assert problem.period == Period(day("2016-01-01"), day("2020-10-31"))
    assert (problem.count, problem.limit) == (0, 1)


def test_a_minority_outside_the_term_is_told_only_as_outside() -> None:
    assert codes(member("b", "2010-01-01", "2011-01-01", kind="appointed")) == [Code.OUTSIDE_TERM]


def test_a_membership_outside_the_organization_is_a_warning() -> None:
    (problem,) = found(member("a", "2014-06-01", organization="group"))
    assert problem.code is Code.OUTSIDE_ORGANIZATION
    assert problem.severity is Severity.WARNING
    assert problem.period == GROUP.period


def test_a_plenary_may_stand_over_several_terms() -> None:
    earlier = Seats(elected=1, appointed=0, term=Period(None, day("2014-05-31")))
    standing = Organization("plenary", terms=(earlier, SEATS))
    members = [
        member("a", "2010-01-01", "2014-05-31"),
        member("b", "2010-01-01", "2011-01-31", person="x"),
        member("c", "2014-06-01"),
        member("d", "2014-05-01", "2014-05-02"),
        member("e", "2014-05-31", "2014-06-01"),
    ]
    found = problems(members, {"plenary": standing})
    assert [(p.code, p.period.first, p.period.last) for p in found] == [
        (Code.OUTSIDE_TERM, dt.date.min, day("2014-05-31")),
        (Code.TOO_MANY_ELECTED, day("2010-01-01"), day("2011-01-31")),
        (Code.TOO_MANY_ELECTED, day("2014-05-01"), day("2014-05-02")),
        (Code.TOO_MANY_ELECTED, day("2014-05-31"), day("2014-05-31")),
    ]


def test_two_chairs_at_once_are_a_warning() -> None:
    (problem,) = found(
        member("a", role="chair", end="2016-01-31"), member("b", "2016-01-01", role="chair")
    )
    assert problem.code is Code.TWO_CHAIRS
    assert problem.severity is Severity.WARNING
    assert problem.period == Period(day("2016-01-01"), day("2016-01-31"))


DEPUTY = {"kind": "deputy", "voting": False}


def test_a_deputy_within_the_dates_is_no_problem() -> None:
    assert codes(member("a"), member("b", "2015-01-01", deputy_for="a", **DEPUTY)) == []


@pytest.mark.parametrize(
    ("deputy", "code"),
    [
        (member("b", organization="group", deputy_for="a", **DEPUTY), Code.DEPUTY_ELSEWHERE),
        (member("b", "2014-08-01", deputy_for="a", **DEPUTY), Code.DEPUTY_OUTSIDE),
        (
            member("b", "2014-09-01", "2014-09-01", person="a", deputy_for="b", **DEPUTY),
            Code.DEPUTY_OF_ONESELF,
        ),
    ],
)
def test_a_wrong_deputy_is_an_error(deputy: Membership, code: Code) -> None:
    (problem,) = found(member("a"), deputy)
    assert problem.code is code
    assert problem.severity is Severity.ERROR
    assert problem.subjects[0] == "b"


def test_a_deputy_of_somebody_unknown_here_is_not_judged() -> None:
    assert codes(member("b", deputy_for="x", **DEPUTY)) == []


# The same rules, asked day by day.

MEMBERSHIPS = st.lists(
    st.builds(
        lambda start, length, person, kind, voting: {
            "period": Period(start, None if length is None else start + dt.timedelta(length)),
            "person": person,
            "kind": kind,
            "voting": voting,
        },
        start=DAYS,
        length=st.none() | st.integers(min_value=0, max_value=30),
        person=st.integers(min_value=0, max_value=6),
        kind=st.sampled_from(["elected", "appointed", "other"]),
        voting=st.booleans(),
    ),
    max_size=9,
).map(
    lambda all_: [
        Membership(id=number, organization="plenary", **one)  # type: ignore[arg-type]
        for number, one in enumerate(all_)
    ]
)


def days_of(found: Sequence[Problem], code: Code) -> set[dt.date]:
    return {
        one
        for problem in found
        if problem.code is code
        for one in CALENDAR
        if problem.period.holds_on(one)
    }


CALENDAR = [FIRST + dt.timedelta(number) for number in range(100)]
TERM_DAYS = [one for one in CALENDAR if TERM.holds_on(one)]


def voting_on(memberships: Sequence[Membership], when: dt.date, kind: str | None = None) -> int:
    return sum(
        one.voting and one.period.holds_on(when) and kind in {None, one.kind} for one in memberships
    )


@given(MEMBERSHIPS)
def test_counting_rules_agree_with_counting_every_day(memberships: list[Membership]) -> None:
    found = problems(memberships, {"plenary": PLENARY})
    over = {
        "elected": {d for d in TERM_DAYS if voting_on(memberships, d, "elected") > 2},
        "appointed": {d for d in TERM_DAYS if voting_on(memberships, d, "appointed") > 1},
    }
    assert days_of(found, Code.TOO_MANY_ELECTED) == over["elected"]
    assert days_of(found, Code.TOO_MANY_APPOINTED) == over["appointed"]
    total = {d for d in TERM_DAYS if voting_on(memberships, d) > 3}
    assert days_of(found, Code.TOO_MANY_VOTING) == total - over["elected"] - over["appointed"]


@given(MEMBERSHIPS)
def test_a_minority_is_told_on_all_its_days_within_the_term(memberships: list[Membership]) -> None:
    told = days_of(problems(memberships, {"plenary": PLENARY}), Code.ELECTED_MINORITY)
    assert told == {
        d
        for d in TERM_DAYS
        if voting_on(memberships, d, "elected") < voting_on(memberships, d, "appointed")
    }


@given(MEMBERSHIPS)
def test_overlaps_are_told_for_exactly_the_persons_who_have_one(
    memberships: list[Membership],
) -> None:
    found = problems(memberships, {"plenary": PLENARY})
    persons = {one.id: one.person for one in memberships}
    told = {persons[id_] for p in found if p.code is Code.OVERLAP for id_ in p.subjects}
    twice = {
        one.person
        for number, one in enumerate(memberships)
        for other in memberships[:number]
        if one.person == other.person and one.period.overlaps(other.period)
    }
    assert told == twice
    assert days_of(found, Code.OVERLAP) == {
        d
        for d in CALENDAR
        for person in range(7)
        if sum(one.person == person and one.period.holds_on(d) for one in memberships) > 1
    }


@given(MEMBERSHIPS)
def test_the_order_of_memberships_does_not_matter(memberships: list[Membership]) -> None:
    def told(all_: list[Membership]) -> set[tuple[Code, Period]]:
        counted = problems(all_, {"plenary": PLENARY})
        return {(p.code, p.period) for p in counted if p.code is not Code.OVERLAP}

    assert told(memberships) == told(memberships[::-1])


@given(MEMBERSHIPS, DAYS)
def test_every_member_of_the_day_sits_once(memberships: list[Membership], when: dt.date) -> None:
    composition = composition_on(when, memberships, seats=SEATS)
    shown = [one.id for bench in composition.benches for one in bench.members]
    shown += [one.id for one in composition.others]
    assert sorted(shown) == [one.id for one in memberships if one.period.holds_on(when)]


@given(MEMBERSHIPS, DAYS)
def test_taken_and_vacant_seats_make_up_the_council(
    memberships: list[Membership], when: dt.date
) -> None:
    composition = composition_on(when, memberships, seats=SEATS)
    assert composition.filled + composition.vacant >= 3
    if composition.filled + composition.vacant > 3:
        assert 0 in {composition.vacant_elected, composition.vacant_appointed}


def test_lists_stand_in_their_order_and_appointed_groups_after_them() -> None:
    members = [
        member("a", kind="appointed", on_behalf_of=1),
        member("b", on_behalf_of=3),
        member("c"),
        member("d", on_behalf_of=2),
        member("e", on_behalf_of=3),
        member("f", kind="advisory", voting=False),
    ]
    composition = composition_on(day("2016-12-06"), members, seats=SEATS)
    assert [(bench.kind, bench.sender) for bench in composition.benches] == [
        ("elected", 2),
        ("elected", 3),
        ("elected", None),
        ("appointed", 1),
    ]
    assert [one.id for one in composition.benches[1].members] == ["b", "e"]
    assert [one.id for one in composition.others] == ["f"]
