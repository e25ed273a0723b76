"""Public pages of papers: list, paper, versions, feed; and that nothing else is anywhere."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from mitsprache.papers.enums import PaperState, PaperType, SignatureState
from mitsprache.papers.models import Paper
from tests.factories.accounts import UserFactory, log_in
from tests.factories.council import OrganizationFactory, PersonFactory, TermFactory
from tests.factories.papers import (
    ConsultationFactory,
    FileFactory,
    OriginatorFactory,
    PaperFactory,
    VersionFactory,
)
from tests.tools.html import html_check

pytestmark = pytest.mark.django_db

CANARY = "Kanarienvogel"


def page(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    return answer.content.decode()


class TestList:
    def test_it_says_what_will_stand_there(self, client: Client) -> None:
        TermFactory()
        html = page(client, "/de/drucksachen/")
        assert "Hier steht noch keine Drucksache." in html
        assert html_check(html) == []

    def test_newest_numbers_come_first(self, client: Client) -> None:
        PaperFactory(number=9, year=2016, title="Alt")
        PaperFactory(number=2, year=2017, title="Neu")
        PaperFactory(number=10, year=2016, title="Mittel")
        html = page(client, "/de/drucksachen/")
        assert html.index("Neu") < html.index("Mittel") < html.index("Alt")
        assert html_check(html) == []

    def test_it_goes_on_page_by_page(self, client: Client) -> None:
        for number in range(1, 26):
            PaperFactory(number=number, title=f"Titel {number:02}")
        first = page(client, "/de/drucksachen/")
        assert "Titel 06" in first
        assert "Titel 05" not in first
        assert 'href="?vor=6-16"' in first
        second = page(client, "/de/drucksachen/?vor=6-16")
        assert "Titel 05" in second
        assert "Titel 06" not in second
        assert "Zu den neuesten" in second
        assert 'rel="next"' not in second

    def test_pages_keep_the_filter(self, client: Client) -> None:
        for number in range(1, 23):
            PaperFactory(number=number)
        html = page(client, "/de/drucksachen/?art=motion")
        assert 'href="?art=motion&amp;vor=3-16"' in html

    def test_filters_narrow_the_list(self, client: Client) -> None:
        motion = PaperFactory(title="Ein Antrag")
        report = PaperFactory(
            title="Ein Bericht",
            paper_type=PaperType.REPORT,
            term=TermFactory(key="2020-2025", name="2020–2025"),
        )
        person = OriginatorFactory(paper=motion, person=PersonFactory(key="mina")).person
        office = OrganizationFactory(key="amt")
        OriginatorFactory(paper=report, person=None, organization=office)
        ConsultationFactory(paper=report, organization=OrganizationFactory(key="rat"))
        for query, title, other in [
            ("art=report", report.title, motion.title),
            ("art=motion", motion.title, report.title),
            ("wahlperiode=2020-2025", report.title, motion.title),
            ("gremium=rat", report.title, motion.title),
            (f"von=personen/{person.key}", motion.title, report.title),
            ("von=stellen/amt", report.title, motion.title),
        ]:
            html = page(client, f"/de/drucksachen/?{query}")
            assert title in html
            assert other not in html
            assert " selected" in html
            assert html_check(html) == []
        both = page(client, "/de/drucksachen/?art=report&von=personen/mina")
        assert "Keine Drucksache passt dazu." in both

    @pytest.mark.parametrize(
        "query",
        [
            "art=x", "wahlperiode=x", "gremium=x", "von=x", "von=x/y", "von=personen/x",
            "von=stellen/x", "vor=x", "vor=2016-1", "vor=0-16",
        ],
    )  # fmt: skip
    def test_what_makes_no_sense_is_missing(self, client: Client, query: str) -> None:
        PaperFactory()
        page(client, f"/de/drucksachen/?{query}", 404)

    def test_nobody_is_offered_for_a_signature_that_was_not_given(self, client: Client) -> None:
        paper = PaperFactory()
        OriginatorFactory(
            paper=paper, person=PersonFactory(family_name=CANARY), state=SignatureState.ASKED
        )
        OriginatorFactory(
            paper=paper, person=PersonFactory(family_name=CANARY), state=SignatureState.DECLINED
        )
        assert CANARY not in page(client, "/de/drucksachen/")
        assert CANARY not in page(client, f"/de/drucksachen/{paper.key}/")

    @pytest.mark.parametrize("number", [1, 3])
    def test_queries_do_not_grow(
        self, client: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        for _n in range(number):
            paper = PaperFactory()
            OriginatorFactory(paper=paper)
            OriginatorFactory(paper=paper, person=None, organization=OrganizationFactory())
            ConsultationFactory(paper=paper)
        client.get("/de/drucksachen/")
        with django_assert_num_queries(7):
            client.get("/de/drucksachen/?art=motion")


class TestPaper:
    def full(self) -> Paper:
        paper = PaperFactory(
            key="kurse",
            title="Mehr Sprachkurse",
            summary="Kurz gesagt",
            under_direction_of=OrganizationFactory(name="Amt für Schule"),
            number=12,
        )
        OriginatorFactory(paper=paper, person=PersonFactory(given_name="Ada", family_name="Rat"))
        OriginatorFactory(
            paper=paper,
            is_co_signer=True,
            person=PersonFactory(given_name="Bea", family_name="Mit"),
        )
        FileFactory(paper=paper, name="Begründung", size=2048, pages=3)
        ConsultationFactory(
            paper=paper,
            organization=OrganizationFactory(name="Rat der Stadt"),
            planned_date=dt.date(2016, 9, 1),
        )
        PaperFactory(amends=paper, title="Lieber zwei Kurse", paper_type=PaperType.AMENDMENT)
        return paper

    def test_it_says_all_that_everybody_may_know(self, client: Client) -> None:
        self.full()
        html = page(client, "/de/drucksachen/kurse/")
        for words in (
            "Mehr Sprachkurse", "Kurz gesagt", "12-16", "Antrag", "24. Mai 2016", "Ada Rat",
            "Bea Mit", "Amt für Schule", "Begründung", "2,0&nbsp;KB", "3 Seiten",
            "Rat der Stadt", "vorgesehen am", "1. September 2016", "Lieber zwei Kurse",
        ):  # fmt: skip
            assert words.replace("&nbsp;", "\xa0") in html
        assert html_check(html) == []

    def test_an_amendment_leads_to_what_it_changes(self, client: Client) -> None:
        self.full()
        change = Paper.objects.get(title="Lieber zwei Kurse")
        html = page(client, f"/de/drucksachen/{change.key}/")
        assert "Änderung zu" in html
        assert 'href="/de/drucksachen/kurse/"' in html

    def test_a_withdrawn_paper_says_so(self, client: Client) -> None:
        paper = PaperFactory(state=PaperState.WITHDRAWN, title="Doch nicht")
        html = page(client, f"/de/drucksachen/{paper.key}/")
        assert "Diese Drucksache wurde zurückgezogen." in html
        assert html_check(html) == []
        assert "zurückgezogen" in page(client, "/de/drucksachen/")

    def test_a_bare_paper_is_whole(self, client: Client) -> None:
        paper = PaperFactory(text="", date=None)
        html = page(client, f"/en/drucksachen/{paper.key}/")
        assert html_check(html) == []

    @pytest.mark.parametrize("number", [1, 3])
    def test_queries_do_not_grow(
        self, client: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        paper = self.full()
        for one in range(number):
            OriginatorFactory(paper=paper)
            FileFactory(paper=paper)
            ConsultationFactory(paper=paper)
            PaperFactory(amends=paper)
            VersionFactory(paper=paper, number=one + 1)
        client.get("/de/drucksachen/kurse/")
        with django_assert_num_queries(8):
            client.get("/de/drucksachen/kurse/?x=1")


class TestVersions:
    def paper(self) -> Paper:
        paper = PaperFactory(key="kurse", text="<p>Der Rat gibt 8.000 Euro &amp; Räume.</p>")
        VersionFactory(
            paper=paper, number=1, text="<p>Der Rat gibt 5.000 Euro &amp; Räume.</p><p>Sofort.</p>"
        )
        VersionFactory(paper=paper, number=2, reason="Betrag berichtigt")
        return paper

    def test_changes_stand_word_by_word(self, client: Client) -> None:
        self.paper()
        html = page(client, "/de/drucksachen/kurse/fassungen/")
        assert '<span class="ms-sr" lang="de">gestrichen: </span>5.000</del>' in html
        assert '<span class="ms-sr" lang="de">eingefügt: </span>8.000</ins>' in html
        assert "Euro &amp; Räume." in html
        assert "Sofort.</del>" in html
        assert "Betrag berichtigt" in html
        assert html_check(html) == []
        assert "Betrag berichtigt" in page(client, "/de/drucksachen/kurse/")

    def test_any_two_can_be_chosen(self, client: Client) -> None:
        self.paper()
        html = page(client, "/de/drucksachen/kurse/fassungen/?von=2&bis=1")
        assert "8.000</del>" in html
        same = page(client, "/ar/drucksachen/kurse/fassungen/?von=1&bis=1")
        assert "<ins" not in same
        assert html_check(same) == []

    @pytest.mark.parametrize("query", ["von=3", "von=x", "bis=0"])
    def test_other_versions_are_missing(self, client: Client, query: str) -> None:
        self.paper()
        page(client, f"/de/drucksachen/kurse/fassungen/?{query}", 404)

    def test_one_version_has_nothing_to_compare(self, client: Client) -> None:
        paper = PaperFactory()
        VersionFactory(paper=paper)
        page(client, f"/de/drucksachen/{paper.key}/fassungen/", 404)
        assert "fassungen" not in page(client, f"/de/drucksachen/{paper.key}/")

    def test_a_text_is_never_markup(self, client: Client) -> None:
        paper = PaperFactory(title="<b>x</b>", text="<p>&lt;script&gt;</p>")
        VersionFactory(paper=paper, number=1, title="y", text="<p>z</p>")
        VersionFactory(paper=paper, number=2)
        html = page(client, f"/de/drucksachen/{paper.key}/fassungen/")
        assert "&lt;script&gt;" in html
        assert "<b>x" not in html


def test_the_feed_names_papers(client: Client) -> None:
    paper = PaperFactory(number=12, title="Mehr Kurse", summary="Kurz")
    OriginatorFactory(paper=paper, person=PersonFactory(given_name="Ada", family_name="Rat"))
    PaperFactory(date=None)
    feed = page(client, "/de/drucksachen/feed.atom")
    assert "12-16 Mehr Kurse" in feed
    assert "Ada Rat" in feed
    assert f"/de/drucksachen/{paper.key}/" in feed


HIDDEN = [
    {"public": False},
    {"public": False, "state": PaperState.WITHDRAWN},
    {"draft": True},
    {"draft": True, "public": False},
]


@pytest.mark.parametrize("values", HIDDEN, ids=str)
class TestCanary:
    """What is not public is nowhere."""

    def test_it_is_on_no_page(self, client: Client, values: dict[str, object]) -> None:
        shown = PaperFactory(key="offen", title="Offen")
        hidden = PaperFactory(
            key="geheim",
            amends=shown,
            title=f"{CANARY} Titel",
            summary=f"{CANARY} Worum",
            text=f"<p>{CANARY} Text</p>",
            term=TermFactory(key="geheime-zeit", name=f"{CANARY} Zeit"),
            **values,
        )
        change = PaperFactory(key="aenderung", amends=hidden)
        OriginatorFactory(paper=hidden, person=PersonFactory(family_name=CANARY))
        ConsultationFactory(
            paper=hidden, organization=OrganizationFactory(name=f"{CANARY} Gremium")
        )
        OriginatorFactory(
            paper=hidden, person=None, organization=OrganizationFactory(name=f"{CANARY} Verein")
        )
        VersionFactory(paper=hidden, number=1)
        VersionFactory(paper=hidden, number=2)
        for path in (
            "/de/drucksachen/",
            "/de/drucksachen/?art=motion",
            "/de/drucksachen/offen/",
            f"/de/drucksachen/{change.key}/",
            "/de/drucksachen/feed.atom",
            "/sitemap-drucksachen-1.xml",
        ):
            html = page(client, path)
            assert CANARY not in html
            assert "geheim" not in html
        for path in (
            "/de/drucksachen/geheim/",
            "/de/drucksachen/geheim/fassungen/",
            "/de/drucksachen/?wahlperiode=geheime-zeit",
        ):
            answer = client.get(path)
            missing = client.get(path.replace("geheim", "gibt-es-nicht"))
            assert answer.status_code == missing.status_code == 404
            assert CANARY not in answer.content.decode()

    def test_its_file_is_missing(self, client: Client, values: dict[str, object]) -> None:
        file = FileFactory(paper=PaperFactory(**values))
        assert client.get(file.file.url).status_code == 404
        log_in(client, UserFactory(roles=["member"]))
        assert client.get(file.file.url).status_code == 404


class TestFiles:
    def test_a_public_file_is_served_to_save(self, client: Client) -> None:
        file = FileFactory(
            paper=PaperFactory(number=12), name="Begründung & Plan", sha256="ab" * 32
        )
        answer = client.get(file.file.url)
        assert answer.status_code == 200
        assert b"".join(answer.streaming_content).startswith(b"%PDF-")  # type: ignore[arg-type]
        assert answer.headers["Content-Type"] == "application/pdf"
        disposition = answer.headers["Content-Disposition"]
        assert disposition == 'attachment; filename="12-16-begruendung-plan.pdf"'
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
        assert answer.headers["Cache-Control"] == "no-cache"
        answer.close()
        again = client.get(file.file.url, headers={"If-None-Match": answer.headers["ETag"]})
        assert again.status_code == 304

    def test_a_file_that_is_not_public_is_missing(self, client: Client) -> None:
        file = FileFactory(public=False, name=CANARY)
        assert client.get(file.file.url).status_code == 404
        assert CANARY not in page(client, f"/de/drucksachen/{file.paper.key}/")

    @pytest.mark.parametrize("role", ["office", "administration", "chair"])
    def test_the_office_and_the_chair_have_all_files(self, client: Client, role: str) -> None:
        log_in(client, UserFactory(roles=[role]))
        answer = client.get(FileFactory(paper=PaperFactory(draft=True)).file.url)
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "private, no-store"
        answer.close()

    def test_members_have_the_files_of_what_they_sign(self, client: Client) -> None:
        user = log_in(client, UserFactory(roles=["member"]))
        paper = PaperFactory(draft=True)
        url = FileFactory(paper=paper).file.url
        assert client.get(url).status_code == 404
        OriginatorFactory(paper=paper, person=PersonFactory(user=user), state=SignatureState.ASKED)
        answer = client.get(url)
        assert answer.status_code == 200
        answer.close()

    def test_a_person_without_the_role_has_none(self, client: Client) -> None:
        user = log_in(client, UserFactory(roles=["translator"]))
        paper = PaperFactory(draft=True)
        OriginatorFactory(paper=paper, person=PersonFactory(user=user))
        assert client.get(FileFactory(paper=paper).file.url).status_code == 404

    def test_a_file_that_is_gone_is_missing(self, client: Client) -> None:
        file = FileFactory()
        file.file.storage.delete(file.file.name)
        assert client.get(file.file.url).status_code == 404

    @pytest.mark.parametrize(
        "path", ["papers/", "papers/x.pdf", "papers/x.html", "papers/../x.pdf", "papers/%2e%2e.pdf"]
    )
    def test_nothing_else_is_served(self, client: Client, path: str) -> None:
        assert client.get(f"/media/{path}").status_code == 404
