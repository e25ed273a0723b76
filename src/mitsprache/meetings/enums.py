"""Closed lists of sessions."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class MeetingState(models.TextChoices):
    """Where a session stands."""

    PLANNED = "planned", _("geplant")
    INVITED = "invited", _("eingeladen")
    RUNNING = "running", _("läuft gerade")
    HELD = "held", _("durchgeführt")
    CANCELLED = "cancelled", _("abgesagt")


class ItemResult(models.TextChoices):
    """What became of an agenda item."""

    ADOPTED = "adopted", _("beschlossen")
    ADOPTED_UNANIMOUSLY = "adopted_unanimously", _("einstimmig beschlossen")
    ADOPTED_AMENDED = "adopted_amended", _("geändert beschlossen")
    REJECTED = "rejected", _("abgelehnt")
    NOTED = "noted", _("zur Kenntnis genommen")
    ADJOURNED = "adjourned", _("vertagt")
    REFERRED = "referred", _("verwiesen")
    WITHDRAWN = "withdrawn", _("zurückgezogen")
    ELECTED = "elected", _("gewählt")


class ItemKind(models.TextChoices):
    """What an entry of an agenda is."""

    ITEM = "item", _("Tagesordnungspunkt")
    SECTION = "section", _("Abschnitt")
