"""Publishing from the workspace, and pictures."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from mitsprache.kernel import clock
from mitsprache.publishing.models import Article, Image
from tests.factories.publishing import ArticleFactory, ImageFactory, picture
from tests.office.forms import sent

pytestmark = pytest.mark.django_db
DRAFT = "/office/artikel/entwurf/"
MP4 = b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 64


@pytest.fixture(autouse=True)
def media(settings: object, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


@pytest.fixture
def article() -> Article:
    return ArticleFactory(key="entwurf", state="draft", publish_at=None)


def state(article: Article) -> str:
    article.refresh_from_db()
    return article.state


def test_a_draft_is_published_and_withdrawn(office: Client, article: Article) -> None:
    page = office.post(f"{DRAFT}veroeffentlichen/", follow=True)
    assert "Der Artikel ist veröffentlicht." in page.content.decode()
    assert state(article) == "published"
    assert page.context["shown_url"] == "/de/aktuelles/entwurf/"
    page = office.post(f"{DRAFT}zurueckziehen/", follow=True)
    assert "Der Artikel ist zurückgezogen." in page.content.decode()
    assert state(article) == "withdrawn"


def test_publishing_can_wait_for_a_moment(office: Client, article: Article) -> None:
    later = clock.now() + dt.timedelta(days=2)
    page = office.post(f"{DRAFT}veroeffentlichen/", {"at": f"{later:%Y-%m-%dT%H:%M}"}, follow=True)
    assert page.context["planned"]
    assert page.context["shown_url"] == ""
    assert "erscheint" in page.content.decode()


def test_a_moment_that_is_none_is_told(office: Client, article: Article) -> None:
    office.post(f"{DRAFT}veroeffentlichen/", {"at": "morgen"}, follow=True)
    assert state(article) == "draft"


def test_an_empty_article_is_not_published(office: Client) -> None:
    empty = ArticleFactory(key="leer", state="draft", text="", publish_at=None)
    page = office.post("/office/artikel/leer/veroeffentlichen/", follow=True).content.decode()
    assert "Der Artikel hat noch keinen Text." in page
    assert state(empty) == "draft"


def test_the_preview_link_can_be_made_anew(office: Client, article: Article) -> None:
    before = article.preview_token
    assert before in office.get(DRAFT).content.decode()
    office.post(f"{DRAFT}vorschau-erneuern/")
    article.refresh_from_db()
    assert article.preview_token != before


def test_several_are_published_and_withdrawn_at_once(office: Client) -> None:
    for _ in range(2):
        ArticleFactory(state="draft", publish_at=None)
    keys = [*Article.objects.values_list("key", flat=True)]
    office.post("/office/artikel/", {"aktion": "veroeffentlichen", "auswahl": keys})
    assert {*Article.objects.values_list("state", flat=True)} == {"published"}
    data = {"aktion": "zurueckziehen", "auswahl": keys, "bestaetigt": "ja"}
    office.post("/office/artikel/", data)
    assert {*Article.objects.values_list("state", flat=True)} == {"withdrawn"}


def test_an_operation_that_refuses_one_of_several_says_so(office: Client) -> None:
    ArticleFactory(key="leer", title="Leer", state="draft", text="", publish_at=None)
    data = {"aktion": "veroeffentlichen", "auswahl": ["leer"]}
    page = office.post("/office/artikel/", data, follow=True).content.decode()
    assert "Leer: Der Artikel hat noch keinen Text." in page


def test_a_video_is_uploaded_and_taken_off(office: Client, article: Article) -> None:
    video = SimpleUploadedFile("film.mp4", MP4)
    assert office.post(DRAFT, sent(office.get(DRAFT), video=video)).status_code == 302
    article.refresh_from_db()
    name = article.video.name
    assert name.endswith(".mp4")
    office.post(DRAFT, sent(office.get(DRAFT), summary="Neu"))
    article.refresh_from_db()
    assert article.video.name == name
    office.post(DRAFT, sent(office.get(DRAFT), **{"video-clear": "on"}))
    article.refresh_from_db()
    assert not article.video


def test_a_file_that_is_no_video_is_refused(office: Client, article: Article) -> None:
    fake = SimpleUploadedFile("film.mp4", b"not a video")
    response = office.post(DRAFT, sent(office.get(DRAFT), video=fake))
    assert response.status_code == 422
    assert "video" in response.context["form"].errors


def test_an_article_with_a_video_is_created(office: Client) -> None:
    page = office.get("/office/artikel/neu/?kind=page&duty=sign_language&title=Geb%C3%A4rden")
    assert page.context["form"]["duty"].value() == "sign_language"
    video = SimpleUploadedFile("film.mp4", MP4)
    assert office.post("/office/artikel/neu/", sent(page, video=video)).status_code == 302
    assert Article.objects.get().video


def test_a_picture_is_made_small_and_bare(office: Client) -> None:
    file = SimpleUploadedFile("gross.jpg", picture(4000, 3000))
    office.post("/office/bilder/neu/", {"alt": "Ein Fest", "file": file})
    image = Image.objects.get()
    assert image.width < 4000
    page = office.get(f"/office/bilder/{image.key}/")
    assert f'src="{image.small_url}"' in page.content.decode()
    office.post(f"/office/bilder/{image.key}/", sent(page, alt="Ein großes Fest"))
    image.refresh_from_db()
    assert image.alt == "Ein großes Fest"


@pytest.mark.parametrize(
    "data", [b"", b"GIF89a", b"<svg xmlns='http://www.w3.org/2000/svg'/>", picture()[:200]]
)
def test_a_file_that_is_no_picture_is_refused(office: Client, data: bytes) -> None:
    file = SimpleUploadedFile("bild.jpg", data)
    response = office.post("/office/bilder/neu/", {"alt": "Ein Fest", "file": file})
    assert response.status_code == 422
    assert "file" in response.context["form"].errors
    assert not Image.objects.exists()


def test_a_picture_needs_a_description(office: Client) -> None:
    file = SimpleUploadedFile("bild.jpg", picture())
    response = office.post("/office/bilder/neu/", {"alt": " ", "file": file})
    assert "alt" in response.context["form"].errors


def test_a_picture_in_use_stays(office: Client) -> None:
    article = ArticleFactory(image=ImageFactory(key="bild"))
    response = office.post("/office/bilder/bild/loeschen/")
    assert response.status_code == 409
    assert f"/office/artikel/{article.key}/" in response.content.decode()
