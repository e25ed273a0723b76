"""Writes to sessions and agendas."""

from __future__ import annotations

from mitsprache.kernel import store
from mitsprache.kernel.actor import Actor
from mitsprache.kernel.operation import operation
from mitsprache.kernel.records import RecordOperations
from mitsprache.meetings.agenda import check_frame_entry, check_item, places_of
from mitsprache.meetings.domain.reorder import Move, moved
from mitsprache.meetings.models import AgendaItem, FrameEntry, Meeting
from mitsprache.meetings.reactions import saved

meeting = RecordOperations(Meeting, "meeting", saved)
item = RecordOperations(AgendaItem, "item", check_item)
frame_entry = RecordOperations(FrameEntry, "frame_entry", check_frame_entry)


@operation(permission="meetings.move_item", target="item")
def move_item(*, actor: Actor, item: AgendaItem, move: Move) -> bool:
    """Move an item by one step; return whether there was one to take."""
    Meeting.objects.select_for_update().get(pk=item.meeting_id)
    changes = moved(places_of(item.meeting), item.pk, move)
    if changes is None:
        return False
    rows = AgendaItem.objects.select_related("parent").in_bulk(list(changes))
    for pk, (parent, position) in changes.items():
        store.update(rows[pk], parent_id=parent, position=position)
    return True
