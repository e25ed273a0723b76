"""Minutes and allowances of the demonstration's invented session, through the operations."""

from __future__ import annotations

import datetime as dt
from typing import Final

from django.utils import translation

from mitsprache.kernel import clock
from mitsprache.kernel.actor import command
from mitsprache.meetings.models import Meeting
from mitsprache.minutes import operations, operations_allowances
from mitsprache.minutes.models import Minutes

SIGNED_AFTER: Final = dt.timedelta(days=9)
OPENING: Final = "<p>Die Vorsitzende eröffnet die Sitzung und begrüßt alle Anwesenden.</p>"
"""What somebody wrote by hand into the first item."""


def write(meeting: Meeting) -> Minutes:
    """Write, sign and publish the minutes of `meeting`, and compute its half year's allowances."""
    actor = command("mitsprache demo")
    with translation.override("de"):
        minutes = operations.generate(actor=actor, meeting=meeting)
        first = minutes.items.order_by("position")[0]
        operations.item.update(actor=actor, record=first, values={"text": OPENING + first.text})
        operations.release(actor=actor, minutes=minutes)
        signed_date = min(meeting.local_date + SIGNED_AFTER, clock.today())
        for signature in minutes.signatures.all():
            operations.record_signature(actor=actor, signature=signature, signed_date=signed_date)
        operations.publish(actor=actor, minutes=minutes)
        operations_allowances.prepare_allowances(
            actor=actor,
            term=meeting.term,
            year=meeting.local_date.year,
            half=1 if meeting.local_date.month <= 6 else 2,
        )
    return minutes
