"""Set-up of the app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InvitationsConfig(AppConfig):
    """How members and the public are called to a session."""

    name = "mitsprache.invitations"
    verbose_name = _("Einladungen")
