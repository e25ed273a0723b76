"""What the first page asks for, and the language of the workspace."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from mitsprache.accounts.models import User
from mitsprache.audit.models import Entry
from mitsprache.kernel import clock
from tests.factories.accounts import UserFactory, log_in
from tests.factories.council import MembershipFactory, PlenaryFactory, TermFactory
from tests.factories.meetings import AgendaItemFactory, MeetingFactory
from tests.factories.publishing import ArticleFactory

pytestmark = pytest.mark.django_db


def tasks(client: Client) -> dict[str, list[tuple[str, str, str, str]]]:
    panels = client.get("/office/").context["panels"]
    return {
        panel.title: [(task.label, task.url, task.text, task.level) for task in panel.tasks]
        for panel in panels
    }


def test_duty_pages_that_are_missing_or_empty_are_named(office: Client) -> None:
    ArticleFactory(kind="page", duty="imprint")
    ArticleFactory(kind="page", duty="privacy", key="datenschutz", state="draft", publish_at=None)
    found = {label: (url, text) for label, url, text, _level in tasks(office)["Pflichtseiten"]}
    assert "Impressum" not in found
    assert found["Datenschutz"] == (
        "/office/artikel/datenschutz/",
        "Ist leer oder nicht veröffentlicht.",
    )
    url, text = found["Kontakt"]
    assert text == "Fehlt noch."
    assert url == "/office/artikel/neu/?kind=page&duty=contact&title=Kontakt"
    assert office.get(url).status_code == 200


def test_sessions_to_come_and_those_nobody_closed(office: Client) -> None:
    now = clock.now()
    MeetingFactory(key="alt", name="Alt", state="invited", start_at=now - dt.timedelta(days=3))
    MeetingFactory(name="Gehalten", state="held", start_at=now - dt.timedelta(days=2))
    soon = MeetingFactory(
        key="bald", name="Bald", state="planned", start_at=now + dt.timedelta(days=3)
    )
    MeetingFactory(key="fern", name="Fern", state="planned", start_at=now + dt.timedelta(days=90))
    MeetingFactory(name="Ausfall", state="cancelled", start_at=now + dt.timedelta(days=4))
    found = tasks(office)["Sitzungen"]
    assert [(label, url, level) for label, url, _text, level in found] == [
        ("Alt", "/office/sitzungen/alt/", "warning"),
        ("Bald", "/office/sitzungen/bald/tagesordnung/", "warning"),
        ("Fern", "/office/sitzungen/fern/tagesordnung/", "info"),
    ]
    AgendaItemFactory(meeting=soon)
    _label, url, text, level = tasks(office)["Sitzungen"][1]
    assert (url, level) == ("/office/sitzungen/bald/", "info")
    assert text.endswith("geplant · 1 Punkt")


def test_an_odd_composition_is_told(office: Client) -> None:
    council = PlenaryFactory(term=TermFactory(end_date=None))
    MembershipFactory(key="ohne", organization=council, voting_right=False, end_date=None)
    [(_label, url, text, level)] = tasks(office)["Zusammensetzung"]
    assert url == "/office/mitgliedschaften/ohne/"
    assert "kein Stimmrecht" in text
    assert level == "info"


def test_a_broken_composition_is_a_warning(office: Client) -> None:
    council = PlenaryFactory(term=TermFactory(end_date=None, seats_elected=0, seats_appointed=0))
    MembershipFactory(organization=council, end_date=None)
    assert tasks(office)["Zusammensetzung"][0][3] == "warning"


def test_drafts_wait(office: Client) -> None:
    ArticleFactory(key="neu-1", title="Bald mehr", state="draft", publish_at=None)
    [(label, url, text, _level)] = tasks(office)["Entwürfe"]
    assert (label, url) == ("Bald mehr", "/office/artikel/neu-1/")
    assert text.startswith("Entwurf, zuletzt geändert am ")


def entry(text: str, of: str, state: str) -> dict[str, str]:
    return {"text": text, "of": of, "state": state, "by": "", "at": ""}


def test_languages_with_open_texts_are_counted(office: Client) -> None:
    from mitsprache.kernel.text import source_hash

    right = source_hash("Titel")
    ArticleFactory(
        title="Titel",
        text="",
        translations={
            "tr": {"title": entry("Başlık", "0" * 16, "checked")},
            "en": {"title": entry("Title", right, "draft")},
            "ar": {"title": entry("عنوان", right, "checked")},
        },
    )
    found = {
        label: (url, text, level) for label, url, text, level in tasks(office)["Übersetzungen"]
    }
    assert found == {
        "Leichte Sprache": ("/office/uebersetzung/?sprache=de-simple", "1 fehlt", "info"),
        "Türkçe": ("/office/uebersetzung/?sprache=tr", "1 veraltet", "warning"),
        "English": ("/office/uebersetzung/?sprache=en", "1 nicht geprüft", "info"),
    }


def test_when_nothing_is_to_do_the_page_says_so(office: Client) -> None:
    page = office.get("/office/").content.decode()
    assert "Es ist keine Sitzung geplant." in page
    assert "Alle Texte sind übersetzt und geprüft." in page


def test_a_member_is_welcomed(client: Client) -> None:
    log_in(client, UserFactory(roles=["member"]))
    page = client.get("/office/")
    assert page.context["panels"] == []
    assert "Willkommen" in page.content.decode()


def test_the_language_is_the_accounts_and_can_be_switched(office: Client) -> None:
    page = office.get("/office/personen/").content.decode()
    assert '<html lang="de"' in page
    assert '<button type="submit" name="language" value="en"' in page
    response = office.post("/office/sprache/", {"language": "en", "zurueck": "/office/personen/"})
    assert response.url == "/office/personen/"
    assert User.objects.get().language == "en"
    assert '<html lang="en"' in office.get("/office/personen/").content.decode()
    assert Entry.objects.latest("number").action == "office.choose_language"


def test_a_language_the_workspace_does_not_speak_is_refused(office: Client) -> None:
    assert office.post("/office/sprache/", {"language": "tr"}).status_code == 400
    assert User.objects.get().language == "de"


def test_dates_are_written_as_the_language_does(client: Client) -> None:
    with clock.stopped(dt.date(2026, 11, 23)):
        moment = dt.datetime(2026, 12, 8, 15, tzinfo=dt.UTC)
        MeetingFactory(start_at=moment, state="planned")
        log_in(client, UserFactory(roles=["office"]))
        assert "08.12.2026, 16:00" in client.get("/office/sitzungen/").content.decode()
        log_in(client, UserFactory(roles=["office"], language="en"))
        assert "8 Dec 2026, 16:00" in client.get("/office/sitzungen/").content.decode()
