"""Places: where sessions are held and offices are."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from mitsprache.kernel.models import TranslatedRecord


class Location(TranslatedRecord):
    """An address with what a visitor needs to know to get there and in."""

    TRANSLATED = ("description", "directions", "accessibility_note")
    NOT_TRANSLATED = {
        "street_address": "an address is written the same everywhere",
        "room": "as it stands on the door",
        "postal_code": "a number",
        "locality": "a proper name",
        "sub_locality": "a proper name",
    }

    description = models.CharField(_("Bezeichnung"), max_length=200)
    street_address = models.CharField(_("Straße und Hausnummer"), max_length=200, blank=True)
    room = models.CharField(_("Raum"), max_length=120, blank=True)
    postal_code = models.CharField(_("Postleitzahl"), max_length=10, blank=True)
    locality = models.CharField(_("Stadt"), max_length=120, blank=True)
    sub_locality = models.CharField(_("Stadtbezirk"), max_length=120, blank=True)
    latitude = models.DecimalField(
        _("Geografische Breite"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.DecimalField(
        _("Geografische Länge"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    directions = models.TextField(_("Anfahrt"), blank=True)
    is_accessible = models.BooleanField(
        _("Barrierefrei"), null=True, blank=True, help_text=_("Leer: nicht bekannt.")
    )
    accessibility_note = models.TextField(
        _("Hinweise zur Barrierefreiheit"),
        blank=True,
        help_text=_("Aufzug, Rampe, WC, Induktionsschleife …"),
    )

    class Meta:
        verbose_name = _("Ort")
        verbose_name_plural = _("Orte")
        ordering = ["description"]

    def __str__(self) -> str:
        return ", ".join(part for part in (self.description, self.room, self.locality) if part)
