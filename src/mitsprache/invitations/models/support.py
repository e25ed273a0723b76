"""Requests of guests for interpreters and support."""

from __future__ import annotations

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from mitsprache.invitations.enums import SupportKind
from mitsprache.meetings.models import Meeting


def new_key() -> str:
    """Return a key that says nothing about the person."""
    return secrets.token_hex(8)


class SupportRequest(models.Model):
    """What a guest needs. Personal data, also on health: for the office alone, and soon deleted."""

    UNLOGGED = frozenset({"kind", "language", "text", "name", "contact"})
    """Columns of which the log tells only that they were written."""

    key = models.SlugField(max_length=16, unique=True, default=new_key, editable=False)
    meeting = models.ForeignKey(
        Meeting,
        on_delete=models.CASCADE,
        related_name="support_requests",
        verbose_name=_("Sitzung"),
    )
    kind = models.CharField(_("Was brauchen Sie?"), max_length=20, choices=SupportKind.choices)
    language = models.CharField(
        _("In welche Sprache?"),
        max_length=80,
        blank=True,
        help_text=_("Nur wenn Sie jemanden zum Dolmetschen brauchen."),
    )
    text = models.TextField(
        _("Was sollen wir noch wissen?"),
        blank=True,
        max_length=2000,
        help_text=_("Bitte nur, was wir wissen müssen, um Ihnen zu helfen."),
    )
    name = models.CharField(_("Ihr Name"), max_length=120)
    contact = models.CharField(
        _("E-Mail oder Telefon"),
        max_length=200,
        help_text=_("Damit wir Ihnen sagen können, ob es klappt."),
    )
    created_at = models.DateTimeField(_("gestellt"))
    is_settled = models.BooleanField(_("erledigt"), default=False)

    class Meta:
        verbose_name = _("Bitte um Unterstützung")
        verbose_name_plural = _("Bitten um Unterstützung")
        ordering = ["is_settled", "meeting__start_at", "pk"]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} · {self.meeting}"
