"""The public pages on sessions."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from mitsprache.kernel import clock
from mitsprache.kernel.text import source_hash
from mitsprache.meetings.enums import ItemResult, MeetingState
from tests.factories.council import (
    LocationFactory,
    OrganizationFactory,
    PlenaryFactory,
    TermFactory,
)
from tests.factories.meetings import AgendaItemFactory, MeetingFactory, WorkingGroupFactory, at
from tests.factories.papers import PaperFactory

pytestmark = pytest.mark.django_db

NOVEMBER = dt.date(2026, 11, 23)
LANGUAGES = ["de", "de-simple", "en", "tr", "ar"]


@pytest.fixture(autouse=True)
def _no_page_cache(settings: object) -> None:
    settings.PAGE_CACHE_SECONDS = 0  # type: ignore[attr-defined]


def page(client: Client, path: str, status: int = 200) -> str:
    with clock.stopped(NOVEMBER):
        answer = client.get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


class TestList:
    def test_empty_says_what_will_stand_here(self, client: Client) -> None:
        assert "Zurzeit ist keine Sitzung angesetzt." in page(client, "/de/sitzungen/")

    def test_today_counts_as_next_and_the_soonest_comes_first(self, client: Client) -> None:
        MeetingFactory(name="Spätere", start_at=at("2026-12-08"), state="planned")
        MeetingFactory(name="Heutige", start_at=at("2026-11-23", 9), state="held")
        MeetingFactory(name="Gestrige", start_at=at("2026-11-22"), state="held")
        body = page(client, "/de/sitzungen/")
        assert body.index("Nächste Sitzungen") < body.index("Heutige") < body.index("Spätere")
        assert body.index("Spätere") < body.index("Frühere Sitzungen") < body.index("Gestrige")

    def test_the_next_one_is_one_that_takes_place(self, client: Client) -> None:
        MeetingFactory(start_at=at("2026-11-30"), state="cancelled")
        MeetingFactory(start_at=at("2026-12-08"), state="invited", name="Die nächste")
        body = page(client, "/de/sitzungen/")
        assert body.count("ms-session--next") == 1
        assert "ms-session--next" in body[: body.index("Die nächste")][-800:]

    def test_a_working_group_is_never_next_and_asks_to_be_asked(self, client: Client) -> None:
        group = WorkingGroupFactory()
        MeetingFactory(start_at=at("2026-11-30"), state="invited", organization=group, name="Kreis")
        MeetingFactory(start_at=at("2026-12-08"), state="invited", name="Plenum")
        MeetingFactory(start_at=at("2026-11-02"), organization=group, name="Vorbei")
        body = page(client, "/de/sitzungen/")
        cards = {
            name: body[: body.index("</article>", body.index(name))].rpartition("<article")[2]
            for name in ("Kreis", "Plenum", "Vorbei")
        }
        assert "ms-session--next" not in cards["Kreis"]
        assert "ms-session--next" in cards["Plenum"]
        asked = [name for name, card in cards.items() if "bitte vorher anfragen" in card]
        assert asked == ["Kreis"]

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_every_language_has_it(self, client: Client, language: str) -> None:
        MeetingFactory()
        body = page(client, f"/{language}/sitzungen/")
        direction = "rtl" if language == "ar" else "ltr"
        assert f'<html lang="{language}" dir="{direction}"' in body

    def test_older_ones_stand_on_pages_that_do_not_shift(self, client: Client) -> None:
        for number in range(27):
            MeetingFactory(key=f"s{number:02}", start_at=at("2015-01-01"))
        seen: list[str] = []
        path = "/de/sitzungen/"
        while path:
            body = page(client, path)
            seen += [part.split("/")[0] for part in body.split('href="/de/sitzungen/s')[1:]]
            MeetingFactory(key=f"neu-{len(seen)}", start_at=at("2016-01-01"))
            rest = body.partition('ms-pager__older" href="')[2]
            path = "/de/sitzungen/" + rest.partition('"')[0] if rest else ""
        assert seen == [f"{number:02}" for number in reversed(range(27))]

    def test_a_body_and_a_year_narrow_it(self, client: Client) -> None:
        group = OrganizationFactory(key="ak", name="Arbeitskreis")
        MeetingFactory(name="Plenum 2015", start_at=at("2015-05-05"))
        MeetingFactory(name="Kreis 2015", start_at=at("2015-05-06"), organization=group)
        MeetingFactory(name="Kreis 2016", start_at=at("2016-05-06"), organization=group)
        body = page(client, "/de/sitzungen/?gremium=ak&jahr=2015")
        assert "Kreis 2015" in body
        assert "Kreis 2016" not in body
        assert "Plenum 2015" not in body
        assert '<option value="ak" selected>Arbeitskreis' in body
        assert '<option value="2015" selected>' in body

    def test_a_body_of_several_terms_stands_once_and_finds_all_its_sessions(
        self, client: Client
    ) -> None:
        for key, year in (("alt", 2009), ("neu", 2014)):
            MeetingFactory(
                name=f"Sitzung {key}",
                start_at=at(f"{year}-11-05"),
                organization=PlenaryFactory(
                    key=key, term=TermFactory(key=key, start_date=dt.date(year, 11, 1))
                ),
            )
        MeetingFactory(name="Im Kreis", organization=WorkingGroupFactory(name="Integrationsrat"))
        body = page(client, "/de/sitzungen/")
        assert '<option value="neu">Integrationsrat' in body
        assert 'value="alt"' not in body
        for key in ("neu", "alt"):
            chosen = page(client, f"/de/sitzungen/?gremium={key}")
            assert '<option value="neu" selected>Integrationsrat' in chosen
            assert "Sitzung alt" in chosen
            assert "Sitzung neu" in chosen
            assert "Im Kreis" not in chosen

    def test_the_year_follows_local_time(self, client: Client) -> None:
        MeetingFactory(name="Neujahr", start_at=dt.datetime(2015, 12, 31, 23, 30, tzinfo=dt.UTC))
        MeetingFactory(start_at=at("2014-05-05"))
        assert "Neujahr" in page(client, "/de/sitzungen/?jahr=2016")
        assert "Neujahr" not in page(client, "/de/sitzungen/?jahr=2015")

    def test_the_filter_offers_no_body_without_a_public_session(self, client: Client) -> None:
        MeetingFactory()
        OrganizationFactory(name="Ohne Sitzung")
        hidden = OrganizationFactory(name="Geheimer Ausschuss")
        MeetingFactory(organization=hidden, is_public=False)
        MeetingFactory(organization=OrganizationFactory(name="Mit Sitzung"))
        body = page(client, "/de/sitzungen/")
        assert "Mit Sitzung" in body
        assert "Ohne Sitzung" not in body
        assert "Geheimer Ausschuss" not in body

    @pytest.mark.parametrize(
        "query",
        [
            "vor=x",
            "vor=20149999T999999999999Z-1",
            "vor=20140902T160000000000Z-" + "9" * 19,
            "vor=20140902T160000000000Z-1' OR 1=1",
            "vor=٢٠١٤٠٩٠٢T160000000000Z-1",
            "vor=%00",
            "gremium=gibt-es-nicht",
            "gremium=%00",
            "jahr=0000",
            "jahr=9999",
            "jahr=abcd",
            "jahr=" + "1" * 5000,
            "jahr=٢٠١٤",
        ],
    )
    def test_nonsense_in_the_address_is_a_page_that_does_not_exist(
        self, client: Client, query: str
    ) -> None:
        MeetingFactory()
        assert "Diese Seite gibt es nicht" in page(client, f"/de/sitzungen/?{query}", 404)

    def test_the_ends_of_time_are_empty_pages(self, client: Client) -> None:
        MeetingFactory()
        for moment in ("00010101T000000000000Z-1", "99991231T235959999999Z-999999999999999999"):
            page(client, f"/de/sitzungen/?vor={moment}")

    @pytest.mark.parametrize("number", [1, 3])
    def test_queries_do_not_grow(
        self, client: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        for _ in range(number):
            MeetingFactory(location=LocationFactory(), start_at=at("2027-01-01"), state="planned")
            MeetingFactory(location=LocationFactory(), organization=OrganizationFactory())
        page(client, "/de/impressum/")
        with django_assert_num_queries(7):
            page(client, "/de/sitzungen/")


class TestCalendar:
    def test_the_month_of_today_is_marked(self, client: Client) -> None:
        MeetingFactory(name="Heute da", start_at=at("2026-11-23"), state="planned")
        body = page(client, "/de/sitzungen/kalender/")
        assert "November 2026" in body
        assert 'aria-current="date"><time class="ms-calendar__day" datetime="2026-11-23"' in body
        assert body.count("Heute da") == 2

    def test_days_of_other_months_show_their_sessions_in_the_table_only(
        self, client: Client
    ) -> None:
        MeetingFactory(name="Am 1. Dezember", start_at=at("2026-12-01"), state="planned")
        body = page(client, "/de/sitzungen/kalender/2026/11/")
        assert body.count("Am 1. Dezember") == 1
        assert "In diesem Monat ist keine Sitzung." in body

    def test_a_session_before_midnight_in_utc_stands_on_its_local_day(self, client: Client) -> None:
        MeetingFactory(start_at=dt.datetime(2026, 11, 30, 23, 30, tzinfo=dt.UTC), name="Nachts")
        assert page(client, "/de/sitzungen/kalender/2026/12/").count("Nachts") == 2

    def test_neighbours_are_linked_up_to_the_ends(self, client: Client) -> None:
        body = page(client, "/de/sitzungen/kalender/2026/12/")
        assert "/de/sitzungen/kalender/2026/11/" in body
        assert "/de/sitzungen/kalender/2027/01/" in body
        assert "/kalender/1899/" not in page(client, "/de/sitzungen/kalender/1900/01/")
        assert "/kalender/2200/" not in page(client, "/de/sitzungen/kalender/2199/12/")

    @pytest.mark.parametrize(
        "path", ["2026/13", "2026/00", "0000/01", "1899/12", "2200/01", "2026/1", "20266/01", "a/b"]
    )
    def test_other_months_do_not_exist(self, client: Client, path: str) -> None:
        page(client, f"/de/sitzungen/kalender/{path}/", 404)

    @pytest.mark.parametrize("number", [1, 3])
    def test_queries_do_not_grow(
        self, client: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        for _ in range(number):
            MeetingFactory(location=LocationFactory(), start_at=at("2026-11-05"))
        page(client, "/ar/impressum/")
        with django_assert_num_queries(3):
            page(client, "/ar/sitzungen/kalender/")


class TestMeeting:
    def test_shows_where_when_and_how_to_get_there(self, client: Client) -> None:
        place = LocationFactory(
            room="Saal Westfalia", directions="Mit der U-Bahn", is_accessible=True
        )
        MeetingFactory(
            key="s1", start_at=at("2014-09-02"), end_at=at("2014-09-02", 18), location=place
        )
        body = page(client, "/de/sitzungen/s1/")
        for text in (
            "Dienstag, 2. September 2014",
            "16:00 bis 18:00 Uhr",
            "Saal Westfalia",
            "Friedensplatz 1",
            "Mit der U-Bahn",
            "Barrierefrei zugänglich.",
        ):
            assert text in body

    def test_a_place_of_which_little_is_known(self, client: Client) -> None:
        MeetingFactory(key="s1", location=LocationFactory(is_accessible=None), room="Saal 2")
        MeetingFactory(key="s2", location=LocationFactory(is_accessible=False))
        MeetingFactory(key="s3")
        body = page(client, "/de/sitzungen/s1/")
        assert "Nicht bekannt. Bitte fragen Sie nach." in body
        assert "Saal 2" in body
        assert "Nicht barrierefrei zugänglich." in page(client, "/de/sitzungen/s2/")
        assert "Der Ort steht noch nicht fest." in page(client, "/de/sitzungen/s3/")

    def test_the_agenda_is_nested_and_says_what_became_of_it(self, client: Client) -> None:
        meeting = MeetingFactory(key="s1")
        first = AgendaItemFactory(meeting=meeting, title="Anträge", position=1)
        AgendaItemFactory(
            meeting=meeting,
            parent=first,
            title="Wahlrecht <für alle>",
            result=ItemResult.ADOPTED_UNANIMOUSLY,
            resolution_text="<p>Wir machen mit.</p>",
            text="<p>Erläuterung</p>",
        )
        body = page(client, "/de/sitzungen/s1/")
        assert 'id="top-1.1"' in body
        assert "Wahlrecht &lt;für alle&gt;" in body
        assert "einstimmig beschlossen" in body
        assert "<p>Wir machen mit.</p>" in body
        assert "<p>Erläuterung</p>" in body

    @pytest.mark.parametrize("result", ItemResult.values)
    def test_every_result_has_a_badge(self, client: Client, result: str) -> None:
        AgendaItemFactory(meeting=MeetingFactory(key="s1"), result=result)
        assert str(ItemResult(result).label) in page(client, "/de/sitzungen/s1/")

    def test_of_the_non_public_part_only_the_fact_is_shown(self, client: Client) -> None:
        meeting = MeetingFactory(key="s1")
        AgendaItemFactory(meeting=meeting, title="Erster", position=1)
        secret = AgendaItemFactory(meeting=meeting, title="GEHEIM A", position=2, public=False)
        AgendaItemFactory(meeting=meeting, title="GEHEIM B", parent=secret, public=True)
        AgendaItemFactory(meeting=meeting, title="Zweiter", position=3)
        body = page(client, "/de/sitzungen/s1/")
        assert "GEHEIM" not in body
        assert "Es folgt ein nichtöffentlicher Teil." in body
        assert 'id="top-2"' in body
        assert 'id="top-3"' not in body

    def test_without_a_non_public_part_nothing_is_said_of_one(self, client: Client) -> None:
        AgendaItemFactory(meeting=MeetingFactory(key="s1"))
        assert "nichtöffentlicher Teil" not in page(client, "/de/sitzungen/s1/")

    def test_a_missing_agenda_is_announced(self, client: Client) -> None:
        MeetingFactory(key="s1", state="planned")
        assert "Die Tagesordnung steht noch nicht fest." in page(client, "/de/sitzungen/s1/")

    def test_a_cancelled_session_says_so_and_why(self, client: Client) -> None:
        MeetingFactory(
            key="s1",
            state="cancelled",
            note="<p>Der Saal ist belegt.</p>",
            start_at=at("2027-01-01"),
        )
        body = page(client, "/de/sitzungen/s1/")
        assert "Diese Sitzung fällt aus." in body
        assert "Der Saal ist belegt." in body
        assert "In meinen Kalender" not in body

    def test_only_the_whole_council_is_said_to_be_public(self, client: Client) -> None:
        MeetingFactory(key="s1", start_at=at("2026-12-08"), state="planned")
        group = WorkingGroupFactory()
        MeetingFactory(key="s2", start_at=at("2026-12-09"), state="planned", organization=group)
        MeetingFactory(key="s3", start_at=at("2026-11-03"), organization=group)
        MeetingFactory(key="s4", start_at=at("2026-12-09"), state="cancelled", organization=group)
        ask, public = "Bitte fragen Sie vorher an.", "Öffentliche Sitzung"
        said = {
            key: (public in body, "Sitzung eines Arbeitskreises" in body, ask in body)
            for key in ("s1", "s2", "s3", "s4")
            if (body := page(client, f"/de/sitzungen/{key}/"))
        }
        assert said == {
            "s1": (True, False, False),
            "s2": (False, True, True),
            "s3": (False, True, False),
            "s4": (False, True, False),
        }

    @pytest.mark.parametrize("state", MeetingState.values)
    def test_every_state_is_said_in_words(self, client: Client, state: str) -> None:
        MeetingFactory(key="s1", state=state)
        assert str(MeetingState(state).label) in page(client, "/de/sitzungen/s1/")

    def test_a_coming_session_can_be_put_into_ones_calendar(self, client: Client) -> None:
        MeetingFactory(key="s1", state="planned", start_at=at("2026-11-23", 8))
        MeetingFactory(key="s2", state="held", start_at=at("2026-11-22"))
        assert "In meinen Kalender" in page(client, "/de/sitzungen/s1/")
        assert "In meinen Kalender" not in page(client, "/de/sitzungen/s2/")

    def test_who_helps_is_the_sessions_own_contact_or_the_office(self, client: Client) -> None:
        OrganizationFactory(
            organization_type="office", phone="(0231) 50-0", email="buero@stadt.example"
        )
        MeetingFactory(key="s1", support_phone="(0231) 9", support_email="hilfe@stadt.example")
        MeetingFactory(key="s2")
        own = page(client, "/de/sitzungen/s1/")
        assert 'href="tel:+492319"' in own
        assert 'href="mailto:hilfe@stadt.example"' in own
        office = page(client, "/de/sitzungen/s2/").partition("Dolmetschen und")[2]
        assert 'href="tel:+49231500"' in office
        assert 'href="mailto:buero@stadt.example"' in office

    def test_says_where_else_the_agenda_can_be_had(self, client: Client, settings: object) -> None:
        MeetingFactory(key="s1")
        assert "auf Nachfrage bei der Geschäftsstelle" in page(client, "/de/sitzungen/s1/")
        settings.AGENDA_SOURCES = ["Dortmunder Bekanntmachungen"]  # type: ignore[attr-defined]
        assert "Dortmunder Bekanntmachungen" in page(client, "/de/sitzungen/s1/")

    def test_a_hidden_session_answers_as_if_it_were_missing(self, client: Client) -> None:
        MeetingFactory(key="s1", is_public=False)
        hidden = page(client, "/de/sitzungen/s1/", 404)
        assert hidden.replace("s1", "s2") == page(client, "/de/sitzungen/s2/", 404)

    def test_texts_come_in_the_readers_language_and_say_where_they_do_not(
        self, client: Client
    ) -> None:
        meeting = MeetingFactory(key="s1")
        AgendaItemFactory(
            meeting=meeting,
            title="Anträge",
            translations={
                "ar": {
                    "title": {
                        "text": "طلبات",
                        "of": source_hash("Anträge"),
                        "state": "draft",
                        "by": "",
                        "at": "",
                    }
                }
            },
        )
        AgendaItemFactory(meeting=meeting, title="Anfragen")
        body = page(client, "/ar/sitzungen/s1/")
        assert '<p class="ms-agenda__title">طلبات</p>' in body
        assert '<p class="ms-agenda__title" lang="de" dir="ltr">Anfragen</p>' in body
        notice = body[body.index('id="inhalt"') : body.index("<h1")]
        assert "ms-notice--draft" in notice
        assert 'href="/de/sitzungen/s1/"' in notice

    def test_a_german_page_has_no_notice_on_texts(self, client: Client) -> None:
        AgendaItemFactory(meeting=MeetingFactory(key="s1"))
        assert "ms-notices--page" not in page(client, "/de/sitzungen/s1/")

    @pytest.mark.parametrize("number", [1, 3])
    def test_queries_do_not_grow(
        self, client: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        meeting = MeetingFactory(key="s1", location=LocationFactory())
        for _ in range(number):
            item = AgendaItemFactory(meeting=meeting, parent=AgendaItemFactory(meeting=meeting))
            item.papers.add(PaperFactory(), PaperFactory())
        page(client, "/de/impressum/")
        with django_assert_num_queries(5):
            page(client, "/de/sitzungen/s1/")

    def test_twenty_items_stay_light(self, client: Client) -> None:
        meeting = MeetingFactory(key="s1", location=LocationFactory())
        for _ in range(20):
            AgendaItemFactory(
                meeting=meeting, title="x" * 120, result="adopted", resolution_text="y" * 400
            )
        assert len(page(client, "/ar/sitzungen/s1/").encode()) < 40_000
