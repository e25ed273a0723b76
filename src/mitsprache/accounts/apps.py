"""Set-up of the app."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Log-in, second factor and roles."""

    name = "mitsprache.accounts"
    verbose_name = _("Zugänge")

    def ready(self) -> None:
        """Register checks and words, and listen to log-ins."""
        from mitsprache.accounts import log, signals
        from mitsprache.accounts.enums import RoleName
        from mitsprache.audit.words import name_actions
        from mitsprache.kernel.access import name_roles

        import_module("mitsprache.accounts.checks")
        name_roles({role.value: role.label for role in RoleName})
        name_actions(log.ACTIONS, log.FIELDS)
        signals.connect()
