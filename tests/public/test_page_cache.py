"""Whole pages in memory: for visitors only, and never older than the last write."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from mitsprache.kernel import clock
from mitsprache.kernel.actor import Actor, ActorKind
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


def test_an_article_whose_moment_comes_is_there_when_the_page_is_built_anew(
    client: Client, settings: object
) -> None:
    settings.PAGE_CACHE_SECONDS = 0  # type: ignore[attr-defined]
    moment = dt.datetime(2026, 11, 24, 8, tzinfo=dt.UTC)
    ArticleFactory(title="Pünktlich", publish_at=moment)
    with clock.stopped(moment - dt.timedelta(seconds=1)):
        assert "Pünktlich" not in client.get("/de/aktuelles/").content.decode()
    with clock.stopped(moment):
        assert "Pünktlich" in client.get("/de/aktuelles/").content.decode()


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
