"""Set-up of the app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InvitationsConfig(AppConfig):
    """Calling members and the public: invitations, answers, notices, packs of papers."""

    name = "mitsprache.invitations"
    verbose_name = _("Einladungen")

    def ready(self) -> None:
        """Tell sessions what can be done about them, and the audit log what it is called."""
        from mitsprache.audit.words import name_actions
        from mitsprache.invitations import links
        from mitsprache.meetings import related

        related.register(links.for_visitors)
        related.register_office(links.for_office)
        name_actions(
            {
                "invitations.send": _("Einladung verschickt"),
                "invitations.send_again": _("Mail noch einmal gesendet"),
                "invitations.note_delivery": _("Versand vermerkt"),
                "invitations.note_reply": _("Antwort auf die Einladung vermerkt"),
                "invitations.print": _("Briefe gedruckt"),
                "invitations.reply": _("Einladung beantwortet"),
                "invitations.deliver": _("Mail gesendet"),
                "invitations.remind": _("An die Einladung erinnert"),
                "invitations.forget": _("Nach Frist gelöscht"),
                "invitations.ask_support": _("Um Unterstützung gebeten"),
                "invitations.settle_support": _("Bitte um Unterstützung bearbeitet"),
                "invitations.build_pack": _("Sitzungsmappe zusammengestellt"),
            },
            {},
        )
