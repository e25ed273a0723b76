"""Set-up of the app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Log-in, second factor and roles."""

    name = "mitsprache.accounts"
    verbose_name = _("Zugänge")
