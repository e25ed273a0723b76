"""Published minutes for everybody."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from mitsprache.kernel.access import PUBLIC
from mitsprache.kernel.page_cache import cacheable
from mitsprache.kernel.views import Endpoint, PublicPage, found
from mitsprache.minutes import queries
from mitsprache.minutes.printing import minutes_pdf
from mitsprache.minutes.words import attendance


class MinutesPage(PublicPage):
    """The public version of the minutes of a session."""

    template_name = "minutes/minutes.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read it; what is not published is missing."""
        view = found(queries.published_by_key(self.actor, self.kwargs["key"]))
        return super().get_context_data(
            view=view,
            meeting=view.meeting,
            record=view.record,
            blocks=attendance(view.blocks),
            **kwargs,
        )


class MinutesFile(Endpoint):
    """The same as a PDF."""

    access = PUBLIC

    def get(self, _request: HttpRequest, key: str) -> HttpResponse:
        """Return the file."""
        view = found(queries.published_by_key(self.actor, key))
        answer = HttpResponse(
            minutes_pdf(view),
            content_type="application/pdf",
            headers={"Content-Disposition": f'inline; filename="niederschrift-{key}.pdf"'},
        )
        return cacheable(answer)
