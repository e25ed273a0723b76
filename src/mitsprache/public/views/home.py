"""The home page: what is next, what the council works for, what it decided, what is new."""

from __future__ import annotations

from typing import Any, Final

from mitsprache.kernel.views import PublicPage
from mitsprache.meetings import queries as meetings
from mitsprache.meetings.enums import ItemResult
from mitsprache.meetings.results import LOOK
from mitsprache.public import queries
from mitsprache.publishing import queries as publishing

COMING: Final = 4
DECISIONS: Final = 4
NEWS: Final = 3


class Home(PublicPage):
    """Everything that matters now, on one page. Eight queries."""

    template_name = "public/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read each part."""
        following = meetings.next_meeting(self.actor)
        coming = meetings.upcoming(self.actor, most=COMING)
        meetings.read_places([*coming, following] if following else coming)
        return super().get_context_data(
            next_meeting=following,
            coming=[meeting for meeting in coming if meeting != following],
            goals=queries.goals_at_a_glance(self.actor),
            decisions=[
                {
                    "meeting": found.meeting,
                    "node": found.node,
                    "icon": LOOK[ItemResult(found.node.item.result)][1],
                }
                for found in meetings.decisions(self.actor, DECISIONS)
            ],
            articles=publishing.news(self.actor, most=NEWS).rows,
            **kwargs,
        )
