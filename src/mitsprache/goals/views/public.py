"""Pages on goals and plans for everybody."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from mitsprache.council.wording import plain
from mitsprache.goals import queries
from mitsprache.goals.enums import GoalRelation
from mitsprache.goals.happenings import happenings_of
from mitsprache.kernel import clock
from mitsprache.kernel.views import PublicPage, found


def goals_crumb() -> dict[str, Any]:
    """Return the way back to the goals."""
    return {"label": _("Ziele"), "url": reverse("goals:overview")}


class Overview(PublicPage):
    """All goals and further activities, and the plans they belong to."""

    template_name = "goals/overview.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read the goals that hold now, or held last."""
        return super().get_context_data(
            shown=queries.goals_on(self.actor, clock.today()),
            plans=queries.plans(self.actor),
            page_description=_("Wofür sich das Gremium einsetzt: seine Ziele und Aktivitäten."),
            **kwargs,
        )


class GoalDetail(PublicPage):
    """A goal: what it is, who takes part, and what has happened."""

    template_name = "goals/goal.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read the goal with all that belongs to it."""
        goal = found(queries.goal_by_key(self.actor, self.kwargs["key"]))
        links = queries.links_of(self.actor, goal)
        return super().get_context_data(
            crumbs=[goals_crumb()],
            goal=goal,
            partners=links[GoalRelation.PARTNER],
            bodies=links[GoalRelation.BODY],
            working_groups=links[GoalRelation.WORKING_GROUP],
            plans=queries.fields_of(self.actor, goal),
            happenings=happenings_of(self.actor, goal),
            page_description=plain(goal, "summary") or plain(goal, "title"),
            **kwargs,
        )


class PlanDetail(PublicPage):
    """A plan with its fields of action and the goals that refer to each."""

    template_name = "goals/plan.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read the plan."""
        page = found(queries.plan_page(self.actor, self.kwargs["key"], clock.today()))
        return super().get_context_data(
            crumbs=[goals_crumb()],
            plan=page.plan,
            fields=page.fields,
            term=page.term,
            page_description=plain(page.plan, "summary") or plain(page.plan, "title"),
            **kwargs,
        )
