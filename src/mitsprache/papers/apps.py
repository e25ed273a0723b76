"""Set-up of the app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PapersConfig(AppConfig):
    """Papers: motions, inquiries, proposals, reports, opinions."""

    name = "mitsprache.papers"
    verbose_name = _("Drucksachen")
