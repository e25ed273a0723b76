"""The council: bodies, terms, organizations, persons and who sat where when."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CouncilConfig(AppConfig):
    """Composition of the council."""

    name = "mitsprache.council"
    verbose_name = _("Gremium")
