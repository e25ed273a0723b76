"""Set-up of the app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    """Sessions and agendas."""

    name = "mitsprache.meetings"
    verbose_name = _("Sitzungen und Tagesordnungen")
