"""Who gets into which page of the workspace."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories.accounts import UserFactory, log_in
from tests.factories.council import (
    BodyFactory,
    LocationFactory,
    MembershipFactory,
    OrganizationFactory,
    PersonFactory,
    RateFactory,
    RulesFactory,
    TermFactory,
)
from tests.factories.goals import (
    FieldOfActionFactory,
    GoalFactory,
    GoalOrganizationFactory,
    PlanFactory,
)
from tests.factories.meetings import AgendaItemFactory, FrameEntryFactory, MeetingFactory
from tests.factories.papers import (
    ConsultationFactory,
    FileFactory,
    OriginatorFactory,
    PaperFactory,
)
from tests.factories.publishing import ArticleFactory, ImageFactory

pytestmark = pytest.mark.django_db

STAFF = {"office", "administration"}
PREPARES = STAFF | {"chair"}
READS = STAFF | {"chair"}
MEMBERS = {"member", "deputy", "chair"}
NOBODY_ELSE = {"member", "deputy", "translator", "chair", "office", "administration"}

FOLDERS = {
    "orte": (READS, STAFF),
    "stadt": (READS, STAFF),
    "wahlperioden": (READS, STAFF),
    "organisationen": (READS, STAFF),
    "personen": (READS, STAFF),
    "mitgliedschaften": (READS, STAFF),
    "ziele": (READS, STAFF),
    "beteiligungen": (READS, STAFF),
    "plaene": (READS, STAFF),
    "handlungsfelder": (READS, STAFF),
    "sitzungen": (PREPARES, PREPARES),
    "rahmen": (PREPARES, PREPARES),
    "geschaeftsordnungen": (READS, STAFF),
    "sitzungsgelder": (READS, STAFF),
    "drucksachen": (READS, STAFF),
    "artikel": (READS, STAFF),
    "bilder": (READS, STAFF),
}
PAGES = {
    "/office/": NOBODY_ELSE,
    "/office/uebersetzung/": STAFF | {"translator"},
    "/office/uebersetzung/goal/x/tr/": STAFF | {"translator"},
    "/office/ziele/x/verknuepfungen/": STAFF,
    "/office/sitzungen/x/tagesordnung/": PREPARES,
    "/office/sitzungen/x/tagesordnung/neu/": PREPARES,
    "/office/tagesordnungspunkte/x/": PREPARES,
    "/office/tagesordnungspunkte/x/loeschen/": PREPARES,
    "/office/drucksachen/x/neue-fassung/": STAFF,
    "/office/drucksachen/x/einbringungen/neu/": STAFF,
    "/office/drucksachen/x/beratungen/neu/": STAFF,
    "/office/drucksachen/x/dateien/neu/": STAFF,
    "/office/einbringungen/x/": STAFF,
    "/office/einbringungen/x/loeschen/": STAFF,
    "/office/beratungen/x/": STAFF,
    "/office/beratungen/x/loeschen/": STAFF,
    "/office/dateien/x/": STAFF,
    "/office/dateien/x/loeschen/": STAFF,
    "/office/meine-drucksachen/": MEMBERS,
    "/office/meine-drucksachen/neu/": MEMBERS,
} | {
    f"/office/{folder}/{page}": readers if page == "" else writers
    for folder, (readers, writers) in FOLDERS.items()
    for page in ("", "neu/", "x/", "x/loeschen/")
}
POSTS = {
    "/office/artikel/x/veroeffentlichen/": STAFF,
    "/office/artikel/x/zurueckziehen/": STAFF,
    "/office/artikel/x/vorschau-erneuern/": STAFF,
    "/office/drucksachen/x/einreichen/": STAFF,
    "/office/drucksachen/x/zurueckgeben/": STAFF,
    "/office/drucksachen/x/zurueckziehen/": STAFF,
    "/office/sprache/": NOBODY_ELSE,
}


@pytest.fixture
def records() -> None:
    """One record of each kind, all with the key 'x'."""
    for factory in (
        BodyFactory,
        TermFactory,
        LocationFactory,
        OrganizationFactory,
        PersonFactory,
        MembershipFactory,
        PlanFactory,
        FieldOfActionFactory,
        GoalFactory,
        GoalOrganizationFactory,
        ArticleFactory,
        ImageFactory,
        RulesFactory,
        RateFactory,
        FrameEntryFactory,
    ):
        factory(key="x")
    paper = PaperFactory(key="x", draft=True)
    OriginatorFactory(key="x", paper=paper)
    ConsultationFactory(key="x", paper=paper)
    FileFactory(key="x", paper=paper)
    AgendaItemFactory(key="x", meeting=MeetingFactory(key="x"))


@pytest.mark.parametrize("role", sorted(NOBODY_ELSE))
def test_a_role_gets_in_where_it_should(client: Client, records: None, role: str) -> None:
    log_in(client, UserFactory(roles=[role]))
    for address, allowed in PAGES.items():
        expected = 200 if role in allowed else 403
        assert client.get(address).status_code == expected, address
    for address, allowed in POSTS.items():
        status = client.post(address, {"language": "de"}).status_code
        assert status == (302 if role in allowed else 403), address


def test_who_is_refused_learns_which_roles_would_do(client: Client, records: None) -> None:
    log_in(client, UserFactory(roles=["member"]))
    page = client.get("/office/personen/neu/").content.decode()
    assert "Dafür fehlt Ihnen eine dieser Rollen: Administration, Geschäftsstelle." in page


def test_visitors_are_sent_to_the_log_in(client: Client, records: None) -> None:
    for address in [*PAGES, *POSTS]:
        response = client.post(address)
        assert response.status_code == 302, address
        assert response.url.startswith("/konto/anmelden/?next="), address


def test_reading_is_no_way_to_act(office: Client, records: None) -> None:
    for address in POSTS:
        assert office.get(address).status_code == 405, address


def test_navigation_shows_what_one_may_open(client: Client) -> None:
    log_in(client, UserFactory(roles=["translator"]))
    page = client.get("/office/").content.decode()
    assert 'href="/office/uebersetzung/"' in page
    assert 'href="/office/personen/"' not in page
    assert 'href="/office/protokoll/"' not in page


def test_every_entry_of_the_navigation_opens(client: Client) -> None:
    log_in(client, UserFactory(roles=["administration", "office", "member"]))
    from mitsprache.kernel.actor import Actor, ActorKind
    from mitsprache.office.navigation import SECTIONS, navigation

    actor = Actor(ActorKind.USER, 1, "", frozenset({"administration", "office", "member"}))
    links = [
        link for section in navigation(actor, "/office/personen/x/") for link in section["links"]
    ]
    assert len(links) == sum(len(entries) for _title, entries in SECTIONS)
    assert [link["label"] for link in links if link["current"]] == ["Personen"]
    for link in links:
        assert client.get(link["url"]).status_code == 200
