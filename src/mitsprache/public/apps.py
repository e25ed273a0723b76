"""Set-up of the app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublicConfig(AppConfig):
    """The shell of the public site."""

    name = "mitsprache.public"
    verbose_name = _("Öffentliche Seite")
