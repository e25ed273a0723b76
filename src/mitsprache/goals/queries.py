"""Reads of goals and plans."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch

from mitsprache.council.models import LegislativeTerm
from mitsprache.council.queries import nearest_terms
from mitsprache.goals.enums import GoalKind, GoalRelation
from mitsprache.goals.models import FieldOfAction, Goal, GoalOrganization, Plan
from mitsprache.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class GoalsOfTerm:
    """The goals and further activities of a term.

    Attributes:
        is_current: whether the term holds on the day asked for.
    """

    term: LegislativeTerm
    is_current: bool
    goals: list[Goal]
    activities: list[Goal]


def term_with_goals(viewer: Actor, day: dt.date) -> LegislativeTerm | None:
    """Return the term of `day` if it has goals, else the nearest that has some. One query."""
    has_goals = Exists(Goal.objects.filter(term=OuterRef("pk")))
    return nearest_terms(day).filter(has_goals).first()


def goals_on(viewer: Actor, day: dt.date) -> GoalsOfTerm | None:
    """Return the goals that hold on `day`, or those of the nearest term that has some.

    Two queries.
    """
    term = term_with_goals(viewer, day)
    if term is None:
        return None
    rows = list(Goal.objects.filter(term=term).defer("description").order_by("position", "title"))
    return GoalsOfTerm(
        term=term,
        is_current=term.start_date <= day and (term.end_date is None or day <= term.end_date),
        goals=[goal for goal in rows if goal.kind == GoalKind.GOAL],
        activities=[goal for goal in rows if goal.kind == GoalKind.ACTIVITY],
    )


def goal_by_key(viewer: Actor, key: str) -> Goal | None:
    """Return a goal with its term. One query."""
    return Goal.objects.select_related("term").filter(key=key).first()


def links_of(viewer: Actor, goal: Goal) -> dict[str, list[GoalOrganization]]:
    """Return who takes part in a goal, by relation: partner, body, working_group. One query."""
    links: dict[str, list[GoalOrganization]] = {relation.value: [] for relation in GoalRelation}
    rows = GoalOrganization.objects.filter(goal=goal).select_related("organization")
    for link in rows.order_by("position", "organization__name"):
        links[link.relation].append(link)
    return links


def fields_of(viewer: Actor, goal: Goal) -> list[tuple[Plan, list[FieldOfAction]]]:
    """Return the fields of action that a goal refers to, plan by plan. One query."""
    plans: dict[int, tuple[Plan, list[FieldOfAction]]] = {}
    rows = FieldOfAction.objects.filter(goals=goal).select_related("plan")
    for field in rows.order_by("plan__position", "plan__title", "position"):
        plans.setdefault(field.plan_id, (field.plan, []))[1].append(field)
    return list(plans.values())


def plans(viewer: Actor) -> list[Plan]:
    """Return all plans in their order. One query."""
    return list(Plan.objects.defer("description"))


@dataclass(frozen=True, slots=True)
class PlanPage:
    """A plan with its fields of action and the goals that refer to each."""

    plan: Plan
    fields: list[FieldOfAction]
    term: LegislativeTerm | None


def plan_page(viewer: Actor, key: str, day: dt.date) -> PlanPage | None:
    """Return what the page of a plan shows: goals of the nearest term that has some.

    Four queries. Each field's goals stand in `shown_goals`.
    """
    plan = Plan.objects.filter(key=key).first()
    if plan is None:
        return None
    term = term_with_goals(viewer, day)
    goals = Goal.objects.filter(term=term).defer("description").order_by("kind", "position")
    fields = FieldOfAction.objects.filter(plan=plan).order_by("position", "title")
    return PlanPage(
        plan=plan,
        fields=list(fields.prefetch_related(Prefetch("goals", goals, to_attr="shown_goals"))),
        term=term,
    )
