"""Set-up of the app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    """The council as a directory of files."""

    name = "mitsprache.exchange"
    verbose_name = _("Laden und Ausgeben")
