"""Set-up of the app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    """Sessions and agendas."""

    name = "mitsprache.meetings"
    verbose_name = _("Sitzungen und Tagesordnungen")

    def ready(self) -> None:
        """Tell the audit log what the writes to an agenda are called, and papers about sessions."""
        from mitsprache.audit.words import name_actions
        from mitsprache.meetings.papers import steps_in_sessions
        from mitsprache.papers import steps

        name_actions(
            {
                "meetings.move_item": _("Tagesordnungspunkt verschoben"),
                "meetings.place_item": _("Tagesordnungspunkt verschoben"),
                "meetings.begin_agenda": _("Tagesordnung begonnen"),
                "meetings.save_template": _("Vorlage gespeichert"),
                "meetings.delete_template": _("Vorlage gelöscht"),
                "meetings.add_item": _("Tagesordnungspunkt hinzugefügt"),
                "meetings.carry_items": _("Offene Punkte übernommen"),
            },
            {},
        )
        steps.register(steps_in_sessions)
