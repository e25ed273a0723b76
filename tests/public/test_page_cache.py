"""Whole pages in memory: for visitors only, and never older than the last write."""

from __future__ import annotations

import datetime as dt

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries

from mitsprache.kernel import clock
from mitsprache.kernel.actor import Actor, ActorKind
from mitsprache.kernel.page_cache import (
    BYTES_WITH_QUERY,
    MOST_BYTES,
    PageCacheMiddleware,
    cacheable,
)
from mitsprache.publishing import operations
from tests.factories.accounts import UserFactory, log_in
from tests.factories.meetings import MeetingFactory
from tests.factories.publishing import ArticleFactory

pytestmark = pytest.mark.django_db

OFFICE = Actor(kind=ActorKind.USER, name="Büro", roles=frozenset({"office"}))
PATHS = [
    "/de/",
    "/ar/sitzungen/",
    "/de/sitzungen/kalender/",
    "/de/sitzungen/s1/",
    "/de/sitzungen/kalender.ics",
    "/de/sitzungen/s1.ics",
    "/de/sitzungen/feed.atom",
    "/tr/aktuelles/",
    "/de/aktuelles/m1/",
    "/de/aktuelles/feed.atom",
    "/de/impressum/",
    "/robots.txt",
    "/sitemap.xml",
    "/sitemap-sitzungen-1.xml",
]


@pytest.fixture(autouse=True)
def _content() -> None:
    MeetingFactory(key="s1")
    ArticleFactory(key="m1", title="Erst so")


@pytest.mark.parametrize("path", PATHS)
def test_a_second_visitor_gets_it_from_memory(
    client: Client, path: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = client.get(path)
    with django_assert_num_queries(1):
        second = client.get(path)
    assert second.content == first.content
    assert second.headers["ETag"] == first.headers["ETag"]
    assert second.headers["Content-Type"] == first.headers["Content-Type"]
    assert second.headers["Cache-Control"] == "no-cache"
    assert not second.cookies


@pytest.mark.parametrize("path", PATHS)
def test_who_has_it_already_gets_nothing_again(client: Client, path: str) -> None:
    etag = client.get(path).headers["ETag"]
    answer = client.get(path, headers={"If-None-Match": etag})
    assert (answer.status_code, answer.content) == (304, b"")


def test_a_write_makes_it_stale(client: Client) -> None:
    etag = client.get("/de/aktuelles/").headers["ETag"]
    article = ArticleFactory._meta.model.objects.get()
    operations.article.update(actor=OFFICE, record=article, values={"title": "Dann so"})
    answer = client.get("/de/aktuelles/", headers={"If-None-Match": etag})
    assert answer.status_code == 200
    assert b"Dann so" in answer.content


def test_an_article_whose_moment_comes_is_there_at_that_moment(client: Client) -> None:
    moment = dt.datetime(2026, 11, 24, 8, tzinfo=dt.UTC)
    ArticleFactory(title="Pünktlich", publish_at=moment)
    ArticleFactory(title="Etwas später", publish_at=moment + dt.timedelta(seconds=5))
    ArticleFactory(title="Nie", publish_at=moment, state="draft")
    shown = {}
    for second in (-30, -1, 0, 4, 5):
        with clock.stopped(moment + dt.timedelta(seconds=second)):
            page = client.get("/de/aktuelles/").content.decode()
        shown[second] = ("Pünktlich" in page, "Etwas später" in page, "Nie" in page)
    assert shown == {
        -30: (False, False, False),
        -1: (False, False, False),
        0: (True, False, False),
        4: (True, False, False),
        5: (True, True, False),
    }


def test_what_is_planned_meanwhile_counts(client: Client) -> None:
    moment = dt.datetime(2026, 11, 24, 8, tzinfo=dt.UTC)
    article = ArticleFactory(title="Pünktlich", state="draft")
    with clock.stopped(moment - dt.timedelta(seconds=9)):
        client.get("/de/aktuelles/")
        operations.publish(actor=OFFICE, article=article, at=moment)
        assert "Pünktlich" not in client.get("/de/aktuelles/").content.decode()
    with clock.stopped(moment):
        assert "Pünktlich" in client.get("/de/aktuelles/").content.decode()


def test_a_page_grows_too_old_without_any_write(client: Client, settings: object) -> None:
    settings.PAGE_CACHE_SECONDS = 60  # type: ignore[attr-defined]
    now = dt.datetime(2026, 11, 24, 8, tzinfo=dt.UTC)
    with clock.stopped(now):
        client.get("/de/aktuelles/")
    ArticleFactory._meta.model.objects.update(title="Dann so")
    for second, title in ((59, "Erst so"), (60, "Dann so")):
        with clock.stopped(now + dt.timedelta(seconds=second)):
            assert title in client.get("/de/aktuelles/").content.decode()


def test_pages_of_people_who_are_logged_in_are_never_kept(client: Client) -> None:
    log_in(client, UserFactory(roles=["office"]))
    for title in (b"Erst so", b"Dann so"):
        ArticleFactory._meta.model.objects.update(title=title.decode())
        assert title in client.get("/de/aktuelles/").content


def test_languages_do_not_get_each_others_pages(client: Client) -> None:
    client.get("/de/sitzungen/")
    assert b'<html lang="ar" dir="rtl"' in client.get("/ar/sitzungen/").content
    client.cookies["sprache"] = "tr"
    assert b'<html lang="de" dir="ltr"' in client.get("/de/sitzungen/").content


def kept() -> PageCacheMiddleware:
    """Return a cache before a site whose pages have as many bytes as the request says."""

    def answer(request: HttpRequest) -> HttpResponse:
        return cacheable(HttpResponse(b"x" * int(request.headers.get("Size", "1000"))))

    return PageCacheMiddleware(answer)


def test_made_up_addresses_do_not_fill_the_memory_or_drive_real_pages_out() -> None:
    cache, ask = kept(), RequestFactory()
    cache(ask.get("/de/"))
    for number in range(60):
        cache(ask.get(f"/de/?x={number}", headers={"Size": "100000"}))
    assert cache.with_query.bytes <= BYTES_WITH_QUERY
    assert 30 < len(cache.with_query.pages) < 60
    assert len(cache.plain.pages) == 1


def test_a_page_that_is_too_big_is_handed_out_and_not_kept() -> None:
    cache = kept()
    size = str(MOST_BYTES + 1)
    answer = cache(RequestFactory().get("/de/", headers={"Size": size}))
    assert isinstance(answer, HttpResponse)
    assert len(answer.content) == MOST_BYTES + 1
    assert (cache.plain.bytes, len(cache.plain.pages)) == (0, 0)


def test_the_number_of_pages_has_an_end_too(settings: object) -> None:
    settings.PAGE_CACHE_PAGES = 3  # type: ignore[attr-defined]
    cache, ask = kept(), RequestFactory()
    for number in (1, 2, 3, 1, 4):
        cache(ask.get(f"/de/{number}/"))
    assert [key[-5:] for key in cache.plain.pages] == ["de/3/", "de/1/", "de/4/"]
    assert cache.plain.bytes == sum(len(key) + 1000 for key in cache.plain.pages)


def test_a_page_that_is_built_anew_counts_once() -> None:
    cache, ask = kept(), RequestFactory()
    cache(ask.get("/de/"))
    with clock.stopped(clock.now() + dt.timedelta(hours=1)):
        cache(ask.get("/de/", headers={"Size": "10"}))
    assert [len(page.body) for page in cache.plain.pages.values()] == [10]
    assert cache.plain.bytes == len("http://testserver/de/") - len("testserver") + 10
