"""Writes to articles and pictures."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from mitsprache.audit.models import Entry
from mitsprache.kernel import clock, store
from mitsprache.kernel.access import PermissionRefused
from mitsprache.kernel.actor import ANONYMOUS, Actor, ActorKind
from mitsprache.publishing import operations, queries
from mitsprache.publishing.enums import ArticleState
from mitsprache.publishing.images import prepared
from mitsprache.publishing.models import Article, Image
from tests.factories.meetings import at
from tests.factories.publishing import ArticleFactory, ImageFactory, picture

pytestmark = pytest.mark.django_db

OFFICE = Actor(kind=ActorKind.USER, name="Büro", roles=frozenset({"office"}))
CHAIR = Actor(kind=ActorKind.USER, name="Vorsitz", roles=frozenset({"chair"}))
NOW = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)


def draft(**values: object) -> Article:
    return ArticleFactory(**{"state": "draft", "publish_at": None, **values})


class TestPublish:
    def test_from_now_on(self) -> None:
        article = draft()
        with clock.stopped(NOW):
            operations.publish(actor=OFFICE, article=article)
            assert article.publish_at == NOW
            assert queries.article(ANONYMOUS, article.key) == article

    def test_from_a_moment_on(self) -> None:
        article = draft()
        with clock.stopped(NOW):
            operations.publish(actor=OFFICE, article=article, at=NOW + dt.timedelta(hours=1))
            assert queries.article(ANONYMOUS, article.key) is None
        with clock.stopped(NOW + dt.timedelta(hours=1)):
            assert queries.article(ANONYMOUS, article.key) == article

    def test_an_article_that_comes_back_keeps_its_first_day(self) -> None:
        article = ArticleFactory(publish_at=at("2015-01-01"))
        operations.withdraw(actor=OFFICE, article=article)
        operations.publish(actor=OFFICE, article=article)
        assert article.publish_at == at("2015-01-01")

    def test_an_empty_article_is_refused(self) -> None:
        with pytest.raises(ValidationError, match="noch keinen Text"):
            operations.publish(actor=OFFICE, article=draft(text=""))

    @pytest.mark.parametrize("values", [{"summary": "Kurz"}, {"video": "videos/a.mp4"}])
    def test_a_summary_or_a_video_is_enough(self, values: dict[str, str]) -> None:
        article = draft(text="", **values)
        operations.publish(actor=OFFICE, article=article)
        assert article.state == ArticleState.PUBLISHED


def test_a_withdrawn_article_is_gone() -> None:
    article = ArticleFactory()
    operations.withdraw(actor=OFFICE, article=article)
    assert queries.article(ANONYMOUS, article.key) is None


def test_a_new_preview_link_ends_the_old_one() -> None:
    article = draft()
    old = article.preview_token
    operations.renew_preview(actor=OFFICE, article=article)
    assert queries.preview(ANONYMOUS, article.key, old) is None
    assert queries.preview(ANONYMOUS, article.key, article.preview_token) == article


def test_the_log_never_holds_the_secret() -> None:
    article = draft()
    operations.renew_preview(actor=OFFICE, article=article)
    entry = Entry.objects.latest("pk")
    assert article.preview_token not in str(vars(entry))


def test_articles_are_written_changed_and_deleted() -> None:
    article = operations.article.create(
        actor=OFFICE, values={"key": "neu", "kind": "news", "title": "Neu", "goals": []}
    )
    operations.article.update(
        actor=OFFICE, record=article, values={"title": "Neuer"}, expected_version=1
    )
    assert Article.objects.get(key="neu").title == "Neuer"
    with pytest.raises(store.Conflict):
        operations.article.update(
            actor=OFFICE, record=article, values={"title": "Alt"}, expected_version=1
        )
    operations.article.delete(actor=OFFICE, record=article)
    assert not Article.objects.exists()


def test_published_news_needs_a_day_and_a_duty_page_is_a_page() -> None:
    with pytest.raises(ValidationError, match="braucht einen Tag"):
        operations.article.create(
            actor=OFFICE, values={"key": "a", "kind": "news", "title": "A", "state": "published"}
        )
    with pytest.raises(ValidationError, match="von der Art „Seite“"):
        operations.article.create(
            actor=OFFICE, values={"key": "a", "kind": "news", "title": "A", "duty": "imprint"}
        )


def test_a_picture_needs_a_description() -> None:
    with pytest.raises(ValidationError) as caught:
        operations.image.create(
            actor=OFFICE, values={"key": "a", "file": prepared(picture()), "alt": ""}
        )
    assert set(caught.value.message_dict) == {"alt"}


def test_a_picture_knows_its_size_and_is_replaced() -> None:
    image = operations.image.create(
        actor=OFFICE, values={"key": "a", "file": prepared(picture(700, 350)), "alt": "Fest"}
    )
    assert (image.width, image.height) == (700, 350)
    assert image.small_size == (640, 320)
    assert image.small_name == image.file.name.replace(".jpg", "-640.jpg")
    operations.image.update(actor=OFFICE, record=image, values={"file": prepared(picture(50, 40))})
    stored = Image.objects.get()
    assert (stored.width, stored.height) == (50, 40)
    assert stored.small_name == stored.file.name
    assert stored.small_size == (50, 40)


def test_a_picture_in_use_is_not_deleted() -> None:
    article = ArticleFactory(image=ImageFactory())
    with pytest.raises(store.StillInUse) as caught:
        operations.image.delete(actor=OFFICE, record=article.image)
    assert caught.value.dependents == [article]


@pytest.mark.parametrize("actor", [ANONYMOUS, CHAIR])
def test_nobody_but_the_office_writes(actor: Actor) -> None:
    article = ArticleFactory()
    attempts = (
        lambda: operations.publish(actor=actor, article=article),
        lambda: operations.withdraw(actor=actor, article=article),
        lambda: operations.renew_preview(actor=actor, article=article),
        lambda: operations.article.create(actor=actor, values={}),
        lambda: operations.image.create(actor=actor, values={}),
    )
    for attempt in attempts:
        with pytest.raises(PermissionRefused):
            attempt()
    assert not Entry.objects.exists()
