"""Set-up of the app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MinutesConfig(AppConfig):
    """What remains of a session: minutes, decisions, allowances."""

    name = "mitsprache.minutes"
    verbose_name = _("Niederschriften")
