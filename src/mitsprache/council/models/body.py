"""The municipality and the terms of its council."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from mitsprache.council.enums import Accent
from mitsprache.kernel.models import TranslatedRecord


class Body(TranslatedRecord):
    """The municipality that has the council (OParl: Body). An installation has one."""

    TRANSLATED = ("name", "motto")
    NOT_TRANSLATED = {
        "short_name": "a proper name",
        "ags": "an official number",
    }

    name = models.CharField(_("Name der Stadt oder Gemeinde"), max_length=200)
    short_name = models.CharField(_("Kurzname"), max_length=80)
    motto = models.CharField(
        _("Leitwort"), max_length=200, blank=True, help_text=_("Steht groß auf der Startseite.")
    )
    ags = models.CharField(
        _("Amtlicher Gemeindeschlüssel"), max_length=8, blank=True, help_text=_("Acht Ziffern.")
    )
    website = models.URLField(_("Website"), blank=True)
    accent = models.CharField(
        _("Akzentfarbe"), max_length=20, choices=Accent.choices, default=Accent.PETROL
    )
    is_demo = models.BooleanField(
        _("Vorführdaten"),
        default=False,
        help_text=_("Jede Seite sagt dann, dass ein Teil der Angaben erfunden ist."),
    )

    class Meta:
        verbose_name = _("Stadt oder Gemeinde")
        verbose_name_plural = _("Städte und Gemeinden")

    def __str__(self) -> str:
        return self.name


class LegislativeTerm(TranslatedRecord):
    """A term of the council. Name, legal basis and seats change from term to term."""

    TRANSLATED = ("name", "council_name", "legal_basis", "about")
    RICH = ("about",)
    NOT_TRANSLATED = {"council_short_name": "a proper name"}

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="terms")
    name = models.CharField(_("Bezeichnung"), max_length=120, help_text=_("z. B. 2014–2020"))
    council_name = models.CharField(
        _("Name des Gremiums"), max_length=200, help_text=_("wie er in dieser Wahlperiode lautet")
    )
    council_short_name = models.CharField(_("Kurzname des Gremiums"), max_length=80)
    legal_basis = models.CharField(_("Rechtsgrundlage"), max_length=300, blank=True)
    about = models.TextField(_("Was das Gremium ist"), blank=True)
    seats_elected = models.PositiveSmallIntegerField(_("Gewählte Sitze"))
    seats_appointed = models.PositiveSmallIntegerField(_("Vom Rat bestellte Sitze"))
    start_date = models.DateField(_("Beginn"))
    end_date = models.DateField(_("Ende"), null=True, blank=True)

    class Meta:
        verbose_name = _("Wahlperiode")
        verbose_name_plural = _("Wahlperioden")
        ordering = ["-start_date"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(end_date__isnull=True)
                | models.Q(end_date__gte=models.F("start_date")),
                name="term_ends_after_start",
                violation_error_message=_("Das Ende liegt vor dem Beginn."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.council_short_name} {self.name}"

    @property
    def seats(self) -> int:
        """The statutory number of voting members."""
        return self.seats_elected + self.seats_appointed
