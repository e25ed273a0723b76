"""Writes to goals, plans and who takes part in them."""

from __future__ import annotations

from mitsprache.goals.models import FieldOfAction, Goal, GoalOrganization, Plan
from mitsprache.kernel.records import RecordOperations

plan = RecordOperations(Plan, "plan")
field = RecordOperations(FieldOfAction, "field")
goal = RecordOperations(Goal, "goal")
link = RecordOperations(GoalOrganization, "link")
