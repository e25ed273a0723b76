"""Papers, their versions, originators and consultations."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from mitsprache.council.models import LegislativeTerm, Organization, Person
from mitsprache.kernel.models import Record, TranslatedRecord
from mitsprache.papers.enums import ConsultationRole, PaperState, PaperType


class Paper(TranslatedRecord):
    """A motion, inquiry, proposal, report or opinion (OParl: Paper)."""

    TRANSLATED = ("title", "summary", "text")
    RICH = ("text",)
    NOT_TRANSLATED = {"reference": "running number and year, as in 11948-14"}

    term = models.ForeignKey(
        LegislativeTerm,
        on_delete=models.PROTECT,
        related_name="papers",
        verbose_name=_("Wahlperiode"),
    )
    paper_type = models.CharField(_("Art"), max_length=20, choices=PaperType.choices)
    state = models.CharField(
        _("Stand"), max_length=20, choices=PaperState.choices, default=PaperState.DRAFT
    )
    number = models.PositiveIntegerField(_("Laufende Nummer"), null=True, blank=True)
    year = models.PositiveSmallIntegerField(_("Jahr"), null=True, blank=True)
    reference = models.CharField(_("Drucksachennummer"), max_length=20, blank=True)
    title = models.CharField(_("Titel"), max_length=400)
    summary = models.CharField(_("Worum es geht"), max_length=500, blank=True)
    text = models.TextField(_("Text"), blank=True)
    public = models.BooleanField(_("öffentlich"), default=True)
    date = models.DateField(_("Datum"), null=True, blank=True)
    under_direction_of = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="directed_papers",
        verbose_name=_("Federführung"),
    )
    amends = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="amendments",
        verbose_name=_("Änderung zu"),
    )
    is_invented = models.BooleanField(_("Erfunden (Vorführdaten)"), default=False)

    class Meta:
        verbose_name = _("Drucksache")
        verbose_name_plural = _("Drucksachen")
        ordering = ["-year", "-number", "-pk"]
        indexes = [
            models.Index(
                fields=["date", "id"],
                condition=models.Q(public=True, state="submitted"),
                name="public_papers_by_day",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "number"],
                name="paper_number_once",
                violation_error_message=_("Diese Nummer hat in diesem Jahr schon eine andere."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}".strip()


class PaperVersion(models.Model):
    """The text of a paper as it stood when it was submitted or changed; never altered."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("Fassung"))
    title = models.CharField(_("Titel"), max_length=400)
    text = models.TextField(_("Text"), blank=True)
    reason = models.CharField(_("Grund der Änderung"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("angelegt"))

    class Meta:
        ordering = ["paper", "number"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "number"], name="paper_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.paper} ({self.number})"


class Originator(models.Model):
    """Who brought a paper in: a person or an organization; co-signers follow the first."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="originators")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="originated"
    )
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="originated"
    )
    is_co_signer = models.BooleanField(_("Mitunterzeichnung"), default=False)
    position = models.PositiveSmallIntegerField(_("Reihenfolge"), default=0)

    class Meta:
        ordering = ["paper", "is_co_signer", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=False) ^ models.Q(organization__isnull=False),
                name="originator_is_one",
            )
        ]

    def __str__(self) -> str:
        return str(self.person or self.organization)


class Consultation(Record):
    """A step of a paper's way through the bodies (OParl: Consultation)."""

    paper = models.ForeignKey(
        Paper,
        on_delete=models.CASCADE,
        related_name="consultations",
        verbose_name=_("Drucksache"),
    )
    organization = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        related_name="consultations",
        verbose_name=_("Gremium"),
    )
    role = models.CharField(
        _("Aufgabe"),
        max_length=20,
        choices=ConsultationRole.choices,
        default=ConsultationRole.DECISION,
    )
    position = models.PositiveSmallIntegerField(_("Reihenfolge"), default=0)
    planned_date = models.DateField(_("vorgesehen am"), null=True, blank=True)

    class Meta:
        verbose_name = _("Beratung")
        verbose_name_plural = _("Beratungsfolge")
        ordering = ["paper", "position", "pk"]

    def __str__(self) -> str:
        return f"{self.organization} · {self.get_role_display()}"
