"""The demonstration's invitation: really sent (to files), with answers that are invented."""

from __future__ import annotations

import datetime as dt
from typing import Final

from django.core.exceptions import ValidationError
from django.utils import timezone

from mitsprache.invitations import frozen, operations
from mitsprache.invitations.enums import Capacity, Reply
from mitsprache.kernel import clock
from mitsprache.kernel.actor import Actor
from mitsprache.meetings.enums import MeetingState
from mitsprache.meetings.models import Meeting

ANSWERS: Final = (Reply.ACCEPTED, Reply.ACCEPTED, Reply.DECLINED, Reply.NONE)
"""What members answer, in turn."""


def invite(actor: Actor) -> None:
    """Invite to the sessions ahead that the files call invited, once."""
    rows = Meeting.objects.filter(
        state=MeetingState.INVITED, start_at__gt=clock.now(), agenda_versions=None
    )
    for meeting in rows.select_related("term", "organization", "location"):
        last = dt.datetime.combine(frozen.last_day(meeting), dt.time(12))
        with clock.stopped(min(clock.now(), timezone.make_aware(last))):
            try:
                operations.send(actor=actor, meeting=meeting)
            except ValidationError:
                continue  # a council without members or agenda, which somebody put in its place
            _answer(actor, meeting)


def _answer(actor: Actor, meeting: Meeting) -> None:
    members = meeting.invitations.filter(capacity=Capacity.MEMBER).order_by("pk")
    for number, row in enumerate(members):
        reply = ANSWERS[number % len(ANSWERS)]
        if reply != Reply.NONE:
            operations.note_reply(actor=actor, invitation=row, reply=reply)
