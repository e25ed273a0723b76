"""Set-up of the app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    """The council as a directory of files."""

    name = "mitsprache.exchange"
    verbose_name = _("Laden und Ausgeben")

    def ready(self) -> None:
        """Tell the audit log what loading is called."""
        from mitsprache.audit.words import name_actions

        name_actions({"exchange.load": _("Daten geladen")}, {})
