from __future__ import annotations

import datetime as dt
import re

import pytest
from pytest_django import DjangoAssertNumQueries

from mitsprache.council import related
from mitsprache.council.models import Organization, Person
from mitsprache.council.views.public import day_from
from mitsprache.kernel import clock
from tests.council.conftest import SmallCouncil
from tests.factories.council import (
    LocationFactory,
    MembershipFactory,
    OrganizationFactory,
    PersonFactory,
    PlenaryFactory,
    TermFactory,
)
from tests.factories.visit import main_of, visit

DAY = dt.date(2016, 12, 6)
PAGES = [
    "gremium/",
    "gremium/?am=2016-12-06",
    "gremium/arbeitskreise/",
    "gremium/wahlperioden/",
    "gremium/wahlperioden/2014-2020/",
    "gremium/wahlperioden/2014-2020/?am=2016-12-06",
    "gremium/stellen/integrationsrat/",
    "gremium/stellen/liste-1/",
    "gremium/stellen/geschaeftsstelle/",
    "personen/aylin-elik/",
    "partner/",
]


@pytest.mark.parametrize("language", ["de", "de-simple", "en", "tr", "ar"])
@pytest.mark.parametrize("address", PAGES)
def test_every_page_stands_in_every_language(
    small: SmallCouncil, language: str, address: str
) -> None:
    html = visit(f"/{language}/{address}")
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in html
    assert len(re.findall("<h1", html)) == 1
    assert re.search(r'<meta name="description" content="[^"]+', html)
    assert 'rel="alternate" hreflang="tr"' in html
    assert " style=" not in html
    for table in re.findall("<table.*?</table>", html, flags=re.DOTALL):
        assert "<caption" in table
        assert not re.search("<th(?! scope)[ >]", table)


@pytest.mark.parametrize("language", ["de", "ar"])
@pytest.mark.parametrize("address", ["gremium/", "gremium/wahlperioden/2014-2020/"])
def test_a_council_of_27_stays_below_40_kilobytes(
    small: SmallCouncil, language: str, address: str
) -> None:
    small.term.seats_elected = 26
    small.term.save()
    for number in range(22):
        MembershipFactory(
            organization=small.plenary,
            person__family_name=f"Musterfrau-Beispiel {number}",
            person__is_invented=True,
            on_behalf_of=small.lists[number % 2],
        )
    with clock.stopped(DAY):
        assert len(visit(f"/{language}/{address}").encode()) <= 40 * 1024


class TestOverview:
    def test_shows_who_sits_there_today(self, small: SmallCouncil) -> None:
        with clock.stopped(DAY):
            text = main_of(visit("/de/gremium/"))
        assert "Integrationsrat der Stadt Dortmund" in text
        assert "5 Sitze: 3 Mitglieder wählt die Bevölkerung, 2 bestellt der Rat der Stadt." in text
        assert "Mitglieder am 6. Dezember 2016 nach Listen und Fraktionen" in text
        assert "Erste Liste gewählt · 1 Sitz Aylin Çelik Vorsitz" in text
        assert "Zweite Liste gewählt · 1 Sitz Cora Conti Mitglied" in text
        assert "Fraktion im Rat vom Rat bestellt · 1 Sitz Dora Dahl Mitglied" in text
        assert "Ein gewählter Sitz ist unbesetzt." in text
        assert "Ein Sitz, den der Rat der Stadt bestellt, ist unbesetzt." in text
        assert "Ohne eigenen Sitz Emil Ernst beratend" in text
        assert "Bert Beck" not in text

    def test_the_half_circle_says_in_words_what_it_shows(self, small: SmallCouncil) -> None:
        with clock.stopped(DAY):
            html = visit("/de/gremium/")
        drawing = html[html.index('role="img"') :]
        drawing = drawing[: drawing.index("</svg>")]
        assert '<title id="sitze-titel">Sitze am 6. Dezember 2016</title>' in drawing
        assert "5 Sitze im Halbkreis: Erste 1, Zweite 1, Fraktion im Rat 1, unbesetzt 2." in drawing
        assert re.findall("<circle.*?<title>(.*?)</title>", drawing) == [
            "Aylin Çelik, Erste",
            "Cora Conti, Zweite",
            "unbesetzt",
            "Dora Dahl, Fraktion im Rat",
            "unbesetzt",
        ]
        assert drawing.count("ms-seat--vacant") == 2

    def test_another_day_can_be_linked_to(self, small: SmallCouncil) -> None:
        with clock.stopped(dt.date(2019, 1, 1)):
            html = visit("/de/gremium/?am=2016-06-30")
        text = main_of(html)
        assert "Wer am 30. Juni 2016 im Gremium saß" in text
        assert "Bert Beck" in text
        assert "Cora Conti" not in text
        assert 'value="2016-06-30"' in html
        assert 'name="robots" content="noindex"' in html

    def test_a_day_may_be_written_as_people_do(self, small: SmallCouncil) -> None:
        assert "Wer am 6. Dezember 2016" in main_of(visit("/de/gremium/?am=6.12.2016"))

    def test_a_day_of_an_earlier_term_shows_that_term(self, small: SmallCouncil) -> None:
        TermFactory(
            key="neu", council_name="Ausschuss", start_date=dt.date(2025, 11, 1), end_date=None
        )
        with clock.stopped(dt.date(2026, 11, 23)):
            assert "Ausschuss" in main_of(visit("/de/gremium/"))
            text = main_of(visit("/de/gremium/?am=2016-12-06"))
        assert "Integrationsrat der Stadt Dortmund" in text
        assert "Ausschuss" not in text

    @pytest.mark.parametrize(
        "written", ["quatsch", "2016-13-01", "2016-02-30", "20161206", "0001-01-01", "٢٠١٦-١٢-٠٦"]
    )
    def test_what_is_no_day_is_told_and_today_shown(
        self, small: SmallCouncil, written: str
    ) -> None:
        with clock.stopped(DAY):
            text = main_of(visit(f"/de/gremium/?am={written}"))
        assert f"„{written}“ ist kein Tag." in text
        assert "Mitglieder am 6. Dezember 2016" in text

    def test_a_day_without_term_is_told_and_today_shown(self, small: SmallCouncil) -> None:
        with clock.stopped(DAY):
            text = main_of(visit("/de/gremium/?am=2021-01-01"))
        assert "Für den 1. Januar 2021 ist keine Wahlperiode eingetragen." in text
        assert "Mitglieder am 6. Dezember 2016" in text

    def test_input_is_never_markup(self, small: SmallCouncil) -> None:
        html = visit("/de/gremium/?am=<script>alert(1)</script>")
        assert "<script>alert" not in html

    def test_a_term_that_is_over_is_shown_as_on_its_last_day(self, small: SmallCouncil) -> None:
        with clock.stopped(dt.date(2023, 1, 1)):
            text = main_of(visit("/de/gremium/"))
        assert "So war das Gremium am letzten Tag besetzt, dem 31. Oktober 2020." in text
        assert "Cora Conti" in text

    def test_a_term_to_come_is_shown_as_on_its_first_day(self, small: SmallCouncil) -> None:
        with clock.stopped(dt.date(2010, 1, 1)):
            text = main_of(visit("/de/gremium/"))
        assert "Diese Wahlperiode beginnt am 1. Juni 2014." in text
        assert "Noch keine Mitglieder eingetragen" in text

    def test_board_office_and_groups_stand_below(self, small: SmallCouncil) -> None:
        with clock.stopped(DAY):
            html = visit("/ar/gremium/")
        assert '<a href="tel:+49231500"><bdi dir="ltr">(0231) 50-0</bdi></a>' in html
        assert '<bdi dir="ltr">integrationsrat@example.org</bdi>' in html
        assert "Montag bis Donnerstag 9 bis 15 Uhr" in html
        assert "Arbeitskreis Bildung" in html
        assert "Sprachen als Stärke." in html

    def test_without_appointed_seats_the_sentence_fits(self, db: None) -> None:
        TermFactory(seats_elected=9, seats_appointed=0)
        text = main_of(visit("/de/gremium/"))
        assert "9 Sitze. Alle Mitglieder wählt die Bevölkerung." in text

    def test_several_vacant_seats_are_counted(self, small: SmallCouncil) -> None:
        small.term.seats_elected = 5
        small.term.seats_appointed = 4
        small.term.save()
        with clock.stopped(DAY):
            text = main_of(visit("/de/gremium/"))
        assert "3 gewählte Sitze sind unbesetzt." in text
        assert "3 Sitze, die der Rat der Stadt bestellt, sind unbesetzt." in text

    def test_an_unknown_list_is_told(self, small: SmallCouncil) -> None:
        MembershipFactory(organization=small.plenary)
        MembershipFactory(organization=small.plenary, kind="appointed", voting_right=False)
        with clock.stopped(DAY):
            text = main_of(visit("/de/gremium/"))
        assert "gewählt, ohne Angabe der Liste" in text
        assert "Mitglied · ohne Stimmrecht" in text
        assert "unbesetzt" not in text

    def test_an_empty_site_says_what_will_stand_here(self, db: None) -> None:
        text = main_of(visit("/de/gremium/"))
        assert "Noch kein Gremium eingetragen" in text
        assert "sobald die Geschäftsstelle" in text

    def test_parts_that_are_missing_are_told(self, db: None) -> None:
        TermFactory()
        text = main_of(visit("/de/gremium/"))
        for title in (
            "Noch keine Mitglieder eingetragen",
            "Noch kein Vorstand eingetragen",
            "Noch keine Geschäftsstelle eingetragen",
            "Noch keine Arbeitskreise eingetragen",
        ):
            assert title in text


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2016-12-06", DAY),
        ("6.12.2016", DAY),
        (" 2016-12-6 ", DAY),
        ("06.12.16", None),
        ("2016-12-06T00:00", None),
        ("", None),
        ("1899-12-31", None),
        ("2200-01-01", None),
    ],
)
def test_days_in_addresses(text: str, day: dt.date | None) -> None:
    assert day_from(text) == day


class TestTerms:
    def test_all_terms_are_listed_with_what_holds_in_them(self, small: SmallCouncil) -> None:
        TermFactory(
            key="frueher",
            council_name="Ausländerbeirat",
            legal_basis="§ 27 GO NRW",
            start_date=dt.date(1994, 1, 1),
            end_date=dt.date(1999, 1, 1),
        )
        with clock.stopped(DAY):
            text = main_of(visit("/de/gremium/wahlperioden/"))
        assert "2014–2020 läuft gerade Integrationsrat der Stadt Dortmund" in text
        assert "Ausländerbeirat" in text
        assert "Rechtsgrundlage § 27 GO NRW" in text

    def test_none_yet(self, db: None) -> None:
        assert "Noch keine Wahlperiode eingetragen" in main_of(visit("/de/gremium/wahlperioden/"))

    def test_an_earlier_term_stands_as_on_its_last_day(self, small: SmallCouncil) -> None:
        with clock.stopped(dt.date(2023, 1, 1)):
            text = main_of(visit("/de/gremium/wahlperioden/2014-2020/"))
        assert "Mitglieder am 31. Oktober 2020" in text
        assert "Wer im Gremium saß" in text

    def test_a_term_can_be_seen_on_any_of_its_days(self, small: SmallCouncil) -> None:
        address = "/de/gremium/wahlperioden/2014-2020/"
        with clock.stopped(dt.date(2023, 1, 1)):
            html = visit(f"{address}?am=30.6.2016")
            plain = visit(address)
        text = main_of(html)
        assert "Wer am 30. Juni 2016 im Gremium saß" in text
        assert "Bert Beck" in text
        assert "Cora Conti" not in text
        assert f'<form class="ms-filter ms-asof" method="get" action="{address}">' in html
        assert 'value="2016-06-30" min="2014-06-01" max="2020-10-31"' in html
        assert f'href="{address}">Besetzung am letzten Tag</a>' in html
        assert 'name="robots" content="noindex"' in html
        assert "Cora Conti" in main_of(plain)
        assert "noindex" not in plain

    @pytest.mark.parametrize(
        ("written", "sentence"),
        [
            ("quatsch", "„quatsch“ ist kein Tag. Schreiben Sie zum Beispiel"),
            ("2020-11-01", "Der 1. November 2020 liegt nicht in dieser Wahlperiode."),
            ("2014-05-31", "Der 31. Mai 2014 liegt nicht in dieser Wahlperiode."),
        ],
    )
    def test_a_day_outside_of_it_is_told_and_its_last_one_shown(
        self, small: SmallCouncil, written: str, sentence: str
    ) -> None:
        with clock.stopped(dt.date(2023, 1, 1)):
            text = main_of(visit(f"/de/gremium/wahlperioden/2014-2020/?am={written}"))
        assert sentence in text
        assert "Mitglieder am 31. Oktober 2020" in text

    @pytest.mark.parametrize(
        ("today", "label"),
        [
            (dt.date(2013, 1, 1), "Besetzung am ersten Tag"),
            (dt.date(2016, 1, 1), "Heutige Besetzung"),
            (dt.date(2021, 1, 1), "Besetzung am letzten Tag"),
        ],
    )
    def test_the_way_back_says_which_day_it_leads_to(
        self, small: SmallCouncil, today: dt.date, label: str
    ) -> None:
        with clock.stopped(today):
            assert label in main_of(visit("/de/gremium/wahlperioden/2014-2020/?am=2016-12-06"))

    def test_a_term_without_an_end_has_days_to_come(self, small: SmallCouncil) -> None:
        TermFactory(key="neu", start_date=dt.date(2025, 11, 1), end_date=None)
        html = visit("/de/gremium/wahlperioden/neu/?am=2027-01-01")
        assert 'min="2025-11-01" max="2199-12-31"' in html
        assert "Wer am 1. Januar 2027 im Gremium saß" in main_of(html)

    def test_an_unknown_one_is_missing(self, db: None) -> None:
        visit("/de/gremium/wahlperioden/fehlt/", 404)


class TestOrganizations:
    def test_a_list_shows_its_members_over_time(self, small: SmallCouncil) -> None:
        with clock.stopped(DAY):
            text = main_of(visit("/de/gremium/stellen/liste-1/"))
        assert "Mitglieder heute · Integrationsrat" in text
        assert "Aylin Çelik Vorsitz · direkt gewählt 02.09.2014 – 31.10.2020" in text
        assert "Frühere Mitglieder · Integrationsrat" in text
        assert "Bert Beck Mitglied · direkt gewählt 02.09.2014 – 30.06.2016" in text

    def test_who_will_come_stands_apart(self, small: SmallCouncil) -> None:
        MembershipFactory(
            organization=small.working_group, start_date=dt.date(2017, 1, 1), end_date=None
        )
        with clock.stopped(DAY):
            text = main_of(visit("/de/gremium/stellen/ak-bildung/"))
        assert "Mitglieder in Zukunft" in text
        assert "ab 01.01.2017" in text

    def test_seats_in_several_councils_have_a_column(self, small: SmallCouncil) -> None:
        MembershipFactory(
            organization=PlenaryFactory(key="zweiter", name="Zweiter Rat", term=None),
            on_behalf_of=small.lists[0],
        )
        with clock.stopped(DAY):
            text = main_of(visit("/de/gremium/stellen/liste-1/"))
        assert "Name Funktion Gremium Zeit" in text
        assert "Zweiter Rat" in text

    def test_the_plenary_says_for_whom_people_sit_there(self, small: SmallCouncil) -> None:
        with clock.stopped(DAY):
            text = main_of(visit("/de/gremium/stellen/integrationsrat/"))
        assert "Cora Conti Mitglied · direkt gewählt · Zweite Liste" in text

    def test_an_own_member_beside_seats_elsewhere(self, small: SmallCouncil) -> None:
        MembershipFactory(organization=small.lists[0], kind="other", voting_right=False)
        with clock.stopped(DAY):
            text = main_of(visit("/de/gremium/stellen/liste-1/"))
        assert "Name Funktion Gremium Zeit" in text
        assert "Mitglied Erste Liste 02.09.2014" in text

    def test_the_way_back_goes_by_the_kind(self, small: SmallCouncil) -> None:
        OrganizationFactory(key="verein", is_partner=True)
        for key, way in (
            ("ak-bildung", "/de/gremium/arbeitskreise/"),
            ("verein", "/de/partner/"),
            ("liste-1", "/de/gremium/"),
        ):
            html = visit(f"/de/gremium/stellen/{key}/")
            crumbs = html[html.index("ms-crumbs") :]
            assert f'href="{way}"' in crumbs[: crumbs.index("</nav>")]

    def test_a_long_past_is_cut_and_the_way_to_all_of_it_shown(self, small: SmallCouncil) -> None:
        for number in range(60):
            MembershipFactory(
                organization=small.plenary,
                person__is_invented=True,
                on_behalf_of=small.lists[1],
                end_date=dt.date(2015, 1, 1) + dt.timedelta(number),
            )
        with clock.stopped(DAY):
            html = visit("/ar/gremium/stellen/integrationsrat/")
        assert "steht bei den Wahlperioden" in html or "/ar/gremium/wahlperioden/" in html
        assert len(html.encode()) <= 40 * 1024

    def test_contact_data_and_dates_stand_aside(self, small: SmallCouncil) -> None:
        OrganizationFactory(
            key="verein",
            parent=small.plenary,
            start_date=dt.date(2001, 2, 3),
            fax="0231 9",
            website="https://verein.example.org/",
            location=LocationFactory(
                is_accessible=False, accessibility_note="Zwei Stufen.", room="12"
            ),
        )
        text = main_of(visit("/de/gremium/stellen/verein/"))
        assert "Gehört zu Integrationsrat" in text
        assert "seit 03.02.2001" in text
        assert "nicht barrierefrei : Zwei Stufen." in text or "nicht barrierefrei: Zwei" in text
        assert "Fax 0231 9" in text

    def test_a_place_without_street_is_named(self, small: SmallCouncil) -> None:
        place = LocationFactory(description="Im Hof", street_address="", is_accessible=True)
        OrganizationFactory(key="verein", location=place)
        text = main_of(visit("/de/gremium/stellen/verein/"))
        assert "Im Hof" in text
        assert "barrierefrei" in text

    def test_no_members_yet_is_told_where_there_should_be_some(self, small: SmallCouncil) -> None:
        OrganizationFactory(key="verein")
        told = "Zurzeit keine Mitglieder"
        assert told in main_of(visit("/de/gremium/stellen/ak-bildung/"))
        assert told not in main_of(visit("/de/gremium/stellen/verein/"))

    def test_invented_ones_say_so(self, small: SmallCouncil) -> None:
        Organization.objects.filter(key="ak-bildung").update(is_invented=True)
        assert "erfunden" in main_of(visit("/de/gremium/stellen/ak-bildung/"))

    def test_an_unknown_one_is_missing(self, db: None) -> None:
        visit("/de/gremium/stellen/fehlt/", 404)


class TestPersons:
    CANARY = "kanarienvogel"

    def test_a_person_shows_memberships_now_and_earlier(self, small: SmallCouncil) -> None:
        MembershipFactory(
            person=small.follows.person,
            organization=small.working_group,
            kind="other",
            voting_right=False,
            start_date=dt.date(2015, 1, 1),
            end_date=dt.date(2015, 12, 31),
        )
        MembershipFactory(
            person=small.follows.person,
            organization=small.board,
            start_date=dt.date(2017, 1, 1),
        )
        with clock.stopped(DAY):
            text = main_of(visit("/de/personen/cora-conti/"))
        assert "Cora Conti Integrationsrat · Mitglied" in text
        assert "Mitgliedschaften heute" in text
        assert "Integrationsrat Mitglied · direkt gewählt Zweite Liste 01.07.2016" in text
        assert "Frühere Mitgliedschaften" in text
        assert "Arbeitskreis Bildung Mitglied – 01.01.2015 – 31.12.2015" in text
        assert "Mitgliedschaften in Zukunft" in text

    def test_a_deputy_says_for_whom(self, small: SmallCouncil) -> None:
        MembershipFactory(
            person__key="vera",
            organization=small.plenary,
            kind="deputy",
            role="deputy",
            voting_right=False,
            deputy_for=small.chair,
        )
        with clock.stopped(DAY):
            assert "vertritt Aylin Çelik" in main_of(visit("/de/personen/vera/"))

    def test_nobody_has_to_be_a_member(self, db: None) -> None:
        PersonFactory(key="mina")
        text = main_of(visit("/de/personen/mina/"))
        assert "Zurzeit ohne Mitgliedschaft." in text
        assert "Noch keine Mitgliedschaft eingetragen" in text
        assert "Erreichbar über die Geschäftsstelle." in text

    def test_languages_stand_by_their_own_names(self, db: None) -> None:
        PersonFactory(key="mina", languages="de, tr, ar, ku")
        html = visit("/de/personen/mina/")
        assert '<span lang="tr" dir="ltr">Türkçe</span>' in html
        assert '<span lang="ar" dir="rtl">العربيّة</span>' in html or 'dir="rtl">العر' in html
        assert "Deutsch Türkçe (Türkisch)" in main_of(html)
        assert "Kurdî (Kurdisch)" in main_of(html)

    def test_invented_persons_say_so_everywhere(self, small: SmallCouncil) -> None:
        Person.objects.filter(key="cora-conti").update(is_invented=True)
        with clock.stopped(DAY):
            assert "erfunden" in main_of(visit("/de/personen/cora-conti/"))
            assert "Cora Conti erfunden Mitglied" in main_of(visit("/de/gremium/"))

    def test_an_unknown_one_is_missing(self, db: None) -> None:
        visit("/de/personen/niemand/", 404)

    @pytest.mark.parametrize("language", ["de", "tr", "ar"])
    def test_private_contact_data_is_on_no_page(self, small: SmallCouncil, language: str) -> None:
        Person.objects.update(email=f"{self.CANARY}@example.org", phone=f"+49 {self.CANARY}")
        deputy = MembershipFactory(
            person__key="vera", organization=small.plenary, kind="deputy", deputy_for=small.chair
        )
        assert deputy.pk
        with clock.stopped(DAY):
            for address in [*PAGES, "personen/vera/"]:
                assert self.CANARY not in visit(f"/{language}/{address}"), address

    def test_what_the_person_shows_is_on_their_page_only(self, small: SmallCouncil) -> None:
        Person.objects.filter(key="cora-conti").update(
            email="cora@example.org", email_public=True, phone="0231 77", phone_public=True
        )
        with clock.stopped(DAY):
            html = visit("/ar/personen/cora-conti/")
            assert "cora@example.org" not in visit("/ar/gremium/")
        assert '<a href="mailto:cora@example.org"><bdi dir="ltr">cora@example.org</bdi></a>' in html
        assert '<a href="tel:+4923177"><bdi dir="ltr">0231 77</bdi></a>' in html


class TestWorkingGroups:
    def test_each_says_what_it_is_for_and_who_is_in_it(self, small: SmallCouncil) -> None:
        Organization.objects.filter(key="ak-bildung").update(
            description="<p>Kita und Schule</p>", is_invented=True
        )
        MembershipFactory(organization=small.working_group, role="spokesperson")
        with clock.stopped(DAY):
            text = main_of(visit("/de/gremium/arbeitskreise/"))
        assert "Arbeitskreis Bildung erfunden" in text
        assert "Kita und Schule" in text
        assert "Sprecherin oder Sprecher" in text

    def test_without_members_it_says_who_enters_them(self, small: SmallCouncil) -> None:
        text = main_of(visit("/de/gremium/arbeitskreise/"))
        assert "Wer mitarbeitet, steht hier, sobald die Geschäftsstelle" in text

    def test_none_yet(self, db: None) -> None:
        text = main_of(visit("/de/gremium/arbeitskreise/"))
        assert "Noch keine Arbeitskreise eingetragen" in text

    def test_groups_of_another_term_are_left_out(self, small: SmallCouncil) -> None:
        other = TermFactory(key="neu", start_date=dt.date(2025, 11, 1), end_date=None)
        Organization.objects.filter(key="ak-bildung").update(term=other)
        with clock.stopped(DAY):
            assert "Arbeitskreis Bildung" not in main_of(visit("/de/gremium/arbeitskreise/"))


class TestPartners:
    def test_partners_of_the_day_are_listed(self, db: None) -> None:
        OrganizationFactory(name="Verein A", is_partner=True, is_invented=True, summary="Hilft.")
        OrganizationFactory(name="Kein Partner")
        OrganizationFactory(name="Alt", is_partner=True, end_date=dt.date(2010, 1, 1))
        text = main_of(visit("/de/partner/"))
        assert "Verein A" in text
        assert "erfunden" in text
        assert "Hilft." in text
        assert "Kein Partner" not in text
        assert "Alt" not in text.split()

    def test_none_yet(self, db: None) -> None:
        assert "Noch keine Partner eingetragen" in main_of(visit("/de/partner/"))


@pytest.mark.parametrize("more", [1, 3])
@pytest.mark.parametrize(
    ("address", "number"),
    [
        ("gremium/", 6),
        ("gremium/?am=2016-12-06", 6),
        ("gremium/arbeitskreise/", 7),
        ("gremium/wahlperioden/", 4),
        ("gremium/wahlperioden/2014-2020/", 6),
        ("gremium/wahlperioden/2014-2020/?am=2016-12-06", 6),
        ("gremium/stellen/liste-1/", 8),
        ("gremium/stellen/ak-bildung/", 8),
        ("personen/viel/", 6),
        ("partner/", 5),
    ],
)
def test_queries_do_not_grow_with_the_data(
    small: SmallCouncil,
    django_assert_num_queries: DjangoAssertNumQueries,
    address: str,
    number: int,
    more: int,
) -> None:
    busy = PersonFactory(key="viel")
    for count in range(more):
        group = OrganizationFactory(organization_type="working_group", is_partner=True)
        MembershipFactory(
            organization=group, person=busy, on_behalf_of=small.lists[0], kind="other"
        )
        MembershipFactory(organization=small.plenary, on_behalf_of=small.lists[0])
        MembershipFactory(organization=small.working_group, on_behalf_of=small.lists[1])
        start = dt.date(1990 + count, 1, 1)
        TermFactory(key=f"alt-{count}", start_date=start, end_date=start)
    with clock.stopped(DAY), django_assert_num_queries(number):
        visit(f"/de/{address}")


def test_a_provider_registers_once(monkeypatch: pytest.MonkeyPatch, small: SmallCouncil) -> None:
    monkeypatch.setattr(related, "_providers", [])

    def provider(_viewer: object, organizations: object) -> dict[int, list[related.Area]]:
        return {small.board.pk: [related.Area(small.plenary, "/x/", "dabei")]}

    related.register(provider)  # type: ignore[arg-type]
    related.register(provider)  # type: ignore[arg-type]
    areas = related.areas_of(None, [small.board, small.office])  # type: ignore[arg-type]
    assert [len(areas[one.pk]) for one in (small.board, small.office)] == [1, 0]
