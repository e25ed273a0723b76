"""Records of goals."""

from mitsprache.goals.models.goal import FieldOfAction, Goal, GoalOrganization, Plan

__all__ = ["FieldOfAction", "Goal", "GoalOrganization", "Plan"]
