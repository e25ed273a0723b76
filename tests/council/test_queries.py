from __future__ import annotations

import datetime as dt

import pytest
from pytest_django import DjangoAssertNumQueries

from mitsprache.council import queries
from mitsprache.council.enums import MembershipKind, MembershipRole
from mitsprache.council.models import Person
from mitsprache.kernel.access import PermissionRefused
from mitsprache.kernel.actor import ANONYMOUS, Actor, ActorKind, command
from tests.council.conftest import SmallCouncil
from tests.factories.council import (
    MembershipFactory,
    PersonFactory,
    PlenaryFactory,
    TermFactory,
)

OFFICE = Actor(kind=ActorKind.USER, user_id=1, name="Büro", roles=frozenset({"office"}))
MEMBER = Actor(kind=ActorKind.USER, user_id=2, name="Mitglied", roles=frozenset({"member"}))
DAY = dt.date(2016, 12, 6)


def names(council: queries.Council) -> list[tuple[str, list[str]]]:
    return [
        (
            group.sender.name if group.sender else "",
            [row.person.family_name for row in group.members],
        )
        for group in council.groups
    ]


class TestCurrentTerm:
    @pytest.fixture(autouse=True)
    def _terms(self, db: None) -> None:
        TermFactory(key="zweite")
        TermFactory(key="erste", start_date=dt.date(2009, 1, 1), end_date=dt.date(2014, 5, 31))
        TermFactory(key="dritte", start_date=dt.date(2025, 11, 1), end_date=None)

    @pytest.mark.parametrize(
        ("day", "key"),
        [
            (dt.date(2012, 1, 1), "erste"),
            (dt.date(2014, 5, 31), "erste"),
            (dt.date(2014, 6, 1), "zweite"),
            (dt.date(2020, 10, 31), "zweite"),
            (dt.date(2022, 1, 1), "zweite"),
            (dt.date(2100, 1, 1), "dritte"),
            (dt.date(1990, 1, 1), "erste"),
        ],
    )
    def test_is_the_one_of_the_day_or_the_latest_begun_or_the_first(
        self, day: dt.date, key: str
    ) -> None:
        term = queries.current_term(ANONYMOUS, day)
        assert term
        assert term.key == key

    def test_terms_stand_with_the_latest_first(self) -> None:
        assert [one.key for one in queries.all_terms(ANONYMOUS)] == ["dritte", "zweite", "erste"]


def test_there_may_be_no_term(db: None) -> None:
    assert queries.current_term(ANONYMOUS, DAY) is None
    assert queries.composition_warnings(OFFICE, DAY) == []


def test_the_composition_is_that_of_the_day(small: SmallCouncil) -> None:
    before = queries.composition(ANONYMOUS, small.term, dt.date(2016, 6, 30))
    after = queries.composition(ANONYMOUS, small.term, dt.date(2016, 7, 1))
    assert names(before) == [("Erste Liste", ["Çelik", "Beck"]), ("Fraktion im Rat", ["Dahl"])]
    assert names(after) == [
        ("Erste Liste", ["Çelik"]),
        ("Zweite Liste", ["Conti"]),
        ("Fraktion im Rat", ["Dahl"]),
    ]
    assert (after.filled, after.vacant_elected, after.vacant_appointed) == (3, 1, 1)
    assert [row.person.family_name for row in after.others] == ["Ernst"]
    assert after.plenary == small.plenary
    assert [part.organization for part in after.boards] == [small.board]
    assert [part.organization for part in after.offices] == [small.office]
    assert [part.organization for part in after.working_groups] == [small.working_group]


def test_before_the_first_session_all_seats_are_vacant(small: SmallCouncil) -> None:
    council = queries.composition(ANONYMOUS, small.term, dt.date(2014, 6, 1))
    assert council.groups == []
    assert council.vacant_elected + council.vacant_appointed == 5
    assert not council.has_leaders


def test_the_chair_is_told_once(small: SmallCouncil) -> None:
    council = queries.composition(ANONYMOUS, small.term, DAY)
    assert [row.person.family_name for row in council.leaders] == ["Çelik"]
    assert council.leaders_apart == []
    assert council.has_leaders


def test_a_chair_without_board_stands_apart(small: SmallCouncil) -> None:
    small.board.memberships.all().delete()
    council = queries.composition(ANONYMOUS, small.term, DAY)
    assert [row.person.family_name for row in council.leaders_apart] == ["Çelik"]


def test_members_of_an_unnamed_list_stand_in_a_group_of_their_own(small: SmallCouncil) -> None:
    MembershipFactory(organization=small.plenary, person__family_name="Unbekannt")
    council = queries.composition(ANONYMOUS, small.term, DAY)
    assert names(council)[2] == ("", ["Unbekannt"])


def test_a_term_without_plenary_has_vacant_seats_only(db: None) -> None:
    council = queries.composition(ANONYMOUS, TermFactory(), DAY)
    assert council.plenary is None
    assert council.vacant_elected == 18


@pytest.mark.parametrize("more", [1, 3])
def test_a_composition_takes_two_queries(
    small: SmallCouncil, django_assert_num_queries: DjangoAssertNumQueries, more: int
) -> None:
    MembershipFactory.create_batch(more, organization=small.plenary)
    with django_assert_num_queries(2):
        council = queries.composition(ANONYMOUS, small.term, DAY)
        assert [row.person.full_name for group in council.groups for row in group.members]
        assert [part.organization.location for part in council.offices]


@pytest.mark.parametrize(
    ("day", "nearest"),
    [
        (dt.date(2010, 1, 1), dt.date(2014, 6, 1)),
        (DAY, DAY),
        (dt.date(2026, 1, 1), dt.date(2020, 10, 31)),
    ],
)
def test_the_nearest_day_of_a_term(day: dt.date, nearest: dt.date) -> None:
    assert queries.nearest_day(TermFactory.build(body=None), day) == nearest


def test_an_open_term_has_no_last_day() -> None:
    assert queries.nearest_day(TermFactory.build(body=None, end_date=None), DAY) == DAY


def test_lists_of_people_do_not_even_read_contact_data(small: SmallCouncil) -> None:
    council = queries.composition(ANONYMOUS, small.term, DAY)
    person = council.groups[0].members[0].person
    assert {"email", "phone", "user_id", "about"} <= person.get_deferred_fields()


class TestOrganizationPage:
    def test_a_list_shows_who_sits_for_it(self, small: SmallCouncil) -> None:
        page = queries.organization_page(ANONYMOUS, "liste-1", dt.date(2016, 12, 6))
        assert page
        assert [row.person.family_name for row in page.memberships.now] == ["Çelik"]
        assert [row.person.family_name for row in page.memberships.earlier] == ["Beck"]
        assert page.senders == {small.plenary.pk: small.plenary}

    def test_who_comes_later_stands_apart(self, small: SmallCouncil) -> None:
        page = queries.organization_page(ANONYMOUS, "liste-2", dt.date(2016, 6, 30))
        assert page
        assert page.memberships.now == []
        assert [row.person.family_name for row in page.memberships.coming] == ["Conti"]

    def test_a_place_without_members_asks_for_no_others(
        self, small: SmallCouncil, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        with django_assert_num_queries(3):
            page = queries.organization_page(ANONYMOUS, "ak-bildung", DAY)
        assert page
        assert page.senders == {}

    def test_only_the_latest_of_the_past_are_read(self, small: SmallCouncil) -> None:
        for number in range(queries.EARLIER + 2):
            end = dt.date(2015, 1, 1) + dt.timedelta(number)
            MembershipFactory(organization=small.working_group, end_date=end)
        page = queries.organization_page(ANONYMOUS, "ak-bildung", DAY)
        assert page
        ends = [row.end_date for row in page.memberships.earlier]
        assert ends == sorted(ends, reverse=True)
        assert len(ends) == queries.EARLIER
        assert page.memberships.has_more

    def test_nothing_is_found_under_an_unknown_key(self, db: None) -> None:
        assert queries.organization_page(ANONYMOUS, "fehlt", DAY) is None


class TestPersonPage:
    def test_contact_data_is_private_by_default(self, db: None) -> None:
        PersonFactory(key="mina", email="geheim@example.org", phone="0231 1")
        page = queries.person_page(ANONYMOUS, "mina", DAY)
        assert page
        assert (page.email, page.phone, page.phone_uri) == ("", "", "")
        assert (page.person.email, page.person.phone) == ("", "")
        assert Person.objects.get(key="mina").email == "geheim@example.org"

    def test_each_is_shown_when_the_person_wants(self, db: None) -> None:
        PersonFactory(key="mina", email="m@example.org", phone="(0231) 1-2", phone_public=True)
        page = queries.person_page(ANONYMOUS, "mina", DAY)
        assert page
        assert (page.email, page.phone, page.phone_uri) == ("", "(0231) 1-2", "+4923112")

    def test_memberships_stand_by_time(self, small: SmallCouncil) -> None:
        before = queries.person_page(ANONYMOUS, small.follows.person.key, dt.date(2015, 1, 1))
        after = queries.person_page(ANONYMOUS, small.follows.person.key, dt.date(2021, 1, 1))
        assert before
        assert after
        assert [row.key for row in before.memberships.coming] == ["conti"]
        assert [row.key for row in after.memberships.earlier] == ["conti"]
        assert before.memberships.now == after.memberships.now == []

    def test_nobody_is_found_under_an_unknown_key(self, db: None) -> None:
        assert queries.person_page(ANONYMOUS, "niemand", DAY) is None


class TestWarnings:
    def test_only_those_who_work_for_the_council_read_them(self, small: SmallCouncil) -> None:
        for viewer in (ANONYMOUS, MEMBER):
            with pytest.raises(PermissionRefused):
                queries.composition_warnings(viewer, DAY)

    def test_a_council_in_order_has_none(self, small: SmallCouncil) -> None:
        assert queries.composition_warnings(OFFICE, DAY) == []

    def test_errors_stand_before_warnings(self, small: SmallCouncil) -> None:
        MembershipFactory(
            organization=small.plenary, kind=MembershipKind.ADVISORY, voting_right=False,
            person__family_name="Vor", start_date=dt.date(2014, 1, 1),
        )  # fmt: skip
        MembershipFactory.create_batch(2, organization=small.plenary)
        found = queries.composition_warnings(command("test"), DAY)
        assert [one.problem.code.value for one in found] == ["too_many_elected", "outside_term"]
        assert [one.is_error for one in found] == [True, False]

    def test_other_terms_are_left_out(self, small: SmallCouncil) -> None:
        other = PlenaryFactory(
            key="neu",
            term=TermFactory(key="neu", start_date=dt.date(2020, 11, 1), end_date=None),
        )
        MembershipFactory(
            organization=other,
            voting_right=False,
            start_date=dt.date(2020, 11, 1),
            end_date=None,
        )
        assert queries.composition_warnings(OFFICE, DAY) == []
        later = queries.composition_warnings(OFFICE, dt.date(2021, 1, 1))
        assert {one.problem.code.value for one in later} >= {"no_vote_in_seat"}

    def test_of_a_standing_plenary_only_what_touches_the_term(self, db: None) -> None:
        plenary = PlenaryFactory(term=None, body=TermFactory().body)
        old = {"start_date": dt.date(2001, 1, 1), "end_date": dt.date(2002, 1, 1)}
        MembershipFactory(organization=plenary, voting_right=False, **old)
        assert queries.composition_warnings(OFFICE, DAY) == []

    @pytest.mark.parametrize("more", [1, 3])
    def test_they_take_three_queries(
        self, small: SmallCouncil, django_assert_num_queries: DjangoAssertNumQueries, more: int
    ) -> None:
        MembershipFactory.create_batch(more, organization=small.plenary, voting_right=False)
        with django_assert_num_queries(3):
            assert len(queries.composition_warnings(OFFICE, DAY)) == more


def test_members_stand_by_role_then_name(small: SmallCouncil) -> None:
    for family, role in (("Zed", "spokesperson"), ("Ada", "member"), ("Bob", "deputy_chair")):
        MembershipFactory(
            organization=small.working_group,
            person__family_name=family,
            role=MembershipRole(role),
        )
    rows = queries.members_of(ANONYMOUS, [small.working_group], DAY)[small.working_group.pk]
    assert [row.person.family_name for row in rows] == ["Zed", "Bob", "Ada"]
