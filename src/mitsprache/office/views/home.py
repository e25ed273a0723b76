"""The first page of the workspace: what needs attention."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from mitsprache.kernel.access import Requires
from mitsprache.kernel.views import Page
from mitsprache.office.queries import panels


class Home(Page):
    """What needs attention, each with a link that settles it."""

    access = Requires("office.see_home")
    template_name = "office/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page_title=_("Übersicht"),
            lead=_("Was jetzt zu tun ist."),
            panels=list(panels(self.actor)),
            **kwargs,
        )
