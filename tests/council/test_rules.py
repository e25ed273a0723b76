from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from mitsprache.audit.models import Entry
from mitsprache.council import operations, rules
from mitsprache.council.domain.composition import Period
from mitsprache.council.domain.problems import Code
from mitsprache.council.enums import MembershipKind, MembershipRole
from mitsprache.council.models import LegislativeTerm, Membership, Organization
from mitsprache.council.sentences import WORDS, days
from mitsprache.kernel.access import PermissionRefused
from mitsprache.kernel.actor import ANONYMOUS, command
from mitsprache.kernel.operation import operation
from tests.council.conftest import SmallCouncil
from tests.factories.council import (
    MembershipFactory,
    OrganizationFactory,
    PersonFactory,
    PlenaryFactory,
    TermFactory,
)

HAND = command("test")


def values(small: SmallCouncil, **more: Any) -> dict[str, Any]:
    return {
        "key": "neu",
        "person": PersonFactory(given_name="Nia", family_name="Neu"),
        "organization": small.plenary,
        "kind": MembershipKind.ELECTED,
        "voting_right": True,
        "start_date": dt.date(2016, 7, 1),
        "end_date": dt.date(2020, 10, 31),
    } | more


def refused(small: SmallCouncil, **more: Any) -> str:
    with pytest.raises(ValidationError) as caught:
        operations.membership.create(actor=HAND, values=values(small, **more))
    assert not Membership.objects.filter(key="neu").exists()
    assert not Entry.objects.exists()
    (sentence,) = caught.value.messages
    return sentence


def test_a_membership_in_order_is_written(small: SmallCouncil) -> None:
    membership = operations.membership.create(actor=HAND, values=values(small))
    assert membership.pk
    assert Entry.objects.count() == 1


def test_one_elected_member_too_many_is_refused_with_person_and_dates(small: SmallCouncil) -> None:
    MembershipFactory(organization=small.plenary)
    assert refused(small) == (
        "„Integrationsrat“ hätte 4 gewählte Mitglieder mit Stimmrecht (vom 1. Juli 2016 bis zum"
        " 31. Oktober 2020), es gibt aber nur 3 gewählte Sitze. An diesem Tag beginnen die"
        " Mitgliedschaften von Cora Conti, Nia Neu. Beenden Sie erst die Mitgliedschaft, die"
        " ausläuft."
    )


def test_one_appointed_member_too_many_is_refused(small: SmallCouncil) -> None:
    MembershipFactory(organization=small.plenary, kind=MembershipKind.APPOINTED)
    sentence = refused(small, kind=MembershipKind.APPOINTED, start_date=dt.date(2017, 1, 1))
    assert (
        "3 bestellte Mitglieder mit Stimmrecht (vom 1. Januar 2017 bis zum 31. Oktober 2020)"
        in sentence
    )
    assert "An diesem Tag beginnt die Mitgliedschaft von Nia Neu." in sentence


def test_votes_beyond_all_seats_are_refused(small: SmallCouncil) -> None:
    MembershipFactory(organization=small.plenary)
    MembershipFactory(organization=small.plenary, kind=MembershipKind.APPOINTED)
    sentence = refused(small, kind=MembershipKind.OTHER, start_date=dt.date(2015, 1, 1))
    assert "6 Mitglieder abstimmen (vom 1. Januar 2015 bis zum 31. Oktober 2020)" in sentence


def test_many_who_begin_together_are_not_all_named(small: SmallCouncil) -> None:
    day = dt.date(2018, 1, 1)
    MembershipFactory.create_batch(4, organization=small.plenary, start_date=day)
    assert "An diesem Tag" not in refused(small, start_date=day)


def test_a_second_membership_of_the_same_person_is_refused(small: SmallCouncil) -> None:
    sentence = refused(
        small, person=small.chair.person, kind=MembershipKind.OTHER, voting_right=False
    )
    assert sentence == (
        "Aylin Çelik ist in „Integrationsrat“ zweimal Mitglied, und beide Einträge gelten vom"
        " 1. Juli 2016 bis zum 31. Oktober 2020. Lassen Sie den einen enden, bevor der andere"
        " beginnt."
    )


DEPUTY = {"kind": MembershipKind.DEPUTY, "role": MembershipRole.DEPUTY, "voting_right": False}


def test_a_deputy_in_another_organization_is_refused(small: SmallCouncil) -> None:
    sentence = refused(small, organization=small.board, deputy_for=small.chair, **DEPUTY)
    assert sentence == (
        "Nia Neu soll in „Vorstand“ Aylin Çelik vertreten, ein Mitglied von „Integrationsrat“."
        " Vertreten kann man nur jemanden im selben Gremium."
    )


def test_a_deputy_beyond_the_dates_is_refused(small: SmallCouncil) -> None:
    sentence = refused(small, deputy_for=small.left, **DEPUTY)
    assert sentence.startswith(
        "Nia Neu vertritt Bert Beck in „Integrationsrat“ vom 1. Juli 2016 bis zum 31. Oktober 2020,"
        " aber Bert Beck ist nur vom 2. September 2014 bis zum 30. Juni 2016 Mitglied."
    )


def test_a_deputy_of_oneself_is_refused(small: SmallCouncil) -> None:
    own = operations.membership.create(actor=HAND, values=values(small, **DEPUTY))
    with pytest.raises(ValidationError) as caught:
        operations.membership.update(actor=HAND, record=own, values={"deputy_for": own})
    (sentence,) = caught.value.messages
    assert sentence.startswith("Nia Neu ist in „Integrationsrat“ als eigene Stellvertretung")


def test_shortening_a_membership_under_its_deputy_is_refused(small: SmallCouncil) -> None:
    operations.membership.create(actor=HAND, values=values(small, deputy_for=small.chair, **DEPUTY))
    with pytest.raises(ValidationError, match="Passen Sie die Daten der Stellvertretung an"):
        operations.membership.update(
            actor=HAND, record=small.chair, values={"end_date": dt.date(2017, 1, 1)}
        )


def test_an_end_before_the_start_is_refused_by_the_record_itself(small: SmallCouncil) -> None:
    assert refused(small, end_date=dt.date(2016, 6, 30)) == "Das Ende liegt vor dem Beginn."


def test_a_name_with_a_percent_sign_is_told_as_it_is(small: SmallCouncil) -> None:
    person = PersonFactory(given_name="100", family_name="%(s)s %")
    MembershipFactory(
        organization=small.plenary, person=person, kind=MembershipKind.OTHER, voting_right=False
    )
    sentence = refused(small, person=person)
    assert sentence.startswith("100 %(s)s % ist in")


def test_an_error_among_others_does_not_stand_in_the_way(small: SmallCouncil) -> None:
    twice = PersonFactory()
    for _number in range(2):
        MembershipFactory(
            person=twice, organization=small.plenary, kind=MembershipKind.OTHER, voting_right=False
        )
    assert operations.membership.create(actor=HAND, values=values(small)).pk


def test_visitors_write_nothing(small: SmallCouncil) -> None:
    with pytest.raises(PermissionRefused):
        operations.membership.create(actor=ANONYMOUS, values=values(small))


class TestPostponed:
    """A successor may be written before the predecessor's end, if both are right in the end."""

    @staticmethod
    @operation(permission="council.update_membership")
    def _succeed(*, actor: Any, small: SmallCouncil, ends: dt.date) -> None:
        MembershipFactory(organization=small.plenary)
        with rules.postponed():
            operations.membership.create(actor=actor, values=values(small))
            operations.membership.update(actor=actor, record=small.chair, values={"end_date": ends})

    def test_only_the_end_counts(self, small: SmallCouncil) -> None:
        self._succeed(actor=HAND, small=small, ends=dt.date(2016, 6, 30))
        assert Membership.objects.filter(key="neu").exists()

    def test_what_is_still_wrong_undoes_all(self, small: SmallCouncil) -> None:
        with pytest.raises(ValidationError) as caught:
            self._succeed(actor=HAND, small=small, ends=dt.date(2016, 7, 31))
        assert not Membership.objects.filter(key="neu").exists()
        (error,) = caught.value.error_list
        assert error.code == Code.TOO_MANY_ELECTED
        assert error.params
        assert {"neu", "celik"} <= set(error.params["memberships"])

    def test_nothing_written_asks_nothing(self, db: None) -> None:
        with rules.postponed():
            pass


class TestTerms:
    def term(self, **more: Any) -> LegislativeTerm:
        start = {"start_date": dt.date(2020, 11, 1), "end_date": None}
        plain = TermFactory.build(body=TermFactory().body, key="neu", **(start | more))
        fields = {f.name: getattr(plain, f.name) for f in LegislativeTerm._meta.concrete_fields}
        return operations.term.create(actor=HAND, values=fields)

    def test_terms_follow_each_other(self, small: SmallCouncil) -> None:
        assert self.term().pk

    def test_two_terms_on_one_day_are_refused(self, small: SmallCouncil) -> None:
        with pytest.raises(ValidationError, match="überschneidet sich mit „2014–2020“"):
            self.term(start_date=dt.date(2020, 10, 31))

    def test_fewer_seats_than_members_are_refused(self, small: SmallCouncil) -> None:
        with pytest.raises(ValidationError, match="es gibt aber nur einen gewählten Sitz"):
            operations.term.update(actor=HAND, record=small.term, values={"seats_elected": 1})

    def test_no_appointed_seats_at_all_are_counted_too(self, small: SmallCouncil) -> None:
        with pytest.raises(ValidationError, match="nur 0 bestellte Sitze"):
            operations.term.update(actor=HAND, record=small.term, values={"seats_appointed": 0})

    def test_more_seats_are_fine(self, small: SmallCouncil) -> None:
        operations.term.update(actor=HAND, record=small.term, values={"seats_elected": 20})

    def test_while_rules_are_postponed_members_are_not_counted(self, small: SmallCouncil) -> None:
        with rules.postponed():
            operations.term.update(actor=HAND, record=small.term, values={"seats_elected": 1})


class TestOrganizations:
    def test_an_organization_can_belong_to_another(self, small: SmallCouncil) -> None:
        operations.organization.update(
            actor=HAND, record=small.board, values={"parent": small.plenary}
        )

    def test_it_can_not_belong_to_itself_by_way_of_others(self, small: SmallCouncil) -> None:
        inner = OrganizationFactory(parent=small.board)
        with pytest.raises(ValidationError) as caught:
            operations.organization.update(actor=HAND, record=small.board, values={"parent": inner})
        assert caught.value.message_dict == {"parent": ["„Vorstand“ gehört so zu sich selbst."]}
        assert Organization.objects.get(pk=small.board.pk).parent is None


class TestPersons:
    def test_languages_that_have_a_name_are_taken(self, db: None) -> None:
        operations.person.create(
            actor=HAND, values={"key": "a", "family_name": "A", "languages": "de, tr,ku"}
        )

    def test_others_are_refused_beside_their_field(self, db: None) -> None:
        with pytest.raises(ValidationError) as caught:
            operations.person.create(
                actor=HAND, values={"key": "a", "family_name": "A", "languages": "de, xx, qq"}
            )
        assert caught.value.message_dict == {
            "languages": ["Diese Sprachkürzel sind nicht bekannt: xx, qq. Beispiel: de, tr."]
        }


def test_every_problem_has_its_words() -> None:
    assert set(WORDS) == set(Code)


def test_warnings_are_told_in_words_too(small: SmallCouncil) -> None:
    Membership.objects.filter(key="conti").update(
        voting_right=False, role=MembershipRole.CHAIR, start_date=dt.date(2014, 1, 1)
    )
    Organization.objects.filter(pk=small.plenary.pk).update(start_date=dt.date(2014, 6, 1))
    LegislativeTerm.objects.update(seats_appointed=9)
    MembershipFactory.create_batch(2, organization=small.plenary, kind=MembershipKind.APPOINTED)
    found = rules.find(list(rules.memberships_with_names()), LegislativeTerm.objects.all())
    told = {one.problem.code: one.sentence for one in found if one.problem.code is not None}
    assert told[Code.NO_VOTE_IN_SEAT].startswith(
        "Cora Conti hat in „Integrationsrat“ einen Sitz (direkt gewählt), aber kein Stimmrecht"
    )
    assert told[Code.OUTSIDE_TERM] == (
        "Die Mitgliedschaft von Cora Conti in „Integrationsrat“ (vom 1. Januar 2014 bis zum"
        " 31. Oktober 2020) reicht über die Wahlperiode hinaus (vom 1. Juni 2014 bis zum"
        " 31. Oktober 2020)."
    )
    assert "es „Integrationsrat“ gibt (ab dem 1. Juni 2014)" in told[Code.OUTSIDE_ORGANIZATION]
    assert "zwei Personen zugleich den Vorsitz: Cora Conti und" in told[Code.TWO_CHAIRS]
    assert "weniger gewählte als bestellte Mitglieder" in told[Code.ELECTED_MINORITY]


def test_rows_that_end_before_they_start_are_told_too(small: SmallCouncil) -> None:
    row = rules.memberships_with_names().get(key="celik")
    row.end_date = dt.date(2014, 1, 1)
    (found,) = rules.find([row], [small.term])
    assert found.sentence == (
        "Bei Aylin Çelik in „Integrationsrat“ liegt das Ende (1. Januar 2014) vor dem Beginn"
        " (2. September 2014)."
    )


def test_an_open_row_has_no_end_to_tell(small: SmallCouncil) -> None:
    row = rules.memberships_with_names().get(key="celik")
    row.end_date = None
    (found,) = rules.find([row], [small.term])
    assert "(ab dem 2. September 2014)" in found.sentence


def test_a_standing_plenary_stands_over_the_terms_of_its_body(db: None) -> None:
    term = TermFactory()
    plenary = PlenaryFactory(term=None, body=term.body)
    MembershipFactory(organization=plenary, voting_right=False)
    (found,) = rules.find(list(rules.memberships_with_names()), [term])
    assert found.problem.code is Code.NO_VOTE_IN_SEAT


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (Period(dt.date(2016, 5, 1), dt.date(2016, 5, 31)), "vom 1. Mai 2016 bis zum 31. Mai 2016"),
        (Period(dt.date(2016, 5, 1), dt.date(2016, 5, 1)), "am 1. Mai 2016"),
        (Period(dt.date(2016, 5, 1), None), "ab dem 1. Mai 2016"),
        (Period(None, dt.date(2016, 5, 1)), "bis zum 1. Mai 2016"),
        (Period(), "zu jeder Zeit"),
    ],
)
def test_days_are_written_in_words(period: Period, words: str) -> None:
    with translation.override("de"):
        assert days(period) == words
