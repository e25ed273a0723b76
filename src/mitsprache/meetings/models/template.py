"""Agendas kept under a name, to begin others with."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from mitsprache.kernel.models import Record


class AgendaTemplate(Record):
    """The entries of an agenda without session, papers and results.

    `entries` is a list of mappings with the columns of items (`filling.KEPT`) and `children`, a
    list of the same. Only `operations.save_template` writes it.
    """

    NOT_TRANSLATED = {"name": "for the office, never shown in public"}

    name = models.CharField(
        _("Name der Vorlage"),
        max_length=120,
        unique=True,
        error_messages={
            "unique": _("Eine Vorlage mit diesem Namen gibt es schon. Wählen Sie einen anderen.")
        },
    )
    entries = models.JSONField(_("Einträge"), default=list)

    class Meta:
        verbose_name = _("Vorlage einer Tagesordnung")
        verbose_name_plural = _("Vorlagen für Tagesordnungen")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
