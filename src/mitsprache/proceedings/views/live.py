"""The session as it runs, for everybody: page, view for the projector, state and stream."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from mitsprache.kernel.access import PUBLIC
from mitsprache.kernel.events import EventStream
from mitsprache.kernel.views import Endpoint, PublicPage, found
from mitsprache.meetings import queries as meetings
from mitsprache.proceedings.queries_live import Live, Phase, live


class LiveBase(PublicPage):
    """A page about the public session in the address."""

    abstract = True

    @cached_property
    def live(self) -> Live:
        """What everybody may see; 404 where the session is missing or not public."""
        return found(live(self.actor, self.kwargs["key"]))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read the session once."""
        key = self.live.meeting.key
        return super().get_context_data(
            live=self.live,
            meeting=self.live.meeting,
            follows=self.live.phase in {Phase.BEFORE, Phase.RUNNING},
            source=reverse("proceedings:live_state", args=[key]),
            stream=reverse("proceedings:live_stream", args=[key]),
            **kwargs,
        )


class LivePage(LiveBase):
    """The page to follow a session on a phone."""

    template_name = "proceedings/live/page.html"


class LiveScreen(LiveBase):
    """The view for the projector: big, dark, nothing to click."""

    template_name = "proceedings/live/screen.html"


class LiveState(LiveBase):
    """What changes on both pages, alone: the stream sends it, and scripts ask for it without one."""

    template_name = "proceedings/live/state.html"


class LiveStream(Endpoint):
    """Keeps the connection of those who watch a public session."""

    access = PUBLIC

    def get(self, _request: HttpRequest, key: str, **_kwargs: Any) -> HttpResponse:
        """Follow the state."""
        found(meetings.meeting(self.actor, key))
        return EventStream(reverse("proceedings:live_state", args=[key]))
