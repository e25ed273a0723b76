"""Closed lists of papers."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PaperType(models.TextChoices):
    """What a paper is."""

    MOTION = "motion", _("Antrag")
    AMENDMENT = "amendment", _("Änderungsantrag")
    URGENT_MOTION = "urgent_motion", _("Dringlichkeitsantrag")
    INQUIRY = "inquiry", pgettext_lazy("Drucksache", "Anfrage")
    PROPOSAL = "proposal", _("Vorlage")
    INFORMATION = "information", _("Mitteilungsvorlage")
    REPORT = "report", _("Bericht")
    OPINION = "opinion", _("Stellungnahme")


class PaperState(models.TextChoices):
    """Where a paper stands."""

    DRAFT = "draft", _("Entwurf")
    SUBMITTED = "submitted", _("eingereicht")
    WITHDRAWN = "withdrawn", _("zurückgezogen")


class SignatureState(models.TextChoices):
    """Whether somebody stands by a paper as one of those who bring it in."""

    ASKED = "asked", _("gefragt")
    CONFIRMED = "confirmed", _("bestätigt")
    DECLINED = "declined", _("abgelehnt")


class ConsultationRole(models.TextChoices):
    """What a body does with a paper."""

    DECISION = "decision", _("Entscheidung")
    RECOMMENDATION = "recommendation", _("Empfehlung")
    HEARING = "hearing", _("Anhörung")
    INFORMATION = "information", _("Kenntnisnahme")


class FileRole(models.TextChoices):
    """What a file is within a paper."""

    MAIN = "main", _("Hauptdokument")
    ANNEX = "annex", _("Anlage")
