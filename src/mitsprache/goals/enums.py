"""Closed lists of goals."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class GoalKind(models.TextChoices):
    """Whether an area is one of the goals or a further activity."""

    GOAL = "goal", _("Ziel")
    ACTIVITY = "further_activity", _("Sonstige Aktivität")


class PlanKind(models.TextChoices):
    """What kind of plan it is."""

    CONCEPT = "concept", _("Städtisches Konzept")
    TWINNING = "town_twinning", _("Städtepartnerschaft")


class GoalRelation(models.TextChoices):
    """How an organization takes part in a goal."""

    PARTNER = "partner", _("Kooperationspartner")
    BODY = "body", _("Gremium oder Netzwerk")
    WORKING_GROUP = "working_group", _("Arbeitskreis")
