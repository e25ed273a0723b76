"""Pictures and videos by address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from PIL import Image as Pillow

from mitsprache.publishing.images import prepared
from mitsprache.publishing.models import Article
from tests.factories.accounts import UserFactory, log_in
from tests.factories.publishing import ArticleFactory, ImageFactory, picture

pytestmark = pytest.mark.django_db

FILM = bytes(range(256)) * 4


@pytest.fixture(autouse=True)
def _own_folder(settings: object, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Got:
    status_code: int
    headers: Mapping[str, str]
    body: bytes


def get(client: Client, url: str, **headers: str) -> Got:
    answer = client.get(url, headers={name.replace("_", "-"): headers[name] for name in headers})
    assert not answer.cookies
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    answer.close()
    return Got(answer.status_code, answer.headers, body)


def with_picture(**values: object) -> Article:
    return ArticleFactory(image=ImageFactory(file=prepared(picture(800, 400))), **values)


def test_a_published_picture_is_served_to_everybody(client: Client) -> None:
    article = with_picture()
    answer = get(client, article.image.file.url)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "public, max-age=3600"
    with default_storage.open(article.image.file.name) as file:
        assert answer.body == file.read()


def test_the_small_variant_is_made_when_asked_for(client: Client) -> None:
    article = with_picture()
    first = get(client, article.image.small_url).body
    with default_storage.open(article.image.small_name) as file:
        assert file.read() == first
        assert Pillow.open(file).size == article.image.small_size == (640, 320)
    assert get(client, article.image.small_url).body == first


@pytest.mark.parametrize("state", ["draft", "withdrawn"])
def test_what_is_not_public_is_missing_for_visitors(client: Client, state: str) -> None:
    article = with_picture(state=state)
    assert get(client, article.image.file.url).status_code == 404
    assert get(client, article.image.small_url).status_code == 404
    assert get(client, f"{article.image.file.url}?vorschau=falsch").status_code == 404


def test_the_secret_of_a_preview_opens_its_picture(client: Client) -> None:
    article = with_picture(state="draft")
    answer = get(client, f"{article.image.file.url}?vorschau={article.preview_token}")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-store"
    other = with_picture(state="draft", title="x")
    other.image.file.save("anderes.jpg", prepared(picture(90, 90)))
    assert (
        get(client, f"{other.image.file.url}?vorschau={article.preview_token}").status_code == 404
    )


def test_the_office_sees_all_pictures(client: Client) -> None:
    log_in(client, UserFactory(roles=["office"]))
    draft = with_picture(state="draft")
    assert get(client, draft.image.file.url).headers["Cache-Control"] == "private, no-store"
    unused = ImageFactory(file=prepared(picture(20, 20)))
    assert get(client, unused.file.url).status_code == 200
    default_storage.save("images/fremd.jpg", ContentFile(b"x"))
    assert get(client, "/media/images/fremd.jpg").status_code == 404


def test_a_member_is_no_office(client: Client) -> None:
    log_in(client, UserFactory(roles=["member"]))
    assert get(client, with_picture(state="draft").image.file.url).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/media/",
        "/media/images/",
        "/media/images/../mitsprache.sqlite3",
        "/media/images/%2e%2e%2fsecret-key",
        "/media/images/x.html",
        "/media/images/x",
        "/media/other/x.jpg",
        "/media/mitsprache.sqlite3",
    ],
)
def test_nothing_else_is_served(client: Client, path: str) -> None:
    assert get(client, path).status_code == 404


def test_a_file_that_is_gone_is_missing(client: Client) -> None:
    article = with_picture()
    default_storage.delete(article.image.file.name)
    assert get(client, article.image.file.url).status_code == 404
    assert get(client, article.image.small_url).status_code == 404


def test_a_file_that_is_damaged_has_no_small_variant(client: Client) -> None:
    article = with_picture()
    default_storage.delete(article.image.file.name)
    default_storage.save(article.image.file.name, ContentFile(b"no picture"))
    assert get(client, article.image.small_url).status_code == 404


def test_an_unchanged_picture_is_not_sent_again(client: Client) -> None:
    url = with_picture().image.file.url
    etag = get(client, url).headers["ETag"]
    assert get(client, url, If_None_Match=etag).status_code == 304


class TestParts:
    @pytest.fixture
    def url(self) -> str:
        article = ArticleFactory()
        article.video.save("film.mp4", ContentFile(FILM))
        return article.video.url

    def test_a_player_learns_that_it_may_ask_for_parts(self, client: Client, url: str) -> None:
        answer = get(client, url)
        assert answer.headers["Accept-Ranges"] == "bytes"
        assert answer.headers["Content-Type"] == "video/mp4"
        assert answer.body == FILM

    @pytest.mark.parametrize(
        ("asked", "start", "end"),
        [
            ("bytes=0-1", 0, 1),
            ("bytes=1000-", 1000, 1023),
            ("bytes=1000-99999", 1000, 1023),
            ("bytes=-24", 1000, 1023),
            ("bytes=-99999", 0, 1023),
        ],
    )
    def test_parts(self, client: Client, url: str, asked: str, start: int, end: int) -> None:
        answer = get(client, url, Range=asked)
        assert answer.status_code == 206
        assert answer.headers["Content-Range"] == f"bytes {start}-{end}/1024"
        assert answer.headers["Content-Length"] == str(end - start + 1)
        assert answer.body == FILM[start : end + 1]

    @pytest.mark.parametrize("asked", ["bytes=1024-", "bytes=-0", "bytes=5-2"])
    def test_parts_beyond_the_end(self, client: Client, url: str, asked: str) -> None:
        answer = get(client, url, Range=asked)
        assert answer.status_code == 416
        assert answer.headers["Content-Range"] == "bytes */1024"

    @pytest.mark.parametrize("asked", ["bytes=-", "lines=1-2", "bytes=1-2,5-6", "bytes=x-"])
    def test_what_is_not_understood_gives_the_whole(
        self, client: Client, url: str, asked: str
    ) -> None:
        assert get(client, url, Range=asked).status_code == 200

    def test_a_file_cut_short_meanwhile_ends(self, client: Client, url: str) -> None:
        answer = client.get(url, headers={"Range": "bytes=0-"})
        Path(default_storage.path(Article.objects.get().video.name)).write_bytes(b"short")
        assert b"".join(answer.streaming_content) == b"short"
        answer.close()

    def test_a_player_that_goes_away_leaves_no_file_open(self, client: Client, url: str) -> None:
        client.get(url, headers={"Range": "bytes=0-"}).close()
