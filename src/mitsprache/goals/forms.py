"""Forms of goals and plans."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mitsprache.goals.models import FieldOfAction, Goal, GoalOrganization, Plan
from mitsprache.kernel.forms import RecordModelForm


class PlanForm(RecordModelForm):
    KEY_FROM = ("title",)

    class Meta:
        model = Plan
        fields = ("kind", "title", "summary", "description", "start_year", "position", "key")


class FieldForm(RecordModelForm):
    KEY_FROM = ("title",)

    class Meta:
        model = FieldOfAction
        fields = ("plan", "title", "description", "position", "key")


class GoalForm(RecordModelForm):
    KEY_FROM = ("title",)
    FIELDSETS = (
        (_("Einordnung"), ("term", "kind", "position")),
        (_("Texte"), ("title", "key", "summary", "description")),
        (_("Pläne"), ("fields_of_action",)),
    )

    class Meta:
        model = Goal
        fields = (
            "term",
            "kind",
            "position",
            "title",
            "key",
            "summary",
            "description",
            "fields_of_action",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["fields_of_action"]
        if isinstance(field, forms.ModelMultipleChoiceField):
            field.queryset = FieldOfAction.objects.order_by("plan__position", "position")


class LinkForm(RecordModelForm):
    class Meta:
        model = GoalOrganization
        fields = ("goal", "organization", "relation", "position")

    def key_text(self, cleaned: Any) -> str:
        """Make the key of goal, organization and relation."""
        goal, organization = cleaned.get("goal"), cleaned.get("organization")
        parts = (
            getattr(goal, "key", ""),
            getattr(organization, "key", ""),
            cleaned.get("relation"),
        )
        return " ".join(str(part) for part in parts)
