"""Set-up of the app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublishingConfig(AppConfig):
    """News, pages and pictures."""

    name = "mitsprache.publishing"
    verbose_name = _("Meldungen und Seiten")

    def ready(self) -> None:
        """Tell goals about news, the log what publishing is called, the page memory what is due."""
        from mitsprache.audit.words import name_actions
        from mitsprache.goals import happenings
        from mitsprache.kernel.page_cache import register_moments
        from mitsprache.publishing.happenings import in_news
        from mitsprache.publishing.models import Article

        happenings.register(in_news)
        register_moments(Article, "publish_at", "state = 'published'")
        name_actions(
            {
                "publishing.publish_article": _("Artikel veröffentlicht"),
                "publishing.withdraw_article": _("Artikel zurückgezogen"),
                "publishing.renew_preview": _("Neuer Vorschau-Link"),
            },
            {},
        )
