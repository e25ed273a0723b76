"""The way from a session's page in the workspace to its record."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from mitsprache.kernel.access import may
from mitsprache.kernel.actor import Actor
from mitsprache.meetings.enums import MeetingState
from mitsprache.meetings.models import Meeting
from mitsprache.meetings.related import Link


def to_cockpit(viewer: Actor, meeting: Meeting) -> Iterable[Link]:
    """Return the link to the minute taker's page, for those who keep the record."""
    if meeting.state == MeetingState.CANCELLED or not may(viewer, "proceedings.read"):
        return []
    url = reverse("proceedings_office:cockpit", args=[meeting.key])
    return [Link(_("Sitzungsverlauf"), url, "running")]
