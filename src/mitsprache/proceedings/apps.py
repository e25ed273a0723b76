"""Set-up of the app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProceedingsConfig(AppConfig):
    """What happens in a session: attendance, votes, speakers."""

    name = "mitsprache.proceedings"
    verbose_name = _("Sitzungsverlauf")
