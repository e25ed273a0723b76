"""Nothing that is not public stands in any answer that a visitor can get."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from mitsprache.kernel import clock
from mitsprache.publishing.addresses import preview_address_of
from tests.factories.council import MembershipFactory, PersonFactory
from tests.factories.goals import GoalFactory
from tests.factories.meetings import AgendaItemFactory, MeetingFactory, SessionPlenaryFactory, at
from tests.factories.publishing import ArticleFactory, ImageFactory

pytestmark = pytest.mark.django_db

MARK = "KANARIENVOGEL"
NOVEMBER = dt.date(2026, 11, 23)
BASE = "http://127.0.0.1:8000"


@pytest.fixture
def hidden() -> list[str]:
    """Write one of everything that is not public; return the addresses that it would have."""
    plenary = SessionPlenaryFactory()
    person = PersonFactory(key="mina", phone=f"0231 {MARK}", email="kanarienvogel@stadt.example")
    MembershipFactory(person=person, organization=plenary)
    goal = GoalFactory(key="sport")
    held = MeetingFactory(key="s1", start_at=at("2026-10-06"))
    coming = MeetingFactory(key="s2", start_at=at("2026-12-08"), state="invited")
    for meeting in (held, coming):
        AgendaItemFactory(meeting=meeting, title="Offen", result="adopted", resolution_text="Ja")
        item = AgendaItemFactory(
            meeting=meeting,
            public=False,
            title=f"{MARK} Punkt",
            text=f"<p>{MARK}</p>",
            result="adopted",
            resolution_text=f"<p>{MARK}</p>",
        )
        below = AgendaItemFactory(
            meeting=meeting,
            parent=item,
            title=f"{MARK} Unterpunkt",
            result="adopted",
            resolution_text=f"<p>{MARK}</p>",
        )
        goal.agenda_items.add(item, below)
    for number, day in enumerate(("2026-10-07", "2026-12-09")):
        secret = MeetingFactory(
            key=f"kanarienvogel-{number}",
            name=f"{MARK} Sitzung",
            is_public=False,
            start_at=at(day),
            note=f"<p>{MARK}</p>",
        )
        goal.meetings.add(secret)
        goal.agenda_items.add(
            AgendaItemFactory(
                meeting=secret, title=MARK, result="adopted", resolution_text=f"<p>{MARK}</p>"
            )
        )
    states: dict[str, dict[str, object]] = {
        "entwurf": {"state": "draft", "publish_at": None},
        "geplant": {"state": "published", "publish_at": at("2026-11-24")},
        "weg": {"state": "withdrawn"},
    }
    for name, values in states.items():
        for kind in ("news", "press_release", "page"):
            article = ArticleFactory(
                key=f"kanarienvogel-{name}-{kind}",
                kind=kind,
                title=MARK,
                summary=MARK,
                text=f"<p>{MARK}</p>",
                image=ImageFactory(alt=MARK, caption=MARK, credit=MARK),
                **values,
            )
            article.goals.add(goal)
    ArticleFactory(kind="page", duty="imprint", title=MARK, state="draft")
    return [
        "sitzungen/kanarienvogel-0/",
        "sitzungen/kanarienvogel-1/",
        "sitzungen/kanarienvogel-1.ics",
        *(f"aktuelles/kanarienvogel-{name}-news/" for name in states),
        *(f"seiten/kanarienvogel-{name}-page/" for name in states),
        "vorschau/kanarienvogel-entwurf-news/falsch/",
    ]


def addresses(client: Client) -> list[str]:
    """Return every address that the site map, feeds and calendars have."""
    files = client.get("/sitemap.xml").content.decode().split("<loc>")[1:]
    paths = ["/sitemap.xml", "/robots.txt"]
    for file in files:
        path = file.partition("</loc>")[0].removeprefix(BASE)
        paths.append(path)
        for part in client.get(path).content.decode().split("<loc>")[1:]:
            paths.append(part.partition("</loc>")[0].removeprefix(BASE))
    for language in ("de", "ar"):
        for end in (
            "sitzungen/kalender.ics",
            "sitzungen/feed.atom",
            "aktuelles/feed.atom",
            "sitzungen/s1.ics",
            "sitzungen/?jahr=2026",
            "sitzungen/kalender/2026/10/",
            "sitzungen/kalender/2026/12/",
        ):
            paths.append(f"/{language}/{end}")
    return paths


def test_no_answer_holds_what_is_not_public(client: Client, hidden: list[str]) -> None:
    with clock.stopped(NOVEMBER):
        seen = addresses(client)
        assert "/de/sitzungen/s1/" in seen
        for path in seen:
            answer = client.get(path)
            assert answer.status_code == 200, path
            assert MARK.lower() not in answer.content.decode().lower(), path


def test_hidden_addresses_answer_as_if_nothing_were_there(
    client: Client, hidden: list[str]
) -> None:
    with clock.stopped(NOVEMBER):
        for end in hidden:
            answer = client.get(f"/de/{end}")
            assert answer.status_code == 404, end
            body = answer.content.decode()
            content = body[body.index('id="inhalt"') : body.index("</main>")]
            assert "kanarienvogel" not in content.lower(), end


def test_the_marks_are_there_for_whoever_may_see_them(client: Client, hidden: list[str]) -> None:
    """Without this, a marker that no page could ever show would prove nothing."""
    with clock.stopped(dt.date(2026, 11, 25)):
        assert MARK in client.get("/de/aktuelles/").content.decode()
    draft = ArticleFactory._meta.model.objects.get(key="kanarienvogel-entwurf-news")
    assert MARK in client.get(preview_address_of(draft)).content.decode()
