"""Set-up of the app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublishingConfig(AppConfig):
    """News, pages and pictures."""

    name = "mitsprache.publishing"
    verbose_name = _("Meldungen und Seiten")

    def ready(self) -> None:
        """Tell goals about news."""
        from mitsprache.goals import happenings
        from mitsprache.publishing.happenings import in_news

        happenings.register(in_news)
