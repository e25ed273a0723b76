"""Writes to papers: numbers without gaps and races, states, versions, signatures."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from mitsprache.accounts.models import User
from mitsprache.council.models import Person
from mitsprache.kernel import clock
from mitsprache.kernel.access import PermissionRefused
from mitsprache.kernel.actor import ANONYMOUS, Actor, ActorKind, command
from mitsprache.kernel.store import Conflict
from mitsprache.papers import operations
from mitsprache.papers.enums import PaperState, PaperType, SignatureState
from mitsprache.papers.models import Originator, Paper
from tests.factories.accounts import UserFactory
from tests.factories.council import PersonFactory, TermFactory
from tests.factories.papers import (
    FileFactory,
    OriginatorFactory,
    PaperFactory,
    VersionFactory,
)

pytestmark = pytest.mark.django_db

OFFICE = Actor(ActorKind.USER, user_id=99, name="Grete Amt", roles=frozenset({"office"}))
SPRING = dt.date(2026, 4, 1)


def member(role: str = "member") -> tuple[Actor, Person]:
    user: User = UserFactory(roles=[role])
    person = PersonFactory(user=user)
    return Actor(ActorKind.USER, user_id=user.pk, name=user.name, roles=frozenset({role})), person


def draft(**values: Any) -> Paper:
    paper: Paper = PaperFactory(draft=True, date=None, **values)
    OriginatorFactory(paper=paper)
    return paper


def own_values() -> dict[str, Any]:
    return {
        "key": "mehr-kurse",
        "term": TermFactory(),
        "paper_type": PaperType.MOTION,
        "title": "Mehr Kurse",
        "text": "<p>Mehr Kurse.</p>",
    }


class TestSubmit:
    def test_numbers_follow_each_other_without_a_gap(self) -> None:
        with clock.stopped(SPRING):
            papers = [operations.submit(actor=OFFICE, paper=draft()) for _n in range(3)]
        assert [paper.reference for paper in papers] == ["1-26", "2-26", "3-26"]
        assert [(paper.number, paper.year) for paper in papers] == [(1, 2026), (2, 2026), (3, 2026)]
        assert {paper.date for paper in papers} == {SPRING}

    def test_a_number_follows_the_highest_of_its_year(self) -> None:
        PaperFactory(number=40, year=2026)
        PaperFactory(number=900, year=2025)
        with clock.stopped(SPRING):
            assert operations.submit(actor=OFFICE, paper=draft()).reference == "41-26"

    def test_the_first_version_is_what_was_submitted(self) -> None:
        paper = operations.submit(actor=OFFICE, paper=draft(title="Titel"))
        version = paper.versions.get()
        assert (version.number, version.title, version.text) == (1, "Titel", paper.text)
        assert version.date == paper.date
        assert version.reason == ""

    def test_a_date_that_the_office_set_stays(self) -> None:
        paper = draft()
        day = dt.date(2026, 3, 1)
        operations.paper.update(actor=OFFICE, record=paper, values={"date": day})
        assert operations.submit(actor=OFFICE, paper=paper).date == day

    def test_a_paper_is_submitted_once(self) -> None:
        paper = draft()
        stale = Paper.objects.get(pk=paper.pk)
        operations.submit(actor=OFFICE, paper=paper)
        with pytest.raises(ValidationError, match="schon eingereicht"):
            operations.submit(actor=OFFICE, paper=stale)
        assert paper.versions.count() == 1

    def test_there_must_be_something_to_read(self) -> None:
        paper = draft(text="")
        with pytest.raises(ValidationError, match="weder Text noch Datei"):
            operations.submit(actor=OFFICE, paper=paper)
        FileFactory(paper=paper)
        assert operations.submit(actor=OFFICE, paper=paper).reference

    @pytest.mark.parametrize("state", [SignatureState.ASKED, SignatureState.DECLINED])
    def test_somebody_must_bring_it_in(self, state: SignatureState) -> None:
        paper = PaperFactory(draft=True)
        OriginatorFactory(paper=paper, state=state)
        OriginatorFactory(paper=paper, is_co_signer=True)
        with pytest.raises(ValidationError, match="wer die Drucksache einbringt"):
            operations.submit(actor=OFFICE, paper=paper)

    @pytest.mark.parametrize("role", ["member", "deputy", "chair", "translator"])
    def test_only_the_office_gives_numbers(self, role: str) -> None:
        actor, _person = member(role)
        with pytest.raises(PermissionRefused):
            operations.submit(actor=actor, paper=draft())


class TestStates:
    def test_a_withdrawn_paper_keeps_its_number(self) -> None:
        paper = PaperFactory(number=7)
        operations.withdraw(actor=OFFICE, paper=paper)
        assert (paper.state, paper.reference) == (PaperState.WITHDRAWN, "7-16")
        with pytest.raises(ValidationError, match="Nur eine eingereichte"):
            operations.withdraw(actor=OFFICE, paper=paper)

    def test_only_drafts_are_deleted(self) -> None:
        paper = PaperFactory()
        with pytest.raises(PermissionRefused) as refused:
            operations.paper.delete(actor=OFFICE, record=paper)
        assert "Ziehen Sie sie zurück" in str(refused.value.reason)
        operations.paper.delete(actor=OFFICE, record=draft())
        assert list(Paper.objects.all()) == [paper]

    def test_the_office_creates_drafts(self) -> None:
        paper = operations.paper.create(actor=OFFICE, values=own_values())
        assert (paper.state, paper.reference) == (PaperState.DRAFT, "")

    @pytest.mark.parametrize("name", ["state", "reference", "number", "year", "handed_in_at"])
    def test_no_form_sets_what_an_operation_of_its_own_sets(self, name: str) -> None:
        with pytest.raises(TypeError, match=name):
            operations.paper.update(actor=OFFICE, record=draft(), values={name: None})
        with pytest.raises(TypeError, match=name):
            operations.paper.create(actor=OFFICE, values={**own_values(), name: None})

    def test_a_draft_is_changed_as_one_likes(self) -> None:
        paper = draft()
        operations.paper.update(actor=OFFICE, record=paper, values={"title": "Neu", "text": ""})
        assert (paper.title, paper.versions.count()) == ("Neu", 0)

    @pytest.mark.parametrize("state", [PaperState.SUBMITTED, PaperState.WITHDRAWN])
    @pytest.mark.parametrize("name", ["title", "text"])
    def test_a_submitted_text_changes_with_a_reason_only(
        self, state: PaperState, name: str
    ) -> None:
        paper = PaperFactory(state=state)
        with pytest.raises(ValidationError, match="nur eine neue Fassung"):
            operations.paper.update(actor=OFFICE, record=paper, values={name: "Neu"})
        same = {"title": paper.title, "text": paper.text, "summary": "Kurz"}
        operations.paper.update(actor=OFFICE, record=paper, values=same)
        assert paper.summary == "Kurz"

    def test_a_paper_does_not_amend_itself(self) -> None:
        one, two = draft(), draft()
        operations.paper.update(actor=OFFICE, record=two, values={"amends": one})
        with pytest.raises(ValidationError, match="änderte sich so selbst"):
            operations.paper.update(actor=OFFICE, record=one, values={"amends": two})


class TestModel:
    @pytest.mark.parametrize(
        ("values", "words"),
        [
            ({"reference": "14/2016"}, "sieht aus wie 11948-14"),
            ({"draft": True, "reference": "1-16"}, "Ein Entwurf hat noch keine"),
            ({"reference": ""}, "jede andere Drucksache hat eine"),
            ({"key": "feed"}, "gehört schon dem Feed"),
        ],
    )
    def test_what_makes_no_sense_is_refused(self, values: dict[str, Any], words: str) -> None:
        paper = PaperFactory.build(term=TermFactory(), **values)
        with pytest.raises(ValidationError, match=words):
            paper.full_clean()

    def test_the_reference_says_number_and_year(self) -> None:
        paper = PaperFactory.build(term=TermFactory(), reference="11948-14")
        paper.full_clean()
        assert (paper.number, paper.year) == (11948, 2014)

    def test_a_reference_is_given_once(self) -> None:
        PaperFactory(number=5)
        with pytest.raises(ValidationError, match="schon eine andere Drucksache"):
            PaperFactory.build(term=TermFactory(), reference="5-16").full_clean()

    def test_a_version_holds_no_html_that_was_not_sanitised(self) -> None:
        version = VersionFactory.build(paper=PaperFactory(), title="x", text="<script>x</script>")
        with pytest.raises(ValidationError, match="HTML"):
            version.full_clean()


class TestRevise:
    def revise(self, paper: Paper, **values: Any) -> Paper:
        given = {"title": paper.title, "text": "<p>Neu.</p>", "reason": "Zahl berichtigt", **values}
        return operations.revise(actor=OFFICE, paper=paper, **given)

    def test_the_earlier_text_stays_as_a_version(self) -> None:
        paper = operations.submit(actor=OFFICE, paper=draft())
        old = paper.text
        self.revise(paper)
        assert paper.text == "<p>Neu.</p>"
        versions = paper.versions.order_by("number").values_list("number", "text", "reason")
        assert list(versions) == [(1, old, ""), (2, "<p>Neu.</p>", "Zahl berichtigt")]

    def test_a_paper_from_files_gets_its_first_version_first(self) -> None:
        paper = PaperFactory()
        old = paper.text
        self.revise(paper)
        first, second = paper.versions.order_by("number")
        assert (first.text, first.date, second.number) == (old, paper.date, 2)

    @pytest.mark.parametrize("reason", ["", "  "])
    def test_a_reason_is_needed(self, reason: str) -> None:
        with pytest.raises(ValidationError, match="warum sich der Text ändert"):
            self.revise(PaperFactory(), reason=reason)

    def test_something_must_change(self) -> None:
        paper = PaperFactory()
        with pytest.raises(ValidationError, match="nichts geändert"):
            self.revise(paper, text=paper.text)

    @pytest.mark.parametrize("values", [{"draft": True}, {"state": PaperState.WITHDRAWN}])
    def test_only_what_was_submitted_is_revised(self, values: dict[str, Any]) -> None:
        with pytest.raises(ValidationError, match="Nur eine eingereichte"):
            self.revise(PaperFactory(**values))

    def test_a_change_by_somebody_else_is_told(self) -> None:
        paper = PaperFactory()
        with pytest.raises(Conflict):
            self.revise(paper, expected_version=paper.version + 1)

    def test_the_paper_says_what_its_last_version_says(self) -> None:
        paper = PaperFactory()
        VersionFactory(paper=paper, text="<p>Anders.</p>")
        with pytest.raises(ValidationError, match="letzten Fassung"):
            operations.paper.update(actor=OFFICE, record=paper, values={"summary": "x"})


class TestMembers:
    def test_a_member_writes_and_hands_in(self) -> None:
        actor, person = member()
        paper = operations.own.create(actor=actor, values=own_values())
        first = paper.originators.get()
        assert (first.person, first.is_co_signer, first.state) == (person, False, "confirmed")
        operations.own.update(actor=actor, record=paper, values={"title": "Noch mehr Kurse"})
        operations.hand_in(actor=actor, paper=paper)
        assert paper.handed_in_at
        assert paper.state == PaperState.DRAFT
        for attempt in (
            lambda: operations.own.update(actor=actor, record=paper, values={"title": "x"}),
            lambda: operations.own.delete(actor=actor, record=paper),
            lambda: operations.hand_in(actor=actor, paper=paper),
        ):
            with pytest.raises(PermissionRefused) as refused:
                attempt()
            assert "schon bei der Geschäftsstelle" in str(refused.value.reason)
        operations.give_back(actor=OFFICE, paper=paper)
        operations.own.delete(actor=actor, record=paper)
        assert not Paper.objects.exists()

    def test_an_empty_draft_is_not_handed_in(self) -> None:
        actor, _person = member()
        paper = operations.own.create(actor=actor, values={**own_values(), "text": ""})
        with pytest.raises(ValidationError, match="noch keinen Text"):
            operations.hand_in(actor=actor, paper=paper)

    def test_what_is_submitted_is_not_given_back(self) -> None:
        with pytest.raises(ValidationError, match="schon eingereicht"):
            operations.give_back(actor=OFFICE, paper=PaperFactory())

    def test_an_account_without_a_person_writes_no_drafts(self) -> None:
        user = UserFactory(roles=["member"])
        actor = Actor(ActorKind.USER, user_id=user.pk, name="x", roles=frozenset({"member"}))
        with pytest.raises(ValidationError, match="mit keiner Person verbunden"):
            operations.own.create(actor=actor, values=own_values())
        assert not Paper.objects.exists()

    def test_a_command_is_nobody(self) -> None:
        PersonFactory(user=None)
        with pytest.raises(ValidationError, match="mit keiner Person"):
            operations.own.create(actor=command("mitsprache"), values=own_values())
        paper = draft()
        assert paper.originators.get().person.user is None  # type: ignore[union-attr]
        with pytest.raises(PermissionRefused):
            operations.hand_in(actor=command("mitsprache"), paper=paper)

    @pytest.mark.parametrize("name", ["public", "state", "is_invented", "under_direction_of"])
    def test_members_set_nothing_but_their_texts(self, name: str) -> None:
        actor, _person = member()
        paper = operations.own.create(actor=actor, values=own_values())
        with pytest.raises(TypeError, match=name):
            operations.own.update(actor=actor, record=paper, values={name: None})
        with pytest.raises(TypeError, match=name):
            operations.own.create(actor=actor, values={**own_values(), name: None})

    def test_nobody_touches_the_draft_of_another(self) -> None:
        actor, _person = member()
        other, _second = member("chair")
        paper = operations.own.create(actor=actor, values=own_values())
        for who in (other, ANONYMOUS):
            with pytest.raises(PermissionRefused):
                operations.own.update(actor=who, record=paper, values={"title": "x"})
            with pytest.raises(PermissionRefused):
                operations.hand_in(actor=who, paper=paper)


class TestCoSigners:
    def asked(self) -> tuple[Paper, Originator, Actor, Actor]:
        author, _person = member()
        other, person = member("deputy")
        paper = operations.own.create(actor=author, values=own_values())
        request = operations.ask_co_signer(actor=author, paper=paper, person=person)
        return paper, request, author, other

    def test_who_is_asked_answers(self) -> None:
        paper, request, _author, other = self.asked()
        assert (request.state, request.is_co_signer, request.position) == ("asked", True, 1)
        operations.answer_request(actor=other, request=request, agrees=True)
        assert paper.originators.get(is_co_signer=True).state == SignatureState.CONFIRMED
        with pytest.raises(PermissionRefused):
            operations.answer_request(actor=other, request=request, agrees=False)

    def test_who_declines_stays_noted_as_such(self) -> None:
        _paper, request, _author, other = self.asked()
        operations.answer_request(actor=other, request=request, agrees=False)
        assert request.state == SignatureState.DECLINED

    def test_nobody_answers_for_another(self) -> None:
        _paper, request, author, _other = self.asked()
        for who in (author, OFFICE, command("mitsprache"), ANONYMOUS):
            with pytest.raises(PermissionRefused):
                operations.answer_request(actor=who, request=request, agrees=True)

    def test_a_request_to_an_organization_is_answered_by_nobody(self) -> None:
        actor, _person = member()
        request = OriginatorFactory.build(person=None, state=SignatureState.ASKED)
        with pytest.raises(PermissionRefused):
            operations.answer_request(actor=actor, request=request, agrees=True)

    def test_nobody_is_asked_twice(self) -> None:
        paper, request, author, _other = self.asked()
        assert request.person
        with pytest.raises(ValidationError, match="steht schon bei der Drucksache"):
            operations.ask_co_signer(actor=author, paper=paper, person=request.person)

    def test_the_office_records_a_signature_itself(self) -> None:
        paper, request, _author, _other = self.asked()
        values = {"state": SignatureState.CONFIRMED}
        operations.originator.update(actor=OFFICE, record=request, values=values)
        assert paper.originators.filter(state=SignatureState.CONFIRMED).count() == 2


def test_versions_are_written_by_no_role() -> None:
    version = VersionFactory()
    with pytest.raises(PermissionRefused):
        operations.version.update(actor=OFFICE, record=version, values={"text": "x"})
    with pytest.raises(PermissionRefused):
        operations.version.delete(actor=OFFICE, record=version)
