from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from mitsprache.goals import happenings, queries
from mitsprache.goals.enums import GoalKind, GoalRelation, PlanKind
from mitsprache.goals.models import Goal
from mitsprache.kernel import clock
from mitsprache.kernel.actor import ANONYMOUS
from mitsprache.meetings.enums import ItemResult, MeetingState
from mitsprache.meetings.models import AgendaItem, Meeting
from mitsprache.publishing.enums import ArticleKind, ArticleState
from mitsprache.publishing.models import Article
from tests.factories.council import OrganizationFactory, PlenaryFactory, TermFactory
from tests.factories.goals import (
    FieldOfActionFactory,
    GoalFactory,
    GoalOrganizationFactory,
    PlanFactory,
)
from tests.factories.papers import ConsultationFactory, PaperFactory
from tests.factories.visit import main_of, visit

DAY = dt.date(2016, 12, 6)


def at(day: str) -> dt.datetime:
    return timezone.make_aware(dt.datetime.fromisoformat(f"{day}T16:00"))


def session(key: str, day: str, **values: object) -> Meeting:
    plenary = PlenaryFactory._meta.model.objects.filter(key="integrationsrat").first()
    defaults: dict[str, object] = {
        "name": f"Sitzung {key}",
        "term": TermFactory(),
        "organization": plenary or PlenaryFactory(),
        "state": MeetingState.HELD,
        "start_at": at(day),
    }
    return Meeting.objects.create(key=key, **(defaults | values))


def item(meeting: Meeting, title: str, **values: object) -> AgendaItem:
    number = AgendaItem.objects.count()
    return AgendaItem.objects.create(
        key=f"{meeting.key}--{number}", meeting=meeting, title=title, position=number, **values
    )


def article(key: str, day: str, **values: object) -> Article:
    defaults: dict[str, object] = {
        "kind": ArticleKind.NEWS,
        "title": f"Meldung {key}",
        "state": ArticleState.PUBLISHED,
        "publish_at": at(day),
    }
    return Article.objects.create(key=key, **(defaults | values))


@pytest.fixture
def goal(db: None) -> Goal:
    """A goal with partner, body, working group, field of action, decision and news."""
    goal = GoalFactory(
        key="wahlrecht",
        title="Kommunales Wahlrecht",
        summary="Mitbestimmen.",
        description="<p>Kampagnen unterstützen</p>",
    )
    for relation, name in (
        (GoalRelation.PARTNER, "Gewerkschaft"),
        (GoalRelation.BODY, "Ausschuss"),
        (GoalRelation.WORKING_GROUP, "Arbeitskreis Teilhabe"),
    ):
        GoalOrganizationFactory(
            goal=goal,
            relation=relation,
            organization=OrganizationFactory(name=name, key=name.lower().replace(" ", "-")),
        )
    plan = PlanFactory(key="masterplan", title="Masterplan", start_year=2005, summary="Konzept.")
    goal.fields_of_action.add(FieldOfActionFactory(plan=plan, title="Bildung"))
    held = session("eins", "2016-06-16")
    goal.agenda_items.add(item(held, "Kampagne starten", result=ItemResult.ADOPTED))
    return goal


@pytest.mark.parametrize("language", ["de", "de-simple", "en", "tr", "ar"])
@pytest.mark.parametrize("address", ["ziele/", "ziele/wahlrecht/", "ziele/plaene/masterplan/"])
def test_every_page_stands_in_every_language(goal: Goal, language: str, address: str) -> None:
    html = visit(f"/{language}/{address}")
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in html
    assert len(re.findall("<h1", html)) == 1
    assert re.search(r'<meta name="description" content="[^"]+', html)
    assert 'rel="alternate" hreflang="tr"' in html
    assert " style=" not in html


class TestOverview:
    def test_goals_and_activities_stand_apart_with_the_plans(self, goal: Goal) -> None:
        GoalFactory(title="Feste feiern", kind=GoalKind.ACTIVITY)
        with clock.stopped(DAY):
            text = main_of(visit("/de/ziele/"))
        assert "Wahlperiode 2014–2020" in text
        assert "Ziele und Aktivitäten Kommunales Wahlrecht Mitbestimmen." in text
        assert "Sonstige Aktivitäten Feste feiern" in text
        assert "Städtisches Konzept · seit 2005 Masterplan Konzept." in text
        assert "noch keine Ziele" not in text

    def test_a_term_without_goals_shows_those_of_the_latest_that_has_some(self, goal: Goal) -> None:
        for key, year in (("neu", 2025), ("alt", 2009)):
            TermFactory(key=key, start_date=dt.date(year, 1, 1), end_date=dt.date(year + 4, 1, 1))
        GoalFactory(term__key="alt", title="Altes Ziel")
        with clock.stopped(dt.date(2026, 11, 23)):
            text = main_of(visit("/de/ziele/"))
        assert "Hier stehen die der Wahlperiode 2014–2020." in text
        assert "Kommunales Wahlrecht" in text
        assert "Altes Ziel" not in text

    def test_activities_alone_leave_a_word_about_goals(self, db: None) -> None:
        GoalFactory(kind=GoalKind.ACTIVITY)
        assert "Noch keine Ziele eingetragen" in main_of(visit("/de/ziele/"))

    def test_nothing_yet(self, db: None) -> None:
        text = main_of(visit("/de/ziele/"))
        assert "Noch keine Ziele eingetragen" in text
        assert "sobald die Geschäftsstelle" in text


class TestGoal:
    def test_says_what_it_is_and_who_takes_part(self, goal: Goal) -> None:
        text = main_of(visit("/de/ziele/wahlrecht/"))
        assert "Ziel · Wahlperiode 2014–2020 Kommunales Wahlrecht Mitbestimmen." in text
        assert "Worum es geht Kampagnen unterstützen" in text
        assert "Gehört zu Masterplan Bildung" in text
        assert "Arbeitskreise Arbeitskreis Teilhabe" in text
        assert "Kooperationspartner Gewerkschaft" in text
        assert "Gremien und Netzwerke Ausschuss" in text

    def test_the_thread_goes_from_old_to_new(self, goal: Goal) -> None:
        coming = session("zwei", "2016-12-20", state=MeetingState.INVITED)
        goal.agenda_items.add(item(coming, "Zwischenbericht"))
        goal.meetings.add(session("drei", "2016-09-01"))
        article("vier", "2016-10-01").goals.add(goal)
        article("fuenf", "2016-10-02", kind=ArticleKind.PRESS_RELEASE).goals.add(goal)
        with clock.stopped(DAY):
            html = visit("/de/ziele/wahlrecht/")
        text = main_of(html)
        thread = text[text.index("Was geschehen ist und was kommt") :]
        assert (
            "beschlossen 16. Juni 2016 Kampagne starten Sitzung eins · Punkt 1"
            " durchgeführt 1. September 2016 Sitzung drei"
            " Meldung 1. Oktober 2016 Meldung vier"
            " Pressemitteilung 2. Oktober 2016 Meldung fuenf"
            " eingeladen 20. Dezember 2016 Zwischenbericht Sitzung zwei · Punkt 1"
        ) in thread
        assert html.count("ms-thread__step--next") == 1
        assert 'href="/de/sitzungen/eins/#top-1"' in html

    def test_a_session_is_not_told_beside_its_item(self, goal: Goal) -> None:
        goal.meetings.add(Meeting.objects.get(key="eins"))
        assert visit("/de/ziele/wahlrecht/").count("ms-thread__node") == 1

    def test_a_cancelled_session_says_so(self, goal: Goal) -> None:
        goal.meetings.add(session("aus", "2016-11-01", state=MeetingState.CANCELLED))
        assert "abgesagt 1. November 2016 Sitzung aus" in main_of(visit("/de/ziele/wahlrecht/"))

    @pytest.mark.parametrize("language", ["de", "ar"])
    def test_nothing_that_is_not_public_is_told(self, goal: Goal, language: str) -> None:
        secret = "kanarienvogel"
        hidden = session("geheim", "2016-07-01", is_public=False, name=secret)
        held = Meeting.objects.get(key="eins")
        closed = item(held, secret, public=False)
        goal.agenda_items.add(
            item(hidden, secret), closed, item(held, secret, parent=closed, public=True)
        )
        goal.meetings.add(hidden)
        for key, values in (
            ("entwurf", {"state": ArticleState.DRAFT}),
            ("spaeter", {"publish_at": at("2030-01-01")}),
            ("zurueck", {"state": ArticleState.WITHDRAWN}),
            ("seite", {"kind": ArticleKind.PAGE}),
        ):
            article(key, "2016-10-01", **({"title": secret} | values)).goals.add(goal)
        with clock.stopped(DAY):
            html = visit(f"/{language}/ziele/wahlrecht/")
        assert secret not in html
        assert html.count("ms-thread__node") == 1

    def test_only_the_latest_happenings_are_told(self, goal: Goal) -> None:
        for number in range(25):
            article(f"meldung-{number}", f"2017-01-{number + 1:02}").goals.add(goal)
        html = visit("/de/ziele/wahlrecht/")
        assert html.count("ms-thread__node") == 20
        assert "Meldung meldung-24" in html
        assert "Kampagne starten" not in html

    def test_what_will_stand_there_is_told(self, db: None) -> None:
        GoalFactory(key="leer", title="Leer")
        text = main_of(visit("/de/ziele/leer/"))
        assert "Noch nichts eingetragen" in text

    def test_an_unknown_one_is_missing(self, db: None) -> None:
        visit("/de/ziele/fehlt/", 404)

    @pytest.mark.parametrize(
        ("result", "icon"),
        [(result, "gavel") for result in ("adopted", "adopted_unanimously", "adopted_amended")]
        + [("rejected", "close"), ("noted", "info"), ("adjourned", "schedule")],
    )
    def test_each_result_has_its_icon(self, goal: Goal, result: str, icon: str) -> None:
        AgendaItem.objects.update(result=result)
        (happening,) = happenings.happenings_of(ANONYMOUS, goal)
        assert happening.icon == icon
        assert happening.when == at("2016-06-16")


class TestPlan:
    def test_shows_the_goals_that_refer_to_each_field(self, goal: Goal) -> None:
        field = goal.fields_of_action.get()
        FieldOfActionFactory(plan=field.plan, title="Arbeit", description="<p>Betriebe</p>")
        old = GoalFactory(
            title="Altes Ziel",
            term__key="alt",
            term__start_date=dt.date(2000, 1, 1),
            term__end_date=dt.date(2004, 1, 1),
        )
        old.fields_of_action.add(field)
        with clock.stopped(DAY):
            text = main_of(visit("/de/ziele/plaene/masterplan/"))
        assert "Städtisches Konzept · seit 2005 Masterplan Konzept." in text
        assert "Bildung Kommunales Wahlrecht" in text
        assert "Arbeit Betriebe Noch bezieht sich kein Ziel darauf." in text
        assert "Altes Ziel" not in text

    def test_a_twinning_has_other_words(self, db: None) -> None:
        PlanFactory(key="trabzon", kind=PlanKind.TWINNING, description="<p>Seit 2014</p>")
        text = main_of(visit("/de/ziele/plaene/trabzon/"))
        assert "Arbeitsschwerpunkte" in text
        assert "Noch keine Handlungsfelder eingetragen" in text
        assert "Seit 2014" in text

    def test_an_unknown_one_is_missing(self, db: None) -> None:
        visit("/de/ziele/plaene/fehlt/", 404)


class TestAreasOfOrganizations:
    def test_a_partner_shows_the_goals_it_helps_in(self, goal: Goal) -> None:
        partner = OrganizationFactory._meta.model.objects.get(key="gewerkschaft")
        partner.is_partner = True
        partner.save()
        text = main_of(visit("/de/gremium/stellen/gewerkschaft/"))
        assert "Wobei sie mithilft Kommunales Wahlrecht (Kooperationspartner)" in text
        assert "Gewerkschaft Kommunales Wahlrecht" in main_of(visit("/de/partner/"))

    def test_a_body_shows_what_it_works_on(self, goal: Goal) -> None:
        text = main_of(visit("/de/gremium/stellen/ausschuss/"))
        assert "Woran sie mitarbeitet Kommunales Wahlrecht (Gremium oder Netzwerk)" in text

    def test_a_working_group_shows_its_goals(self, goal: Goal) -> None:
        goal.organization_links.filter(relation="working_group").update(
            organization=OrganizationFactory(organization_type="working_group", name="AK")
        )
        text = main_of(visit("/de/gremium/arbeitskreise/"))
        assert "Ziele, an denen er arbeitet Kommunales Wahlrecht" in text


@pytest.mark.parametrize("more", [1, 3])
@pytest.mark.parametrize(
    ("address", "number"),
    [
        ("ziele/", 4),
        ("ziele/wahlrecht/", 8),
        ("ziele/plaene/masterplan/", 5),
        ("partner/", 3),
        ("gremium/stellen/gewerkschaft/", 5),
    ],
)
def test_queries_do_not_grow_with_the_data(
    goal: Goal,
    django_assert_num_queries: DjangoAssertNumQueries,
    address: str,
    number: int,
    more: int,
) -> None:
    plan = goal.fields_of_action.get().plan
    for count in range(more):
        field = FieldOfActionFactory(plan=plan)
        goal.fields_of_action.add(field)
        other = GoalFactory()
        other.fields_of_action.add(field)
        link = GoalOrganizationFactory(goal=goal, organization__is_partner=True)
        GoalOrganizationFactory(goal=other, organization=link.organization)
        meeting = session(f"mehr-{count}", f"2016-0{count + 1}-01")
        goal.agenda_items.add(item(meeting, "Bericht"), item(meeting, "Beschluss"))
        goal.meetings.add(session(f"auch-{count}", f"2015-0{count + 1}-01"))
        article(f"news-{count}", "2016-10-01").goals.add(goal)
    client = Client()
    with clock.stopped(DAY):
        client.get("/de/impressum/")  # what all pages ask once between two changes
        with django_assert_num_queries(number):
            assert client.get(f"/de/{address}").status_code == 200


def test_pages_stay_below_40_kilobytes(goal: Goal) -> None:
    for number in range(25):
        meeting = session(f"viel-{number}", f"2016-03-{number + 1:02}")
        goal.agenda_items.add(item(meeting, "Ein Titel von üblicher Länge für diesen Punkt " * 2))
        GoalOrganizationFactory(goal=goal)
        GoalFactory(summary="Ein Satz, der sagt, worum es bei diesem Ziel geht. " * 3)
    for address in ("ziele/", "ziele/wahlrecht/"):
        assert len(visit(f"/ar/{address}").encode()) <= 40 * 1024


def test_goals_of_a_term_to_come_are_better_than_none(db: None) -> None:
    GoalFactory()
    shown = queries.goals_on(ANONYMOUS, dt.date(2010, 1, 1))
    assert shown
    assert not shown.is_current


def test_a_provider_registers_once(monkeypatch: pytest.MonkeyPatch, goal: Goal) -> None:
    monkeypatch.setattr(happenings, "_providers", [])

    def provider(_viewer: object, _goal: object, _most: int) -> list[happenings.Happening]:
        return [
            happenings.Happening(
                at=at("2016-01-01"),
                phase="done",
                icon="event",
                state="Fest",
                record=goal,
                field="title",
                url="/x/",
            )
        ]

    happenings.register(provider)
    happenings.register(provider)
    assert len(happenings.happenings_of(ANONYMOUS, goal)) == 1


def test_papers_of_its_agenda_items_are_happenings(goal: Goal) -> None:
    open_item = item(session("offen", "2016-03-01"), "Antrag")
    hidden_item = item(session("mit-geheimem", "2016-03-02"), "Geheim", public=False)
    goal.agenda_items.add(open_item, hidden_item)
    shown = PaperFactory(title="Mehr Wahlrecht", paper_type="inquiry")
    step = ConsultationFactory(paper=PaperFactory(title="Mit Beratung"))
    open_item.papers.add(shown, PaperFactory(title="Kanarienvogel", public=False))
    open_item.papers.add(PaperFactory(title="Kanarienvogel", draft=True))
    open_item.consultation = step
    open_item.save()
    hidden_item.papers.add(PaperFactory(title="Kanarienvogel"))
    html = visit("/de/ziele/wahlrecht/")
    assert "Mehr Wahlrecht" in html
    assert "Anfrage" in html
    assert "Mit Beratung" in html
    assert f"/de/drucksachen/{shown.key}/" in html
    assert "Kanarienvogel" not in html
