"""The public pages of articles."""

from __future__ import annotations

import datetime as dt
from xml.etree import ElementTree as ET

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from mitsprache.kernel import clock
from mitsprache.publishing import queries
from mitsprache.publishing.addresses import address_of, preview_address_of
from mitsprache.publishing.enums import Duty
from mitsprache.publishing.models import Article
from mitsprache.publishing.public_urls import DUTY_PATHS
from tests.factories.council import OrganizationFactory, TermFactory
from tests.factories.goals import GoalFactory
from tests.factories.meetings import at
from tests.factories.publishing import ArticleFactory, ImageFactory

pytestmark = pytest.mark.django_db

NOVEMBER = dt.date(2026, 11, 23)
ATOM = "{http://www.w3.org/2005/Atom}"
HIDDEN: dict[str, dict[str, object]] = {
    "draft": {"state": "draft"},
    "scheduled": {"publish_at": at("2026-11-24")},
    "withdrawn": {"state": "withdrawn"},
}


@pytest.fixture(autouse=True)
def _no_page_cache(settings: object) -> None:
    settings.PAGE_CACHE_SECONDS = 0  # type: ignore[attr-defined]


def page(client: Client, path: str, status: int = 200) -> str:
    with clock.stopped(NOVEMBER):
        answer = client.get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


class TestNews:
    def test_empty_says_what_will_stand_here(self, client: Client) -> None:
        assert "Hier steht noch keine Meldung." in page(client, "/de/aktuelles/")

    def test_holds_news_and_press_releases_latest_first(self, client: Client) -> None:
        ArticleFactory(title="Alte", publish_at=at("2014-01-01"))
        ArticleFactory(title="Neue", publish_at=at("2015-01-01"), kind="press_release")
        ArticleFactory(title="Eine Seite", kind="page")
        body = page(client, "/de/aktuelles/")
        assert body.index("Neue") < body.index("Alte")
        assert "Pressemitteilung" in body
        assert "Eine Seite" not in body

    def test_older_ones_follow_page_by_page(self, client: Client) -> None:
        for number in range(30):
            ArticleFactory(key=f"m{number:02}", publish_at=at("2015-01-01"))
        seen: list[str] = []
        path = "/de/aktuelles/"
        while path:
            body = page(client, path)
            seen += [part.split("/")[0] for part in body.split('href="/de/aktuelles/m')[1:]]
            rest = body.partition('ms-pager__older" href="')[2]
            path = "/de/aktuelles/" + rest.partition('"')[0] if rest else ""
        assert seen == [f"{number:02}" for number in reversed(range(30))]

    @pytest.mark.parametrize("place", ["x", "%00", "1" * 5000])
    def test_a_place_nobody_wrote_does_not_exist(self, client: Client, place: str) -> None:
        page(client, f"/de/aktuelles/?vor={place}", 404)

    @pytest.mark.parametrize("values", HIDDEN.values(), ids=HIDDEN)
    def test_what_is_not_public_is_nowhere(self, client: Client, values: dict[str, object]) -> None:
        ArticleFactory(key="m1", title="GEHEIM", **values)
        assert "GEHEIM" not in page(client, "/de/aktuelles/")
        assert "GEHEIM" not in page(client, "/de/aktuelles/feed.atom")
        assert "GEHEIM" not in page(client, "/de/aktuelles/m1/", 404)

    @pytest.mark.parametrize("number", [1, 3])
    def test_queries_do_not_grow(
        self, client: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        for _ in range(number):
            ArticleFactory(image=ImageFactory())
        page(client, "/de/impressum/")
        with django_assert_num_queries(2):
            page(client, "/de/aktuelles/")


class TestArticle:
    def test_shows_text_picture_and_goals(self, client: Client) -> None:
        image = ImageFactory(alt='Menschen & "Tiere"', caption="Auf dem Fest", credit="Mina Muster")
        article = ArticleFactory(
            key="m1", title="Das Fest", summary="In einem Satz.", image=image, text="<h2>Wann</h2>"
        )
        article.goals.add(GoalFactory(key="kultur", title="Kultur und Sport"))
        body = page(client, "/de/aktuelles/m1/")
        assert 'alt="Menschen &amp; &quot;Tiere&quot;"' in body
        assert "Auf dem Fest" in body
        assert "Bild: <bdi>Mina Muster</bdi>" in body
        assert "<h2>Wann</h2>" in body
        assert '<meta name="description" content="In einem Satz.">' in body
        assert 'href="/de/ziele/kultur/"' in body

    def test_a_press_release_names_whom_to_ask(self, client: Client) -> None:
        TermFactory()
        OrganizationFactory(organization_type="office", email="buero@stadt.example")
        ArticleFactory(key="m1", kind="press_release")
        assert "Fragen der Presse" in page(client, "/de/aktuelles/m1/")

    def test_a_page_has_its_own_address(self, client: Client) -> None:
        ArticleFactory(key="seite", kind="page", title="Über uns")
        page(client, "/de/aktuelles/seite/", 404)
        assert "Über uns" in page(client, "/de/seiten/seite/")

    def test_news_is_no_page(self, client: Client) -> None:
        ArticleFactory(key="m1")
        page(client, "/de/seiten/m1/", 404)

    @pytest.mark.parametrize("number", [1, 3])
    def test_queries_do_not_grow(
        self, client: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        article = ArticleFactory(key="m1", image=ImageFactory())
        article.goals.set([GoalFactory() for _ in range(number)])
        page(client, "/de/impressum/")
        with django_assert_num_queries(3):
            page(client, "/de/aktuelles/m1/")


class TestDutyPages:
    @pytest.mark.parametrize(("duty", "path"), DUTY_PATHS.items())
    def test_a_missing_one_says_so_and_whom_to_ask(
        self, client: Client, duty: Duty, path: str
    ) -> None:
        TermFactory()
        OrganizationFactory(
            organization_type="office", name="Geschäftsstelle", email="buero@stadt.example"
        )
        body = page(client, f"/de/{path}")
        assert "Diese Seite ist noch nicht geschrieben." in body
        main = body[body.index("<main") : body.index("</main>")]
        assert "buero@stadt.example" in main
        assert str(duty.label) in main

    @pytest.mark.parametrize(("duty", "path"), DUTY_PATHS.items())
    @pytest.mark.parametrize("language", ["de-simple", "ar"])
    def test_a_written_one_stands_at_its_address(
        self, client: Client, duty: Duty, path: str, language: str
    ) -> None:
        article = ArticleFactory(kind="page", duty=duty, title="Titel", text="<p>Der Text</p>")
        body = page(client, f"/{language}/{path}")
        assert "Der Text" in body
        assert address_of(article).endswith(f"/{path}")
        page(client, f"/{language}/seiten/{article.key}/", 404)

    def test_one_without_a_word_counts_as_missing(self, client: Client) -> None:
        ArticleFactory(kind="page", duty="imprint", text="<p> </p>")
        assert "noch nicht geschrieben" in page(client, "/de/impressum/")
        assert Duty.IMPRINT in queries.empty_duty_pages()

    def test_those_that_are_empty_can_be_asked_for(self) -> None:
        assert queries.empty_duty_pages() == list(Duty)
        ArticleFactory(kind="page", duty="imprint")
        ArticleFactory(kind="page", duty="contact", state="draft")
        ArticleFactory(kind="page", duty="sign_language", text="", video="videos/a.mp4")
        assert queries.empty_duty_pages() == [
            Duty.CONTACT,
            Duty.PRIVACY,
            Duty.ACCESSIBILITY,
            Duty.PLAIN_LANGUAGE,
            Duty.TAKE_PART,
        ]

    def test_the_slot_for_sign_language_says_that_a_film_is_to_come(self, client: Client) -> None:
        slot = "Hier steht ein Video in Deutscher Gebärdensprache"
        assert slot in page(client, "/de/gebaerdensprache/")
        ArticleFactory(kind="page", duty="sign_language")
        assert slot in page(client, "/de/gebaerdensprache/")

    @pytest.mark.parametrize("ending", ["mp4", "webm"])
    def test_a_film_comes_with_its_words(self, client: Client, ending: str) -> None:
        article = ArticleFactory(
            kind="page", duty="sign_language", video_description="<p>Wir sind da.</p>"
        )
        article.video.save(f"film.{ending}", ContentFile(b"x"))
        body = page(client, "/de/gebaerdensprache/")
        assert f'type="video/{ending}"' in body
        assert 'preload="none"' in body
        assert "<p>Wir sind da.</p>" in body


class TestPreview:
    @pytest.mark.parametrize("values", HIDDEN.values(), ids=HIDDEN)
    @pytest.mark.parametrize("kind", ["news", "page"])
    def test_the_secret_link_shows_it_in_any_state(
        self, client: Client, kind: str, values: dict[str, object]
    ) -> None:
        article = ArticleFactory(title="Entwurf", kind=kind, image=ImageFactory(), **values)
        with clock.stopped(NOVEMBER):
            answer = client.get(preview_address_of(article))
        body = answer.content.decode()
        assert "Entwurf" in body
        assert "Vorschau" in body
        assert f"?vorschau={article.preview_token}" in body
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert 'name="robots" content="noindex, nofollow"' in body
        assert 'rel="canonical"' not in body
        assert 'rel="alternate" hreflang' not in body

    def test_it_is_never_kept_in_memory(self, client: Client, settings: object) -> None:
        settings.PAGE_CACHE_SECONDS = 60  # type: ignore[attr-defined]
        article = ArticleFactory(state="draft", title="Erst so")
        assert b"Erst so" in client.get(preview_address_of(article)).content
        Article.objects.update(title="Dann so")
        assert b"Dann so" in client.get(preview_address_of(article)).content

    @pytest.mark.parametrize("token", ["x", "ä", "%00", "0" * 3000])
    def test_another_token_shows_nothing(self, client: Client, token: str) -> None:
        ArticleFactory(key="m1", state="draft", title="GEHEIM")
        assert "GEHEIM" not in page(client, f"/de/vorschau/m1/{token}/", 404)

    def test_an_article_that_does_not_exist_answers_alike(self, client: Client) -> None:
        page(client, "/de/vorschau/keiner/x/", 404)


class TestFeed:
    def test_entries_hold_the_text(self, client: Client) -> None:
        TermFactory()
        ArticleFactory(key="m1", title="A & B", summary="Kurz <gesagt>", text="<p>Lang</p>")
        root = ET.fromstring(page(client, "/de/aktuelles/feed.atom"))
        assert root.findtext(f"{ATOM}author/{ATOM}name") == "Integrationsrat der Stadt Dortmund"
        (entry,) = root.findall(f"{ATOM}entry")
        assert entry.findtext(f"{ATOM}title") == "A & B"
        assert entry.findtext(f"{ATOM}id") == "tag:127.0.0.1,2026:article/m1/de"
        assert entry.findtext(f"{ATOM}summary") == "<p>Kurz &lt;gesagt&gt;</p><p>Lang</p>"

    def test_an_article_is_never_updated_before_it_is_published(self, client: Client) -> None:
        ArticleFactory(publish_at=at("2026-11-20"), modified_at=at("2026-11-01"), summary="")
        root = ET.fromstring(page(client, "/tr/aktuelles/feed.atom"))
        entry = root.find(f"{ATOM}entry")
        assert entry is not None
        assert (entry.findtext(f"{ATOM}updated") or "").startswith("2026-11-20")

    @pytest.mark.parametrize("number", [1, 3])
    def test_queries_do_not_grow(
        self, client: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        ArticleFactory.create_batch(number)
        with django_assert_num_queries(2):
            client.get("/de/aktuelles/feed.atom")


class TestAllPages:
    def test_empty_says_what_will_stand_here(self, client: Client) -> None:
        assert "Hier steht noch keine weitere Seite." in page(client, "/de/seiten/")

    def test_names_the_pages_that_no_menu_names(self, client: Client) -> None:
        ArticleFactory(key="b", kind="page", title="Satzung", summary="Was gilt.")
        ArticleFactory(key="a", kind="page", title="Häufige Fragen")
        ArticleFactory(key="c", kind="page", duty="imprint", title="PFLICHT")
        ArticleFactory(key="d", title="MELDUNG")
        body = page(client, "/de/seiten/")
        assert body.index('href="/de/seiten/a/"') < body.index('href="/de/seiten/b/"')
        assert "Was gilt." in body
        assert "PFLICHT" not in body
        assert "MELDUNG" not in body

    @pytest.mark.parametrize("values", HIDDEN.values(), ids=HIDDEN)
    def test_what_is_not_public_is_not_named(
        self, client: Client, values: dict[str, object]
    ) -> None:
        ArticleFactory(key="geheim", kind="page", title="GEHEIM", **values)
        body = page(client, "/de/seiten/")
        assert "GEHEIM" not in body
        assert "seiten/geheim/" not in body

    def test_every_page_leads_there(self, client: Client) -> None:
        ArticleFactory(key="a", kind="page")
        footer = page(client, "/tr/impressum/").partition("<footer")[2]
        assert 'href="/tr/seiten/"' in footer
        crumbs = page(client, "/tr/seiten/a/").partition('class="ms-crumbs"')[2]
        assert 'href="/tr/seiten/"' in crumbs[: crumbs.index("</nav>")]

    def test_holds_the_menus_too(self, client: Client) -> None:
        main = page(client, "/de/seiten/").partition("<main")[2].partition("</main>")[0]
        for path in ("gremium/", "sitzungen/kalender/", "mitmachen/", "impressum/", "partner/"):
            assert f'href="/de/{path}"' in main

    @pytest.mark.parametrize("number", [1, 3])
    def test_queries_do_not_grow(
        self, client: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        ArticleFactory.create_batch(number, kind="page")
        page(client, "/de/impressum/")
        with django_assert_num_queries(2):
            page(client, "/de/seiten/")
