"""Set-up of the app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TranslationConfig(AppConfig):
    """Translations of records."""

    name = "mitsprache.translation"
    verbose_name = _("Übersetzungen")
