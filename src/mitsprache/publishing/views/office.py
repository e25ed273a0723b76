"""Pages of the workspace about articles and pictures."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mitsprache.kernel import clock
from mitsprache.kernel.access import Requires
from mitsprache.kernel.actor import Actor
from mitsprache.kernel.pages.actions import RecordAction
from mitsprache.kernel.pages.base import RecordPage
from mitsprache.kernel.pages.columns import Column
from mitsprache.kernel.pages.deletion import RecordDelete
from mitsprache.kernel.pages.editing import RecordCreate, RecordUpdate
from mitsprache.kernel.pages.filters import ChoiceFilter
from mitsprache.kernel.pages.lists import BulkAction, RecordList, bulk_delete
from mitsprache.publishing import forms, operations
from mitsprache.publishing.addresses import address_of, preview_address_of
from mitsprache.publishing.enums import ArticleState
from mitsprache.publishing.models import Article, Image


class ArticlePage(RecordPage):
    abstract = True
    operations = operations.article
    base_label = pgettext_lazy("Plural", "Artikel")


def publish_one(*, actor: Actor, record: Article) -> None:
    """Publish a chosen article of a list."""
    operations.publish(actor=actor, article=record)


def withdraw_one(*, actor: Actor, record: Article) -> None:
    """Withdraw a chosen article of a list."""
    operations.withdraw(actor=actor, article=record)


def is_planned(article: Article) -> bool:
    """Whether an article is published from a moment on that is still to come."""
    at = article.publish_at
    return article.state == ArticleState.PUBLISHED and at is not None and at > clock.now()


class StateColumn(Column):
    """Where an article stands; one that waits for its moment is planned, not yet published."""

    def shown(self, record: Any) -> Any:
        return str(_("geplant")) if is_planned(record) else super().shown(record)

    def cell(self, record: Any) -> dict[str, Any]:
        kind = {ArticleState.PUBLISHED: "held"}.get(record.state, record.state)
        return {**super().cell(record), "badge": "planned" if is_planned(record) else kind}


class ArticleList(ArticlePage, RecordList):
    access = Requires("publishing.read")
    lead = _("Meldungen, Pressemitteilungen und Seiten, auch die Pflichtseiten.")
    columns = (
        Column("title"),
        Column("kind"),
        Column("duty"),
        StateColumn("state", badge=True),
        Column("publish_at"),
        Column("modified_at"),
        Column("summary", wide=True),
    )
    search_fields = ("title", "summary", "text")
    filters = (ChoiceFilter("kind"), ChoiceFilter("state"), ChoiceFilter("duty"))
    ordering = ("-modified_at",)
    bulk_actions = (
        BulkAction(
            "veroeffentlichen", _("Veröffentlichen"), "publishing.publish_article", publish_one
        ),
        BulkAction(
            "zurueckziehen",
            _("Zurückziehen"),
            "publishing.withdraw_article",
            withdraw_one,
            confirm=True,
        ),
        bulk_delete(operations.article),
    )
    empty_text = _("Schreiben Sie die erste Meldung oder eine Pflichtseite wie das Impressum.")

    def records(self) -> QuerySet[Article]:
        return Article.objects.defer("translations")


class ArticleCreate(ArticlePage, RecordCreate):
    access = Requires("publishing.create_article")
    form_class = forms.ArticleForm
    prefill = ("kind", "duty", "title", "image")
    lead = _("Ein neuer Artikel ist ein Entwurf, bis Sie ihn veröffentlichen.")


class ArticleUpdate(ArticlePage, RecordUpdate):
    access = Requires("publishing.update_article")
    form_class = forms.ArticleForm
    template_name = "publishing/office/article.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        article: Article = self.record
        published = article.state == ArticleState.PUBLISHED
        planned = is_planned(article)
        return super().get_context_data(
            published=published,
            planned=planned,
            shown_url=address_of(article) if published and not planned else "",
            preview_url=preview_address_of(article),
            publish_form=forms.PublishForm(auto_id="id_publish_%s"),
            **kwargs,
        )


class ArticleDelete(ArticlePage, RecordDelete):
    access = Requires("publishing.delete_article")


class ArticlePublish(ArticlePage, RecordAction):
    access = Requires("publishing.publish_article")
    done = _("Der Artikel ist veröffentlicht.")

    def run(self) -> None:
        form = forms.PublishForm(self.request.POST)
        if not form.is_valid():
            raise ValidationError([str(text) for texts in form.errors.values() for text in texts])
        operations.publish(actor=self.actor, article=self.record, at=form.cleaned_data["at"])


class ArticleWithdraw(ArticlePage, RecordAction):
    access = Requires("publishing.withdraw_article")
    done = _("Der Artikel ist zurückgezogen.")

    def run(self) -> None:
        operations.withdraw(actor=self.actor, article=self.record)


class PreviewRenew(ArticlePage, RecordAction):
    access = Requires("publishing.renew_preview")
    done = _("Es gibt einen neuen Vorschau-Link; der alte gilt nicht mehr.")

    def run(self) -> None:
        operations.renew_preview(actor=self.actor, article=self.record)


class ImagePage(RecordPage):
    abstract = True
    operations = operations.image


class ImageList(ImagePage, RecordList):
    access = Requires("publishing.read")
    lead = _("Bilder für Artikel, jedes mit einer Beschreibung.")
    columns = (
        Column("alt"),
        Column("credit"),
        Column("width", _("Breite")),
        Column("height", _("Höhe")),
        Column("article_count", pgettext_lazy("Plural", "Artikel"), sort=("article_count",)),
        Column("created_at"),
        Column("caption", wide=True),
    )
    search_fields = ("alt", "caption", "credit")
    bulk_actions = (bulk_delete(operations.image),)
    empty_text = _("Laden Sie ein Bild hoch und beschreiben Sie, was darauf zu sehen ist.")

    def records(self) -> QuerySet[Image]:
        return Image.objects.annotate(article_count=Count("article"))


class ImageCreate(ImagePage, RecordCreate):
    access = Requires("publishing.create_image")
    form_class = forms.ImageForm


class ImageUpdate(ImagePage, RecordUpdate):
    access = Requires("publishing.update_image")
    form_class = forms.ImageForm
    template_name = "publishing/office/image.html"


class ImageDelete(ImagePage, RecordDelete):
    access = Requires("publishing.delete_image")
