"""Set-up of the app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PapersConfig(AppConfig):
    """Papers: motions, inquiries, proposals, reports, opinions."""

    name = "mitsprache.papers"
    verbose_name = _("Drucksachen")

    def ready(self) -> None:
        """Tell the audit log what is done with papers."""
        from mitsprache.audit.words import name_actions

        name_actions(
            {
                "papers.submit_paper": _("Drucksache eingebracht"),
                "papers.revise_paper": _("Drucksache neu gefasst"),
                "papers.withdraw_paper": _("Drucksache zurückgezogen"),
                "papers.hand_in_own": _("Entwurf einer Drucksache abgegeben"),
                "papers.give_back_paper": _("Entwurf einer Drucksache zurückgegeben"),
                "papers.ask_co_signer": _("Um Mitzeichnung gebeten"),
                "papers.answer_request": _("Bitte um Mitzeichnung beantwortet"),
            },
            {},
        )
