"""Every record type of the workspace: create, list, change and delete through its pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.test import Client

from mitsprache.audit.models import Entry
from mitsprache.council.models import (
    AllowanceRate,
    Body,
    LegislativeTerm,
    Location,
    Membership,
    Organization,
    Person,
    RulesOfProcedure,
)
from mitsprache.goals.models import FieldOfAction, Goal, GoalOrganization, Plan
from mitsprache.meetings.models import FrameEntry, Meeting
from mitsprache.papers.models import Paper
from mitsprache.publishing.models import Article, Image
from tests.factories.council import (
    BodyFactory,
    OrganizationFactory,
    PersonFactory,
    RulesFactory,
    TermFactory,
)
from tests.factories.goals import GoalFactory, PlanFactory
from tests.factories.publishing import picture
from tests.office.forms import sent

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Kind:
    """A record type: where its pages are, what to create, the key it gets, and what to change."""

    folder: str
    model: type[Model]
    values: Callable[[], dict[str, Any]]
    key: str
    change: dict[str, str]
    noun: str


def term_values() -> dict[str, Any]:
    BodyFactory()
    return {
        "name": "2025–2030",
        "council_name": "Integrationsrat",
        "council_short_name": "Integrationsrat",
        "start_date": "2025-11-01",
        "seats_elected": "18",
        "seats_appointed": "9",
    }


def organization_values() -> dict[str, Any]:
    BodyFactory()
    return {"name": "Arbeitskreis Bildung", "organization_type": "working_group", "tone": "1"}


def membership_values() -> dict[str, Any]:
    return {
        "person": str(PersonFactory(key="mina").pk),
        "organization": str(OrganizationFactory(key="verein").pk),
        "role": "member",
        "kind": "other",
        "start_date": "2026-01-01",
    }


def meeting_values() -> dict[str, Any]:
    term = TermFactory()
    return {
        "organization": str(OrganizationFactory(term=term).pk),
        "term": str(term.pk),
        "name": "5. Sitzung",
        "state": "planned",
        "is_public": "on",
        "start_at": "2026-12-08T16:00",
    }


def link_values() -> dict[str, Any]:
    return {
        "goal": str(GoalFactory(key="ziel").pk),
        "organization": str(OrganizationFactory(key="verein").pk),
        "relation": "partner",
    }


def rate_values() -> dict[str, Any]:
    return {
        "rules": str(RulesFactory(key="regeln").pk),
        "organization_type": "plenary",
        "valid_from": "2016-01-01",
        "amount": "22.70",
    }


KINDS = [
    Kind(
        "geschaeftsordnungen",
        RulesOfProcedure,
        lambda: {"term": str(TermFactory().pk)},
        "2014-2020",
        {"notice_days": "10"},
        "rules",
    ),
    Kind(
        "sitzungsgelder",
        AllowanceRate,
        rate_values,
        "regeln-plenary-2016-01-01",
        {"sessions_a_year": "8"},
        "rate",
    ),
    Kind(
        "rahmen",
        FrameEntry,
        lambda: {"term": str(TermFactory().pk), "title": "Anträge", "kind": "section"},
        "2014-2020--antraege",
        {"position": "3"},
        "frame_entry",
    ),
    Kind(
        "orte", Location, lambda: {"description": "Rathaus"}, "rathaus", {"room": "2"}, "location"
    ),
    Kind(
        "stadt",
        Body,
        lambda: {"name": "Stadt Hagen", "short_name": "Hagen", "accent": "blue"},
        "hagen",
        {"motto": "Zusammen"},
        "body",
    ),
    Kind(
        "wahlperioden", LegislativeTerm, term_values, "2025-2030", {"seats_elected": "20"}, "term"
    ),
    Kind(
        "organisationen",
        Organization,
        organization_values,
        "arbeitskreis-bildung",
        {"website": "council.example"},
        "organization",
    ),
    Kind(
        "personen",
        Person,
        lambda: {"given_name": "Şule", "family_name": "Öz"},
        "sule-oez",
        {"languages": "de, tr"},
        "person",
    ),
    Kind(
        "mitgliedschaften",
        Membership,
        membership_values,
        "mina-verein",
        {"end_date": "2026-12-31"},
        "membership",
    ),
    Kind(
        "sitzungen",
        Meeting,
        meeting_values,
        "2026-12-08-5-sitzung",
        {"state": "invited"},
        "meeting",
    ),
    Kind(
        "ziele",
        Goal,
        lambda: {"term": str(TermFactory().pk), "kind": "goal", "title": "Wahlrecht"},
        "wahlrecht",
        {"summary": "Kurz\ngesagt"},
        "goal",
    ),
    Kind(
        "beteiligungen",
        GoalOrganization,
        link_values,
        "ziel-verein-partner",
        {"position": "3"},
        "link",
    ),
    Kind(
        "plaene",
        Plan,
        lambda: {"kind": "concept", "title": "Masterplan"},
        "masterplan",
        {"start_year": "2005"},
        "plan",
    ),
    Kind(
        "handlungsfelder",
        FieldOfAction,
        lambda: {"plan": str(PlanFactory().pk), "title": "Arbeit"},
        "arbeit",
        {"position": "2"},
        "field",
    ),
    Kind(
        "drucksachen",
        Paper,
        lambda: {"term": str(TermFactory().pk), "paper_type": "motion", "title": "Mehr Kurse"},
        "mehr-kurse",
        {"summary": "Kurz"},
        "paper",
    ),
    Kind(
        "artikel",
        Article,
        lambda: {"kind": "news", "title": "Neues", "text": "Ein Absatz"},
        "neues",
        {"summary": "Kurz"},
        "article",
    ),
    Kind(
        "bilder",
        Image,
        lambda: {"alt": "Ein Fest", "file": SimpleUploadedFile("fest.jpg", picture())},
        "ein-fest",
        {"credit": "Foto: A. B."},
        "image",
    ),
]
each_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.folder)


def create(office: Client, kind: Kind) -> Any:
    values = kind.values()
    page = office.get(f"/office/{kind.folder}/neu/")
    assert page.status_code == 200
    return office.post(f"/office/{kind.folder}/neu/", sent(page, **values))


@each_kind
def test_a_record_is_created_listed_and_logged(office: Client, kind: Kind) -> None:
    response = create(office, kind)
    assert response.status_code == 302, response.context["form"].errors
    assert response.url == f"/office/{kind.folder}/{kind.key}/"
    page = office.get(f"/office/{kind.folder}/").content.decode()
    assert f'href="/office/{kind.folder}/{kind.key}/"' in page
    entry = Entry.objects.latest("number")
    assert entry.action.endswith(f".create_{kind.noun}")
    assert entry.actor_name == "Olga Büro"


@each_kind
def test_a_record_is_changed(office: Client, kind: Kind) -> None:
    create(office, kind)
    address = f"/office/{kind.folder}/{kind.key}/"
    response = office.post(address, sent(office.get(address), **kind.change))
    assert response.status_code == 302, response.context["form"].errors
    [name] = kind.change
    before, after = (
        kind.change[name],
        str(kind.model._default_manager.values_list(name, flat=True).get(key=kind.key)),
    )
    assert after in {" ".join(before.split()), f"https://{before}"}


@each_kind
def test_a_record_is_deleted(office: Client, kind: Kind) -> None:
    create(office, kind)
    address = f"/office/{kind.folder}/{kind.key}/loeschen/"
    assert office.get(address).status_code == 200
    assert office.post(address).url == f"/office/{kind.folder}/"
    assert not kind.model._default_manager.filter(key=kind.key).exists()


@each_kind
def test_an_empty_form_says_what_is_missing(office: Client, kind: Kind) -> None:
    response = office.post(f"/office/{kind.folder}/neu/", {})
    assert response.status_code == 422
    assert "Bitte prüfen Sie" in response.content.decode()
    assert not kind.model._default_manager.exists()


@each_kind
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_every_list_comes_as_a_file(office: Client, kind: Kind, form: str) -> None:
    create(office, kind)
    response = office.get(f"/office/{kind.folder}/?format={form}")
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith(f'attachment; filename="{kind.noun}-')


@each_kind
def test_every_column_sorts(office: Client, kind: Kind) -> None:
    create(office, kind)
    headings = office.get(f"/office/{kind.folder}/").context["headings"]
    sortable = [heading["sort"] for heading in headings if heading["sort"]]
    assert sortable
    for query in sortable:
        assert office.get(f"/office/{kind.folder}/{query}").status_code == 200


@each_kind
def test_pages_speak_english_for_those_who_want_it(client: Client, kind: Kind) -> None:
    from tests.factories.accounts import UserFactory, log_in

    log_in(client, UserFactory(roles=["office"], language="en"))
    page = client.get(f"/office/{kind.folder}/").content.decode()
    assert '<html lang="en"' in page


def test_a_membership_that_breaks_a_rule_is_refused_beside_the_form(office: Client) -> None:
    create(office, next(kind for kind in KINDS if kind.folder == "mitgliedschaften"))
    values = {
        "person": str(Person.objects.get().pk),
        "organization": str(Organization.objects.get().pk),
        "role": "member",
        "kind": "other",
        "start_date": "2026-03-01",
    }
    page = office.get("/office/mitgliedschaften/neu/")
    response = office.post("/office/mitgliedschaften/neu/", sent(page, **values))
    assert response.status_code == 422
    assert "zweimal Mitglied" in response.content.decode()
    assert Membership.objects.count() == 1


def test_a_membership_that_is_odd_is_saved_with_a_warning(office: Client) -> None:
    term = TermFactory()
    council = OrganizationFactory(organization_type="plenary", term=term, key="rat")
    values = {
        "person": str(PersonFactory().pk),
        "organization": str(council.pk),
        "role": "member",
        "kind": "elected",
        "start_date": "2015-01-01",
        "end_date": "2016-01-01",
    }
    page = office.get("/office/mitgliedschaften/neu/?organization=rat")
    assert page.context["form"]["organization"].value() == council.pk
    saved = office.post("/office/mitgliedschaften/neu/", sent(page, **values), follow=True)
    assert "aber kein Stimmrecht" in saved.content.decode()
    assert Membership.objects.count() == 1


def test_memberships_stand_on_both_pages(office: Client) -> None:
    create(office, next(kind for kind in KINDS if kind.folder == "mitgliedschaften"))
    for address in ("/office/personen/mina/", "/office/organisationen/verein/"):
        page = office.get(address).content.decode()
        assert f'href="/office/mitgliedschaften/mina-verein/?zurueck={address}"' in page
        assert "dauert an" in page


def test_goals_and_plans_show_what_belongs_to_them(office: Client) -> None:
    create(office, next(kind for kind in KINDS if kind.folder == "beteiligungen"))
    assert (
        "/office/beteiligungen/ziel-verein-partner/"
        in office.get("/office/ziele/ziel/").content.decode()
    )
    create(office, next(kind for kind in KINDS if kind.folder == "handlungsfelder"))
    plan = Plan.objects.get()
    assert (
        "/office/handlungsfelder/arbeit/"
        in office.get(f"/office/plaene/{plan.key}/").content.decode()
    )


def test_there_is_one_municipality(office: Client) -> None:
    assert office.get("/office/stadt/").context["create_url"] == "/office/stadt/neu/"
    BodyFactory()
    assert office.get("/office/stadt/").context["create_url"] == ""
