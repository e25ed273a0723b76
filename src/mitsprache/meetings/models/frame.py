"""The frame that every agenda of a term begins with."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from mitsprache.council.models import LegislativeTerm
from mitsprache.kernel.models import TranslatedRecord
from mitsprache.meetings.enums import ItemKind


class FrameEntry(TranslatedRecord):
    """A section of the agenda's frame, or an item that stands in every agenda."""

    TRANSLATED = ("title",)

    term = models.ForeignKey(
        LegislativeTerm,
        on_delete=models.CASCADE,
        related_name="agenda_frame",
        verbose_name=_("Wahlperiode"),
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("im Abschnitt"),
    )
    position = models.PositiveSmallIntegerField(_("Reihenfolge"), default=0)
    kind = models.CharField(
        _("Art"), max_length=20, choices=ItemKind.choices, default=ItemKind.SECTION
    )
    title = models.CharField(_("Titel"), max_length=400)
    public = models.BooleanField(_("öffentlich"), default=True)

    class Meta:
        verbose_name = _("Eintrag des Rahmens")
        verbose_name_plural = _("Rahmen der Tagesordnung")
        ordering = ["term", "position", "pk"]

    def __str__(self) -> str:
        return self.title
