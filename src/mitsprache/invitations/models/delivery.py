"""What was sent to whom, and the links in it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from mitsprache.invitations.enums import Channel, DeliveryState, Purpose
from mitsprache.invitations.models.invitation import AgendaVersion, Invitation


class Delivery(models.Model):
    """One dispatch to one person. The constraint makes a second one of the same kind impossible.

    Attributes:
        round: counts dispatches that may come again: a deputy who is called, released, called.
        job: key of the job that sends it now; if that job begins anew, nobody knows whether the
            mail went out, so it is not sent again by itself.
        reason: why it failed or came back.
        will_retry: whether the job queue tries it again by itself.
    """

    invitation = models.ForeignKey(
        Invitation,
        on_delete=models.CASCADE,
        related_name="deliveries",
        verbose_name=_("Einladung"),
    )
    version = models.ForeignKey(
        AgendaVersion,
        on_delete=models.CASCADE,
        related_name="deliveries",
        verbose_name=_("Fassung"),
    )
    purpose = models.CharField(_("Inhalt"), max_length=20, choices=Purpose.choices)
    round = models.PositiveSmallIntegerField(default=1)
    channel = models.CharField(_("Weg"), max_length=10, choices=Channel.choices)
    email = models.EmailField(_("E-Mail"), blank=True)
    language = models.CharField(_("Sprache"), max_length=12)
    state = models.CharField(
        _("Stand"), max_length=10, choices=DeliveryState.choices, default=DeliveryState.WAITING
    )
    job = models.CharField(max_length=40, blank=True)
    attempts = models.PositiveSmallIntegerField(_("Versuche"), default=0)
    reason = models.CharField(_("Grund"), max_length=300, blank=True)
    will_retry = models.BooleanField(default=False)
    sent_at = models.DateTimeField(_("gesendet"), null=True, blank=True)

    class Meta:
        verbose_name = _("Versand")
        verbose_name_plural = _("Versand")
        ordering = ["version", "purpose", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["invitation", "version", "purpose", "round"], name="one_delivery_each"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} · {self.invitation.person}"

    @property
    def can_be_sent_again(self) -> bool:
        """Whether the office may start it anew."""
        return (
            self.channel == Channel.MAIL
            and self.state in {DeliveryState.FAILED, DeliveryState.BOUNCED}
            and not self.will_retry
        )


class Link(models.Model):
    """A personal link as it stands in a mail or letter: only the hash of its token is kept.

    Each dispatch has a link of its own, and all of an invitation's lead to the same page.
    """

    UNLOGGED = frozenset({"token_hash"})

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("persönlicher Link")
        verbose_name_plural = _("persönliche Links")

    def __str__(self) -> str:
        return str(self.invitation)
