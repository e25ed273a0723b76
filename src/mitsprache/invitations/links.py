"""What the public page of a session links to."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mitsprache.invitations import frozen
from mitsprache.kernel.actor import Actor
from mitsprache.meetings.models import Meeting
from mitsprache.meetings.related import Link


def for_visitors(_viewer: Actor, meeting: Meeting) -> Iterator[Link]:
    """Yield the form for support while it is open, and the agenda to print. One query."""
    if frozen.takes_support(meeting):
        url = reverse("invitations:support", args=[meeting.key])
        yield Link(_("Dolmetschen oder Unterstützung anfragen"), url, "accessible")
