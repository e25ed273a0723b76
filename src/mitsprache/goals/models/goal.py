"""Goals and activities, and the plans they belong to."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from mitsprache.council.models import LegislativeTerm, Organization
from mitsprache.goals.enums import GoalKind, GoalRelation, PlanKind
from mitsprache.kernel.models import Record, TranslatedRecord
from mitsprache.meetings.models import AgendaItem, Meeting


class Plan(TranslatedRecord):
    """A plan that goals refer to: the municipal concept, the programme of a town twinning."""

    TRANSLATED = ("title", "summary", "description")
    RICH = ("description",)

    kind = models.CharField(_("Art"), max_length=20, choices=PlanKind.choices)
    title = models.CharField(_("Titel"), max_length=250)
    summary = models.CharField(_("Kurz gesagt"), max_length=400, blank=True)
    description = models.TextField(_("Beschreibung"), blank=True)
    start_year = models.PositiveSmallIntegerField(_("seit (Jahr)"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("Reihenfolge"), default=0)

    class Meta:
        verbose_name = _("Plan")
        verbose_name_plural = _("Pläne")
        ordering = ["position", "title"]

    def __str__(self) -> str:
        return self.title


class FieldOfAction(TranslatedRecord):
    """One field of action of a plan."""

    TRANSLATED = ("title", "description")
    RICH = ("description",)

    plan = models.ForeignKey(
        Plan, on_delete=models.CASCADE, related_name="fields_of_action", verbose_name=_("Plan")
    )
    title = models.CharField(_("Titel"), max_length=250)
    description = models.TextField(_("Beschreibung"), blank=True)
    position = models.PositiveSmallIntegerField(_("Reihenfolge"), default=0)

    class Meta:
        verbose_name = _("Handlungsfeld")
        verbose_name_plural = _("Handlungsfelder")
        ordering = ["plan", "position"]

    def __str__(self) -> str:
        return self.title


class Goal(TranslatedRecord):
    """One area of goals and activities of the council in a term."""

    TRANSLATED = ("title", "summary", "description")
    RICH = ("description",)

    term = models.ForeignKey(
        LegislativeTerm,
        on_delete=models.PROTECT,
        related_name="goals",
        verbose_name=_("Wahlperiode"),
    )
    kind = models.CharField(
        _("Art"), max_length=20, choices=GoalKind.choices, default=GoalKind.GOAL
    )
    title = models.CharField(_("Titel"), max_length=250)
    summary = models.CharField(_("Kurz gesagt"), max_length=400, blank=True)
    description = models.TextField(_("Beschreibung"), blank=True)
    position = models.PositiveSmallIntegerField(_("Reihenfolge"), default=0)
    fields_of_action = models.ManyToManyField(
        FieldOfAction, blank=True, related_name="goals", verbose_name=_("Handlungsfelder")
    )
    agenda_items = models.ManyToManyField(
        AgendaItem, blank=True, related_name="goals", verbose_name=_("Tagesordnungspunkte")
    )
    meetings = models.ManyToManyField(
        Meeting, blank=True, related_name="goals", verbose_name=_("Sitzungen")
    )

    class Meta:
        verbose_name = _("Ziel")
        verbose_name_plural = _("Ziele")
        ordering = ["kind", "position", "title"]

    def __str__(self) -> str:
        return self.title


class GoalOrganization(Record):
    """An organization that takes part in a goal: as partner, as body, as working group."""

    goal = models.ForeignKey(
        Goal, on_delete=models.CASCADE, related_name="organization_links", verbose_name=_("Ziel")
    )
    organization = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        related_name="goal_links",
        verbose_name=_("Organisation"),
    )
    relation = models.CharField(
        _("Beteiligung"),
        max_length=20,
        choices=GoalRelation.choices,
        default=GoalRelation.PARTNER,
    )
    position = models.PositiveSmallIntegerField(_("Reihenfolge"), default=0)

    class Meta:
        verbose_name = _("Beteiligung an einem Ziel")
        verbose_name_plural = _("Beteiligungen an Zielen")
        ordering = ["goal", "relation", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["goal", "organization", "relation"],
                name="goal_organization_once",
                violation_error_message=_("Diese Organisation steht schon bei diesem Ziel."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.goal} · {self.organization}"
