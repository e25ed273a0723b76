"""Articles, pages and their pictures."""

from __future__ import annotations

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from mitsprache.goals.models import Goal
from mitsprache.kernel.models import TranslatedRecord
from mitsprache.publishing.domain.pictures import SMALL_WIDTH
from mitsprache.publishing.enums import ArticleKind, ArticleState, Duty


def new_token() -> str:
    """Return a fresh secret for a preview link (22 characters of URL-safe base64)."""
    return secrets.token_urlsafe(16)


class Image(TranslatedRecord):
    """A picture, resized and without its metadata. Its description is required."""

    TRANSLATED = ("alt", "caption")
    NOT_TRANSLATED = {"credit": "a name"}

    file = models.ImageField(
        _("Datei"), upload_to="images/", width_field="width", height_field="height", max_length=200
    )
    width = models.PositiveIntegerField(editable=False, default=0)
    height = models.PositiveIntegerField(editable=False, default=0)
    alt = models.CharField(
        _("Bildbeschreibung"),
        max_length=300,
        help_text=_("Was auf dem Bild zu sehen ist, für Menschen, die es nicht sehen."),
    )
    caption = models.CharField(_("Bildunterschrift"), max_length=300, blank=True)
    credit = models.CharField(_("Urheber"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("Bild")
        verbose_name_plural = _("Bilder")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.alt

    @property
    def small_name(self) -> str:
        """The name of the variant for cards and phones; wide pictures have one."""
        name = self.file.name or ""
        if self.width <= SMALL_WIDTH:
            return name
        stem, _dot, ending = name.rpartition(".")
        return f"{stem}-{SMALL_WIDTH}.{ending}"

    @property
    def small_url(self) -> str:
        """The address of that variant."""
        return self.file.storage.url(self.small_name)

    @property
    def small_size(self) -> tuple[int, int]:
        """Width and height of that variant, so that the page does not jump when it arrives."""
        width = min(self.width, SMALL_WIDTH)
        return width, round(self.height * width / self.width) if self.width else 0


class Article(TranslatedRecord):
    """News, a press release or a page of its own."""

    TRANSLATED = ("title", "summary", "text", "video_description")
    RICH = ("text", "video_description")
    NOT_TRANSLATED = {"preview_token": "a secret, not a text"}

    kind = models.CharField(_("Art"), max_length=20, choices=ArticleKind.choices)
    duty = models.CharField(
        _("Pflichtseite"),
        max_length=20,
        choices=Duty.choices,
        blank=True,
        help_text=_("Nur für Seiten, die jede Website eines Gremiums haben muss."),
    )
    title = models.CharField(_("Titel"), max_length=250)
    summary = models.CharField(_("Kurz gesagt"), max_length=500, blank=True)
    text = models.TextField(_("Text"), blank=True)
    state = models.CharField(
        _("Stand"), max_length=20, choices=ArticleState.choices, default=ArticleState.DRAFT
    )
    publish_at = models.DateTimeField(
        _("Veröffentlichen ab"), null=True, blank=True, help_text=_("Leer: sofort.")
    )
    preview_token = models.CharField(max_length=40, default=new_token, editable=False)
    image = models.ForeignKey(
        Image, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("Bild")
    )
    video = models.FileField(_("Video"), upload_to="videos/", blank=True, max_length=200)
    video_description = models.TextField(
        _("Was das Video sagt"), blank=True, help_text=_("Der Inhalt des Videos als Text.")
    )
    goals = models.ManyToManyField(
        Goal, blank=True, related_name="articles", verbose_name=_("Ziele")
    )
    is_invented = models.BooleanField(_("Erfunden (Vorführdaten)"), default=False)

    class Meta:
        verbose_name = _("Artikel")
        verbose_name_plural = _("Artikel")
        ordering = ["-publish_at", "-pk"]
        indexes = [models.Index(fields=["state", "publish_at", "id"])]
        constraints = [
            models.UniqueConstraint(
                fields=["duty"],
                condition=~models.Q(duty=""),
                name="duty_page_once",
                violation_error_message=_("Diese Pflichtseite gibt es schon."),
            ),
            models.CheckConstraint(
                condition=models.Q(duty="") | models.Q(kind=ArticleKind.PAGE),
                name="duty_is_page",
                violation_error_message=_("Eine Pflichtseite ist von der Art „Seite“."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state=ArticleState.PUBLISHED)
                | models.Q(kind=ArticleKind.PAGE)
                | models.Q(publish_at__isnull=False),
                name="published_news_has_moment",
                violation_error_message=_(
                    "Eine veröffentlichte Meldung braucht einen Tag, von dem an sie steht."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title
