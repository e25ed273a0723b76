"""Texts of goals and plans; all of them are public."""

from mitsprache.goals.models import FieldOfAction, Goal, Plan
from mitsprache.translation.registry import Translatable

DESCRIPTION = frozenset({"description"})

TRANSLATABLE = [
    Translatable(Goal, Goal.objects.all, DESCRIPTION),
    Translatable(Plan, Plan.objects.all, DESCRIPTION),
    Translatable(FieldOfAction, FieldOfAction.objects.all, DESCRIPTION),
]
