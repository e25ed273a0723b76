"""The home page."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from mitsprache.kernel import clock
from tests.factories.council import BodyFactory, LocationFactory, TermFactory
from tests.factories.goals import GoalFactory
from tests.factories.meetings import AgendaItemFactory, MeetingFactory, WorkingGroupFactory, at
from tests.factories.publishing import ArticleFactory, ImageFactory

pytestmark = pytest.mark.django_db

NOVEMBER = dt.date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _no_page_cache(settings: object) -> None:
    settings.PAGE_CACHE_SECONDS = 0  # type: ignore[attr-defined]


def home(client: Client, language: str = "de") -> str:
    with clock.stopped(NOVEMBER):
        answer = client.get(f"/{language}/")
    assert answer.status_code == 200
    return answer.content.decode()


def decision(title: str, day: str, **values: object) -> None:
    AgendaItemFactory(
        title=title,
        meeting=MeetingFactory(start_at=at(day)),
        result="adopted",
        resolution_text="<p>So soll es sein.</p>",
        **values,
    )


def test_before_anything_was_loaded_it_says_what_to_do(client: Client) -> None:
    body = home(client)
    assert "Hier entsteht die Website eines Gremiums." in body
    assert "Hier steht noch kein Beschluss." in body
    assert "Hier steht noch keine Meldung." in body


@pytest.mark.parametrize("language", ["de", "de-simple", "en", "tr", "ar"])
def test_every_language_has_one(client: Client, language: str) -> None:
    BodyFactory(motto="Gemeinsam in Vielfalt")
    TermFactory()
    GoalFactory()
    assert "Gemeinsam in Vielfalt" in home(client, language)


def test_without_a_motto_the_councils_name_stands_large(client: Client) -> None:
    TermFactory()
    body = home(client)
    assert "Integrationsrat der Stadt Dortmund" in body[body.index("<h1") : body.index("</h1>")]


def test_the_next_session_stands_apart_from_the_later_ones(client: Client) -> None:
    MeetingFactory(name="Abgesagte", start_at=at("2026-11-25"), state="cancelled")
    MeetingFactory(name="Die nächste", start_at=at("2026-12-01"), state="invited")
    MeetingFactory(name="Die übernächste", start_at=at("2026-12-08"), state="planned")
    body = home(client)
    hero = body[body.index("ms-hero__next") : body.index("</section>")]
    assert "Die nächste" in hero
    assert "Die übernächste" not in hero
    later = body[body.index("Weitere Termine") :]
    assert "Die nächste" not in later
    assert "Abgesagte" in later


def test_the_next_session_is_the_whole_councils(client: Client) -> None:
    group = WorkingGroupFactory()
    for number in range(5):
        MeetingFactory(
            name=f"Kreis {number}",
            start_at=at(f"2026-11-2{number + 4}"),
            state="invited",
            organization=group,
        )
    MeetingFactory(name="Im Plenum", start_at=at("2026-12-08"), state="planned")
    body = home(client)
    hero = body[body.index("ms-hero__next") : body.index("</section>")]
    assert "Im Plenum" in hero
    assert "Kreis" not in hero
    later = body[body.index("Weitere Termine") :]
    assert later.count("Sitzung eines Arbeitskreises: bitte vorher anfragen") == 4


def test_without_a_coming_session_of_the_whole_council_none_is_next(client: Client) -> None:
    MeetingFactory(start_at=at("2026-12-08"), state="planned", organization=WorkingGroupFactory())
    body = home(client)
    assert "Nächste Sitzung" not in body
    assert "bitte vorher anfragen" in body


def test_goals_are_those_of_the_latest_term_that_has_any(client: Client) -> None:
    GoalFactory(title="Altes Ziel", term=TermFactory(key="alt", start_date=dt.date(2009, 1, 1)))
    GoalFactory(title="Kommunales Wahlrecht")
    GoalFactory(title="Sonstiges", kind="further_activity")
    TermFactory(key="neu", start_date=dt.date(2025, 11, 1), end_date=None)
    body = home(client)
    assert "Kommunales Wahlrecht" in body
    assert "Altes Ziel" not in body
    assert "Sonstiges" not in body


def test_decisions_are_the_latest_resolutions(client: Client) -> None:
    for number in range(6):
        decision(f"Beschluss {number}", f"2026-0{number + 1}-01")
    AgendaItemFactory(
        meeting=MeetingFactory(start_at=at("2026-11-01")), title="Nur Formsache", result="adopted"
    )
    body = home(client)
    shown = [number for number in range(6) if f"Beschluss {number}" in body]
    assert shown == [3, 4, 5]
    assert "Nur Formsache" not in body


def test_a_decision_leads_to_its_item(client: Client) -> None:
    meeting = MeetingFactory(key="s1", start_at=at("2026-10-06"))
    top = AgendaItemFactory(meeting=meeting)
    AgendaItemFactory(
        meeting=meeting,
        parent=top,
        title="Wahlrecht",
        result="rejected",
        resolution_text="<p>Nein.</p>",
    )
    body = home(client)
    assert 'href="/de/sitzungen/s1/#top-1.1">Wahlrecht</a>' in body
    assert "abgelehnt" in body


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow(
    client: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for index in range(number):
        MeetingFactory(start_at=at("2026-12-08"), location=LocationFactory(), state="planned")
        decision("Beschluss", f"2026-0{index + 1}-01")
        GoalFactory()
        ArticleFactory(image=ImageFactory())
    home(client)  # the shell is read once a day
    with django_assert_num_queries(8):
        home(client)


def test_it_stays_light(client: Client) -> None:
    for index in range(10):
        MeetingFactory(
            start_at=at("2026-12-08"),
            location=LocationFactory(),
            state="planned",
            name="x" * 150,
        )
        decision("y" * 200, f"2026-0{index % 9 + 1}-01")
        GoalFactory(title="z" * 120)
        ArticleFactory(image=ImageFactory(), title="t" * 150, summary="s" * 400)
    assert len(home(client, "ar").encode()) < 40_000
