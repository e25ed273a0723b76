"""Set-up of the app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GoalsConfig(AppConfig):
    """Goals, activities and plans."""

    name = "mitsprache.goals"
    verbose_name = _("Ziele und Aktivitäten")

    def ready(self) -> None:
        """Tell organizations about goals, and goals about sessions and papers."""
        from mitsprache.council import related
        from mitsprache.goals import happenings, papers, sessions
        from mitsprache.minutes import related as decisions

        related.register(sessions.areas)
        happenings.register(sessions.in_sessions)
        happenings.register(papers.in_papers)
        decisions.register(sessions.DECISIONS_ON_GOAL)
