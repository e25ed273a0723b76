"""What the public page of a session links to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mitsprache.invitations import frozen
from mitsprache.kernel.access import may
from mitsprache.kernel.actor import Actor
from mitsprache.meetings.enums import MeetingState
from mitsprache.meetings.models import Meeting
from mitsprache.meetings.related import Link

ANNOUNCED: Final = {MeetingState.INVITED, MeetingState.RUNNING, MeetingState.HELD}
"""States in which the agenda is settled and was made public."""


def for_visitors(_viewer: Actor, meeting: Meeting) -> Iterator[Link]:
    """Yield the form for support while it is open, and the agenda to print. One query."""
    if frozen.takes_support(meeting):
        url = reverse("invitations:support", args=[meeting.key])
        yield Link(_("Dolmetschen oder Unterstützung anfragen"), url, "accessible")
    if meeting.state in ANNOUNCED:
        url = reverse("invitations:notice", args=[meeting.key])
        yield Link(_("Bekanntmachung zum Ausdrucken (PDF)"), url, "file")


def for_office(viewer: Actor, meeting: Meeting) -> Iterator[Link]:
    """Yield the invitation's page for those who prepare sessions."""
    if may(viewer, "invitations.read"):
        url = reverse("invitations_office:invitation", args=[meeting.key])
        yield Link(_("Einladung"), url, "mail")
