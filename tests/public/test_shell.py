"""What every page says about the council, and the way between languages."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client, RequestFactory
from django.utils import translation

from mitsprache.kernel import clock
from mitsprache.kernel.actor import ANONYMOUS
from mitsprache.kernel.operation import raise_content_version
from mitsprache.kernel.text import source_hash
from mitsprache.public import context
from mitsprache.public.queries import Site, site_facts
from tests.factories.council import BodyFactory, LocationFactory, OrganizationFactory, TermFactory
from tests.factories.meetings import AgendaItemFactory, MeetingFactory

pytestmark = pytest.mark.django_db


def entry(source: str, text: str, state: str = "draft") -> dict[str, str]:
    return {"text": text, "of": source_hash(source), "state": state, "by": "", "at": ""}


@pytest.fixture(autouse=True)
def _no_page_cache(settings: object) -> None:
    settings.PAGE_CACHE_SECONDS = 0  # type: ignore[attr-defined]


class TestFacts:
    def test_before_anything_was_loaded(self) -> None:
        assert site_facts(ANONYMOUS, "de") == Site()

    def test_of_the_council_and_its_office(self) -> None:
        BodyFactory(motto="Gemeinsam in Vielfalt", accent="plum", is_demo=True)
        TermFactory()
        place = LocationFactory(street_address="Friedensplatz 5", postal_code="44122")
        OrganizationFactory(
            organization_type="office",
            name="Geschäftsstelle",
            phone="(0231) 50-2 25 20",
            location=place,
        )
        site = site_facts(ANONYMOUS, "de")
        assert str(site.council_name) == "Integrationsrat der Stadt Dortmund"
        assert str(site.motto) == "Gemeinsam in Vielfalt"
        assert (site.accent, site.is_demo, site.has_council) == ("plum", True, True)
        assert str(site.office.name) == "Geschäftsstelle"
        assert site.office.street_address == "Friedensplatz 5"
        assert site.office.phone_uri == "+49231502" + "2520"

    def test_an_office_without_a_place_or_none_at_all(self) -> None:
        TermFactory()
        assert not site_facts(ANONYMOUS, "de").office.name
        OrganizationFactory(organization_type="office", name="Büro")
        office = site_facts(ANONYMOUS, "de").office
        assert (str(office.name), office.street_address) == ("Büro", "")

    def test_names_come_in_the_readers_language_and_say_where_they_do_not(self) -> None:
        name = "Integrationsrat der Stadt Dortmund"
        TermFactory(translations={"tr": {"council_name": entry(name, "Uyum Meclisi")}})
        assert str(site_facts(ANONYMOUS, "tr").council_name) == "Uyum Meclisi"
        assert site_facts(ANONYMOUS, "tr").council_name.attributes == ""
        arabic = site_facts(ANONYMOUS, "ar").council_name
        assert str(arabic) == name
        assert arabic.attributes == ' lang="de" dir="ltr"'

    def test_they_are_read_once_for_a_content_version(
        self, client: Client, django_assert_num_queries: object
    ) -> None:
        TermFactory()
        client.get("/de/impressum/")
        with django_assert_num_queries(2):  # type: ignore[operator]
            client.get("/de/impressum/")
        TermFactory._meta.model.objects.update(council_short_name="Neuer Name")
        assert b"Neuer Name" not in client.get("/de/impressum/").content
        raise_content_version()
        assert b"Neuer Name" in client.get("/de/impressum/").content


class TestLanguages:
    def test_the_switch_stays_on_the_page(self, client: Client) -> None:
        body = client.get("/de/sitzungen/?jahr=2014").content.decode()
        assert '<a href="/tr/sitzungen/?jahr=2014" lang="tr" hreflang="tr">Türkçe</a>' in body
        assert 'hreflang="de" aria-current="true">Deutsch</a>' in body

    def test_search_engines_find_all_languages(self, client: Client) -> None:
        body = client.get("/ar/sitzungen/").content.decode()
        base = "http://127.0.0.1:8000"
        for code in ("de", "de-simple", "en", "tr", "ar"):
            assert f'hreflang="{code}" href="{base}/{code}/sitzungen/"' in body
        assert f'hreflang="x-default" href="{base}/de/sitzungen/"' in body
        assert f'<link rel="canonical" href="{base}/ar/sitzungen/">' in body

    def test_a_query_cannot_break_out_of_its_attribute(self, client: Client) -> None:
        body = client.get('/de/sitzungen/?x="><script>alert(1)</script>').content.decode()
        assert "<script>alert" not in body

    def test_without_german_the_first_language_is_for_everybody_else(
        self, settings: object
    ) -> None:
        settings.LANGUAGES = [("en", "English"), ("tr", "Türkçe")]  # type: ignore[attr-defined]
        links = context.alternates(context.languages("/en/x/", "", "en"))
        assert links[-1] == {"language": "x-default", "url": "http://127.0.0.1:8000/en/x/"}

    @pytest.mark.parametrize("path", ["/office/", "/konto/x/", "/xx/sitzungen/", "/de"])
    def test_other_addresses_lead_to_the_home_pages(self, path: str) -> None:
        with translation.override("de"):
            found = context.page(RequestFactory().get(path))
        assert [link["url"] for link in found["languages"]][:2] == ["/de/", "/de-simple/"]
        assert found["alternates"] == []
        assert found["canonical_url"] == ""
        assert found["home_url"] == "/"

    def test_the_place_in_the_navigation_is_marked(self, client: Client) -> None:
        body = client.get("/de/sitzungen/kalender/").content.decode()
        assert '<a href="/de/sitzungen/" aria-current="page">Sitzungen</a>' in body
        assert body.count('aria-current="page"') == 1


class TestEntrance:
    @pytest.mark.parametrize(
        ("accepted", "to"),
        [
            ("", "/de/"),
            ("tr", "/tr/"),
            ("ar-SY,en;q=0.5", "/ar/"),
            ("fr,en;q=0.5", "/en/"),
            ("fr", "/de/"),
            ("x" * 5000, "/de/"),
        ],
    )
    def test_leads_to_the_language_that_the_browser_asks_for(
        self, client: Client, accepted: str, to: str
    ) -> None:
        answer = client.get("/", headers={"Accept-Language": accepted})
        assert (answer.status_code, answer.headers["Location"]) == (302, to)
        assert set(answer.headers["Vary"].split(", ")) >= {"Accept-Language", "Cookie"}
        assert not answer.cookies

    def test_a_chosen_language_comes_first(self, client: Client) -> None:
        client.cookies["sprache"] = "en"
        assert client.get("/", headers={"Accept-Language": "tr"}).headers["Location"] == "/en/"


class TestNotice:
    def notice(self, client: Client, path: str) -> str:
        body = client.get(path).content.decode()
        return body[body.index('id="inhalt"') : body.index("<h1")]

    @pytest.mark.parametrize(
        ("state", "of", "words"),
        [
            ("draft", "Anträge", "Entwürfe, die noch niemand geprüft hat"),
            ("machine", "Anträge", "hat eine Maschine übersetzt"),
            ("checked", "früher", "sind veraltet"),
            (None, "", "gibt es bisher nur auf Deutsch"),
        ],
    )
    def test_says_what_is_the_matter_with_the_texts(
        self, client: Client, state: str | None, of: str, words: str
    ) -> None:
        name = "Siebte"
        texts = {"de-simple": {"title": entry(of, "Was wir wollen", state)}} if state else {}
        meeting = MeetingFactory(
            key="s1",
            name=name,
            translations={"de-simple": {"name": entry(name, "Treffen", "checked")}},
        )
        AgendaItemFactory(meeting=meeting, title="Anträge", translations=texts)
        notice = self.notice(client, "/de-simple/sitzungen/s1/")
        assert words in notice
        assert notice.count("Einige Texte") == 1
        assert "Verbindlich ist der deutsche Text." in notice
        assert 'href="/de/sitzungen/s1/"' in notice

    def test_a_page_of_checked_texts_has_none(self, client: Client) -> None:
        name = "Siebte"
        MeetingFactory(
            key="s1",
            name=name,
            translations={"de-simple": {"name": entry(name, "Treffen", "checked")}},
        )
        assert "ms-notice--draft" not in self.notice(client, "/de-simple/sitzungen/s1/")

    def test_a_demonstration_says_so_on_every_page(self, client: Client) -> None:
        BodyFactory(is_demo=True)
        TermFactory()
        for path in ("/de/impressum/", "/de/sitzungen/", "/de/aktuelles/"):
            notice = self.notice(client, path)
            assert "Vorführung" in notice
            assert "erfunden" in notice
            assert "Verbindlich" not in notice


def test_days_change_what_is_remembered(client: Client) -> None:
    TermFactory(start_date=dt.date(2014, 1, 1), end_date=dt.date(2019, 12, 31))
    TermFactory(
        key="neu", council_short_name="Ausschuss", start_date=dt.date(2020, 1, 1), end_date=None
    )
    with clock.stopped(dt.date(2019, 12, 31)):
        assert b"Ausschuss" not in client.get("/de/impressum/").content
    with clock.stopped(dt.date(2020, 1, 1)):
        assert b"Ausschuss" in client.get("/de/impressum/").content
