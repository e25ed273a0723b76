"""What a session's public page says about its course."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mitsprache.kernel.actor import Actor
from mitsprache.meetings.enums import MeetingState
from mitsprache.meetings.models import Meeting
from mitsprache.meetings.related import Link


def live_link(_viewer: Actor, meeting: Meeting) -> Iterable[Link]:
    """Lead to the live page while the session runs. No query."""
    if meeting.state == MeetingState.RUNNING and meeting.is_public:
        url = reverse("proceedings:live", args=[meeting.key])
        yield Link(_("Live verfolgen"), url, icon="running", is_primary=True)
