"""Set-up of the app: reads every app's list of texts at start-up."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig, apps
from django.utils.translation import gettext_lazy as _


class TranslationConfig(AppConfig):
    """Translations of records."""

    name = "mitsprache.translation"
    verbose_name = _("Übersetzungen")

    def ready(self) -> None:
        """Register the record types with texts of all apps, and words for the log."""
        from mitsprache.audit.words import name_actions
        from mitsprache.translation.registry import register

        for config in apps.get_app_configs():
            module = f"{config.name}.translatable"
            if config.name.startswith("mitsprache.") and find_spec(module):
                register(import_module(module).TRANSLATABLE)
        name_actions({"translation.translate": _("Übersetzung gespeichert")}, {})
