"""Set-up of the app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MinutesConfig(AppConfig):
    """Minutes, the register of decisions, allowances."""

    name = "mitsprache.minutes"
    verbose_name = _("Niederschriften und Beschlüsse")

    def ready(self) -> None:
        """Link sessions to their minutes, and name the actions in the log."""
        from mitsprache.audit.words import name_actions
        from mitsprache.meetings import related
        from mitsprache.minutes import queries

        related.register(queries.link_to_minutes)
        related.register_office(queries.link_in_office)
        related.register_for_list(queries.link_to_decisions)

        name_actions(
            {
                "minutes.generate": _("Niederschrift erzeugt"),
                "minutes.discard": _("Entwurf der Niederschrift verworfen"),
                "minutes.update_item": _("Niederschrift bearbeitet"),
                "minutes.settle_proposal": _("Vorschlag zur Niederschrift entschieden"),
                "minutes.release": _("Niederschrift zur Unterschrift gegeben"),
                "minutes.reopen": _("Niederschrift aus der Unterschrift zurückgeholt"),
                "minutes.sign": _("Niederschrift unterschrieben"),
                "minutes.record_signature": _("Unterschrift auf Papier eingetragen"),
                "minutes.publish": _("Niederschrift veröffentlicht"),
                "minutes.withdraw": _("Niederschrift von der Seite genommen"),
                "minutes.prepare_allowances": _("Sitzungsgelder aufgestellt"),
                "minutes.release_allowances": _("Sitzungsgelder freigegeben"),
            },
            {},
        )
