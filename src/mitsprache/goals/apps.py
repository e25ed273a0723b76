"""Set-up of the app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GoalsConfig(AppConfig):
    """Goals, activities and plans."""

    name = "mitsprache.goals"
    verbose_name = _("Ziele und Aktivitäten")
