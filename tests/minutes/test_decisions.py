from __future__ import annotations

import csv
import io
import json

import pytest
from django.test import Client

from mitsprache.meetings.models import AgendaItem, Meeting
from mitsprache.minutes.folding import folded, words_of
from tests.factories.council import OrganizationFactory, TermFactory
from tests.factories.goals import GoalFactory
from tests.factories.meetings import AgendaItemFactory, MeetingFactory, at
from tests.factories.minutes import held_session
from tests.factories.visit import main_of, visit
from tests.tools.html import HtmlCheck

pytestmark = pytest.mark.django_db

PAGE = "/de/beschluesse/"
CANARY = "KANARIENVOGEL"


def decided(title: str, result: str = "adopted", text: str = "", **values) -> AgendaItem:
    if "meeting" not in values:
        values["meeting"] = MeetingFactory(start_at=at("2016-06-16"))
    return AgendaItemFactory(title=title, result=result, resolution_text=text, **values)


def titles(query: str = "") -> list[str]:
    data = json.loads(Client().get(f"/de/beschluesse.json{query}").content)["data"]
    shown = visit(PAGE + query)
    assert all(f">{row['name']}</a>" in shown for row in data)
    return [row["name"] for row in data]


def test_an_empty_register_says_what_will_stand_here() -> None:
    assert "Noch keine Beschlüsse" in visit(PAGE)
    assert "Dazu ist kein Beschluss zu finden." in visit(f"{PAGE}?q=x")


def test_decisions_stand_latest_first_and_nothing_else() -> None:
    decided("Alt", meeting=MeetingFactory(start_at=at("2015-01-01")))
    decided("Neu", "rejected")
    decided("Verwiesen", "referred", meeting=MeetingFactory(start_at=at("2017-01-01")))
    for result in ("noted", "adjourned", "withdrawn", ""):
        decided(f"Kein Beschluss {result}", result)
    decided("Abschnitt", kind="section")
    decided("Abgesagt", meeting=MeetingFactory(state="cancelled"))
    decided("Geplant", meeting=MeetingFactory(start_at=at("2199-01-01")))
    assert titles() == ["Verwiesen", "Neu", "Alt"]


def test_nothing_non_public_stands_in_it() -> None:
    held = held_session(titles=["Antrag"])
    AgendaItem.objects.update(result="adopted")
    above = AgendaItemFactory(meeting=held.meeting, public=False, title=CANARY, result="adopted")
    # refused by the operations, yet never shown should it ever be stored
    decided(f"Darunter {CANARY}", meeting=held.meeting, parent=above)
    decided(CANARY, meeting=MeetingFactory(is_public=False))
    held.items["Oben"] = above
    held.vote("Antrag", "Oben", kind="roll_call")
    for address in (PAGE, "/de/beschluesse.csv", "/de/beschluesse.json"):
        assert CANARY not in Client().get(address).content.decode(), address
    assert titles(f"?q={CANARY}") == []
    AgendaItem.objects.filter(title="Antrag").update(public=False)
    assert titles() == []


def test_a_roll_call_is_told_by_list_and_by_name() -> None:
    held = held_session(titles=["Antrag"])
    AgendaItem.objects.update(result="adopted", resolution_text="<p>Der Rat &amp; wir</p>")
    held.members[2].on_behalf_of = None
    held.members[2].save()
    held.vote("Antrag", kind="roll_call", yes=2, no=1)
    text = main_of(visit(PAGE))
    assert "mehrheitlich beschlossen (2 Ja, 1 Nein, 0 Enthaltungen, namentlich)" in text
    assert "Bunte Liste 2 0 0 ohne Liste 0 1 0" in text
    assert "Ja Mina Einss7 , Mina Zweis7 Nein Mina Dreis7" in text
    (row,) = json.loads(Client().get("/de/beschluesse.json").content)["data"]
    (vote,) = row["votes"]
    assert vote["byList"] == [
        {"list": "Bunte Liste", "yes": 2, "no": 0, "abstentions": 0},
        {"list": "", "yes": 0, "no": 1, "abstentions": 0},
    ]
    assert vote["byName"] == {"Ja": ["Mina Einss7", "Mina Zweis7"], "Nein": ["Mina Dreis7"]}
    assert row["resolutionText"] == "Der Rat &amp; wir" or row["resolutionText"] == "Der Rat & wir"
    assert row["web"].endswith("/de/sitzungen/s7/#top-1")


@pytest.mark.parametrize("kind", ["open", "secret"])
def test_other_votes_name_nobody(kind) -> None:
    held = held_session(titles=["Antrag"])
    AgendaItem.objects.update(result="adopted")
    held.vote("Antrag", kind=kind)
    held.vote("Antrag", decides=False, subject="Ende der Debatte")
    held.vote("Antrag", state="void", is_adopted=None)
    page = visit(PAGE)
    assert "einstimmig beschlossen" in page
    assert "Ende der Debatte" not in page
    assert "Mina" not in page
    (row,) = json.loads(Client().get("/de/beschluesse.json").content)["data"]
    assert [vote["byName"] for vote in row["votes"]] == [{}]


class TestNarrow:
    @pytest.fixture(autouse=True)
    def _rows(self) -> None:
        group = OrganizationFactory(key="ak", name="Arbeitskreis")
        later = TermFactory(key="2020-2025", name="2020–2025")
        decided("Plenum", text="<p>Städtepartnerschaft mit Trabzon</p>")
        decided(
            "Kreis",
            "rejected",
            meeting=MeetingFactory(organization=group, start_at=at("2016-01-01")),
        )
        decided("Später", meeting=MeetingFactory(term=later, start_at=at("2021-01-01")))
        goal = GoalFactory(key="z", title="Wahlrecht")
        goal.agenda_items.add(AgendaItem.objects.get(title="Kreis"))

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("?wahlperiode=2020-2025", ["Später"]),
            ("?gremium=ak", ["Kreis"]),
            ("?ergebnis=rejected", ["Kreis"]),
            ("?ziel=z", ["Kreis"]),
            ("?ergebnis=adopted&wahlperiode=2014-2020", ["Plenum"]),
            ("?q=staedtepartnerschaft", ["Plenum"]),
            ("?q=STÄDTE+trab", ["Plenum"]),
            ("?q=spaeter", ["Später"]),
            ("?q=Städte+fehlt", []),
            ("?q=%25", []),
            ("?q=%27%29+OR+1%3D1", []),
        ],
    )
    def test_by_each_and_by_words(self, query, found) -> None:
        assert titles(query) == found

    def test_the_choice_stays_in_the_form_and_in_the_files(self) -> None:
        page = visit(f"{PAGE}?gremium=ak&q=kreis")
        assert '<option value="ak" selected>Arbeitskreis' in page
        assert 'value="kreis"' in page
        assert 'href="/de/beschluesse.csv?q=kreis&amp;gremium=ak"' in page

    @pytest.mark.parametrize(
        "query",
        ["?gremium=x", "?wahlperiode=x", "?ergebnis=noted", "?ziel=x", "?vor=x", "?vor=20149999T"],
    )
    def test_what_nobody_offers_is_not_found(self, query) -> None:
        for address in (PAGE, "/de/beschluesse.csv", "/de/beschluesse.json"):
            if "vor" not in query or address != "/de/beschluesse.csv":
                visit(address + query, 404)

    def test_the_csv_holds_all_and_no_formula(self) -> None:
        AgendaItem.objects.filter(title="Kreis").update(title="=SUMME(1)")
        body = Client().get("/de/beschluesse.csv").content.decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(body), delimiter=";"))
        assert rows[0][:5] == ["Datum", "Gremium", "Punkt", "Titel", "Ergebnis"]
        assert [row[3] for row in rows[1:]] == ["Später", "Plenum", "'=SUMME(1)"]
        assert rows[2][5] == "Städtepartnerschaft mit Trabzon"


def test_pages_hold_each_decision_once() -> None:
    for number in range(45):
        decided(
            f"Nr {number:02}", meeting=MeetingFactory(start_at=at(f"2016-{number % 9 + 1:02}-01"))
        )
    seen: list[str] = []
    path = PAGE
    while path:
        page = visit(path)
        seen += [f"Nr {number:02}" for number in range(45) if f">Nr {number:02}</a>" in page]
        rest = page.partition('ms-pager__older" href="')[2]
        path = PAGE + rest.partition('"')[0].replace("&amp;", "&") if rest else ""
    assert len(seen) == len(set(seen)) == 45


def test_json_leads_to_the_next_page(monkeypatch) -> None:
    from mitsprache.minutes import register

    monkeypatch.setattr(register, "EXPORTED", 2)
    for number in range(3):
        decided(f"Nr {number}", meeting=MeetingFactory(start_at=at(f"2016-0{number + 1}-01")))
    first = json.loads(Client().get("/de/beschluesse.json").content)
    following = first["links"]["next"].partition("8000")[2]
    second = json.loads(Client().get(following).content)
    names = [row["name"] for row in first["data"] + second["data"]]
    assert names == ["Nr 2", "Nr 1", "Nr 0"]
    assert second["links"] == {}
    body = Client().get("/de/beschluesse.csv").content.decode()
    assert all(f"Nr {number}" in body for number in range(3))


@pytest.mark.parametrize("count", [1, 3])
def test_it_takes_as_many_queries_at_any_size(count, django_assert_max_num_queries) -> None:
    for number in range(count):
        held = held_session(f"s{number}", number=number + 1, titles=["A", "B"])
        held.vote("A", "B", kind="roll_call")
    AgendaItem.objects.update(result="adopted")
    GoalFactory(key="z").agenda_items.add(AgendaItem.objects.first())
    visit(PAGE)
    with django_assert_max_num_queries(10):
        Client().get(PAGE, {"q": "a"})


def test_other_languages_show_what_is_translated() -> None:
    decided("Antrag", text="<p>Text</p>")
    page = visit(PAGE.replace("/de/", "/ar/"))
    assert 'lang="de" dir="ltr">Antrag' in page


def test_the_list_of_sessions_leads_to_it() -> None:
    assert f'href="{PAGE}"' in visit("/de/sitzungen/")


def test_folding_forgets_capitals_and_umlauts() -> None:
    assert folded("Straße ÜBER Şırnak") == "strasse ueber sirnak"
    assert len(words_of("wort " * 50)) == 8
    assert words_of("x" * 100) == ["x" * 60]


@pytest.mark.slow
def test_it_is_valid_html() -> None:
    held = held_session(titles=["A", "B"])
    held.vote("A", kind="roll_call", yes=2, no=1)
    held.vote("B", kind="secret")
    AgendaItem.objects.update(result="adopted", resolution_text="<p>Text</p>")
    Meeting.objects.update(is_invented=True)
    check = HtmlCheck()
    for name, address in (("full", PAGE), ("ar", "/ar/beschluesse/"), ("none", f"{PAGE}?q=zzz")):
        check.add(name, visit(address))
    assert check.problems() == {}
