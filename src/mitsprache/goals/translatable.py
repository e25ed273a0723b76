"""Texts of goals and plans; all of them are public."""

from mitsprache.goals.models import FieldOfAction, Goal, Plan
from mitsprache.translation.registry import Translatable

TRANSLATABLE = [
    Translatable(Goal, Goal.objects.all),
    Translatable(Plan, Plan.objects.all),
    Translatable(FieldOfAction, FieldOfAction.objects.all),
]
