"""Everything that people are members of, or that the council works with."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from mitsprache.council.contact import phone_uri
from mitsprache.council.enums import OrganizationType
from mitsprache.council.models.body import Body, LegislativeTerm
from mitsprache.council.models.location import Location
from mitsprache.kernel.models import TranslatedRecord


class Organization(TranslatedRecord):
    """The plenary, a board, list, group, committee, office, or a partner (OParl: Organization)."""

    TRANSLATED = ("name", "summary", "description", "opening_hours")
    RICH = ("description",)
    NOT_TRANSLATED = {
        "short_name": "a proper name",
        "phone": "a number",
        "fax": "a number",
    }

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="organizations")
    term = models.ForeignKey(
        LegislativeTerm,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="organizations",
        verbose_name=_("Wahlperiode"),
        help_text=_("Leer: besteht unabhängig von einer Wahlperiode."),
    )
    organization_type = models.CharField(_("Art"), max_length=30, choices=OrganizationType.choices)
    name = models.CharField(_("Name"), max_length=250)
    short_name = models.CharField(_("Kurzname"), max_length=80, blank=True)
    is_single_candidate = models.BooleanField(
        _("Einzelbewerbung"), default=False, help_text=_("Eine Liste mit nur einer Person.")
    )
    is_partner = models.BooleanField(_("Kooperationspartner"), default=False)
    is_invented = models.BooleanField(_("Erfunden (Vorführdaten)"), default=False)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("gehört zu"),
    )
    summary = models.CharField(_("Kurz gesagt"), max_length=300, blank=True)
    description = models.TextField(_("Beschreibung"), blank=True)
    position = models.PositiveSmallIntegerField(_("Reihenfolge"), default=0)
    tone = models.PositiveSmallIntegerField(
        _("Farbe und Muster"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(12)],
        help_text=_("Nummer von 1 bis 12, für die Sitze dieser Liste."),
    )
    location = models.ForeignKey(
        Location, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("Anschrift")
    )
    phone = models.CharField(_("Telefon"), max_length=60, blank=True)
    fax = models.CharField(_("Fax"), max_length=60, blank=True)
    email = models.EmailField(_("E-Mail"), blank=True)
    website = models.URLField(_("Website"), blank=True)
    opening_hours = models.TextField(_("Öffnungszeiten"), blank=True)
    start_date = models.DateField(_("besteht seit"), null=True, blank=True)
    end_date = models.DateField(_("besteht bis"), null=True, blank=True)

    class Meta:
        verbose_name = _("Organisation")
        verbose_name_plural = _("Organisationen")
        ordering = ["organization_type", "position", "name"]
        indexes = [models.Index(fields=["organization_type", "position"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(end_date__isnull=True)
                | models.Q(start_date__isnull=True)
                | models.Q(end_date__gte=models.F("start_date")),
                name="organization_ends_after_start",
                violation_error_message=_("Das Ende liegt vor dem Beginn."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def phone_uri(self) -> str:
        """The phone number as `tel:` takes it."""
        return phone_uri(self.phone)
