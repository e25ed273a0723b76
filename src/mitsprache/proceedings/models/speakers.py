"""Who asked to speak."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from mitsprache.meetings.models import AgendaItem
from mitsprache.proceedings.enums import SpeechKind
from mitsprache.proceedings.models.sitting import Participant, Sitting


class Speech(models.Model):
    """A request to speak, and the speech when it was called."""

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="speeches")
    item = models.ForeignKey(
        AgendaItem, on_delete=models.CASCADE, null=True, blank=True, related_name="speeches"
    )
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="speeches")
    kind = models.CharField(
        _("Art"), max_length=20, choices=SpeechKind.choices, default=SpeechKind.SPEECH
    )
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["sitting", "asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "kind"],
                condition=models.Q(started_at__isnull=True, withdrawn_at__isnull=True),
                name="one_waiting_speech",
            )
        ]

    def __str__(self) -> str:
        return str(self.participant)
