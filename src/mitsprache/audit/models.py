"""The audit log. Triggers of the database refuse to change or delete a row (see migrations)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from mitsprache.kernel.actor import ActorKind


class Entry(models.Model):
    """One write that happened: who, when, by which permission, what changed, chained by hash."""

    number = models.PositiveBigIntegerField(_("Nummer"), unique=True)
    at = models.DateTimeField(_("Zeitpunkt"), db_index=True)
    actor_kind = models.CharField(_("Art"), max_length=20, choices=[(k, k) for k in ActorKind])
    actor_id = models.BigIntegerField(_("Konto"), null=True, db_index=True)
    actor_name = models.CharField(_("Wer"), max_length=200)
    action = models.CharField(_("Vorgang"), max_length=100, db_index=True)
    target_model = models.CharField(_("Art des Objekts"), max_length=100, db_index=True)
    target_pk = models.CharField(_("Nummer des Objekts"), max_length=40)
    target_label = models.CharField(_("Objekt"), max_length=200)
    changes = models.JSONField(_("Änderungen"))
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("Eintrag")
        verbose_name_plural = _("Einträge")
        ordering = ["-number"]
        indexes = [models.Index(fields=["target_model", "target_pk"])]

    def __str__(self) -> str:
        return f"{self.number} {self.action}"


class ChainHead(models.Model):
    """The last link of the chain, in one row that is locked while an entry is added."""

    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_chain_head")]

    def __str__(self) -> str:
        return str(self.number)
