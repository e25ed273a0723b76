"""Goals and plans for tests."""

from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from mitsprache.goals.enums import GoalKind, PlanKind
from mitsprache.goals.models import FieldOfAction, Goal, GoalOrganization, Plan
from tests.factories.council import OrganizationFactory, TermFactory


class PlanFactory(DjangoModelFactory[Plan]):
    class Meta:
        model = Plan

    key = factory.Sequence(lambda n: f"plan-{n}")
    kind = PlanKind.CONCEPT
    title = factory.Sequence(lambda n: f"Plan Nummer {n}")


class FieldOfActionFactory(DjangoModelFactory[FieldOfAction]):
    class Meta:
        model = FieldOfAction

    key = factory.Sequence(lambda n: f"handlungsfeld-{n}")
    plan = factory.SubFactory(PlanFactory)
    title = factory.Sequence(lambda n: f"Handlungsfeld Nummer {n}")
    position = factory.Sequence(lambda n: n)


class GoalFactory(DjangoModelFactory[Goal]):
    class Meta:
        model = Goal

    key = factory.Sequence(lambda n: f"ziel-{n}")
    term = factory.SubFactory(TermFactory)
    kind = GoalKind.GOAL
    title = factory.Sequence(lambda n: f"Ziel Nummer {n}")
    position = factory.Sequence(lambda n: n)


class GoalOrganizationFactory(DjangoModelFactory[GoalOrganization]):
    class Meta:
        model = GoalOrganization

    key = factory.Sequence(lambda n: f"beteiligung-{n}")
    goal = factory.SubFactory(GoalFactory)
    organization = factory.SubFactory(OrganizationFactory)
