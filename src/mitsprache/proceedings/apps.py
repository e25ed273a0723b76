"""Set-up of the app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProceedingsConfig(AppConfig):
    """What happens in a session: attendance, votes, speakers."""

    name = "mitsprache.proceedings"
    verbose_name = _("Sitzungsverlauf")

    def ready(self) -> None:
        """Tell the audit log what is done in a session, and sessions where to follow them."""
        from mitsprache.audit.words import name_actions
        from mitsprache.meetings import related
        from mitsprache.proceedings import links, office_links
        from mitsprache.proceedings.words import ACTIONS

        name_actions(ACTIONS, {})
        related.register(links.live_link)
        related.register_office(office_links.to_cockpit)
