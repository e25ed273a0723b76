"""Set-up of the app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OfficeConfig(AppConfig):
    """The shell of the staff workspace."""

    name = "mitsprache.office"
    verbose_name = _("Arbeitsbereich")

    def ready(self) -> None:
        """Tell the audit log what choosing a language is called."""
        from mitsprache.audit.words import name_actions

        name_actions({"office.choose_language": _("Sprache gewählt")}, {})
