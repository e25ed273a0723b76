"""Set-up of the app."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Log-in, second factor and roles."""

    name = "mitsprache.accounts"
    verbose_name = _("Zugänge")

    def ready(self) -> None:
        """Register the checks and listen to log-ins."""
        from mitsprache.accounts import signals

        import_module("mitsprache.accounts.checks")
        signals.connect()
