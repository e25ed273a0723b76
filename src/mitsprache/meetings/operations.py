"""Writes to sessions and agendas."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from mitsprache.kernel import store
from mitsprache.kernel.actor import Actor
from mitsprache.kernel.operation import operation
from mitsprache.kernel.records import RecordOperations
from mitsprache.meetings.domain.numbering import DEEPEST
from mitsprache.meetings.domain.reorder import Move, Place, moved
from mitsprache.meetings.models import AgendaItem, Meeting


def check_item(item: AgendaItem) -> None:
    """Refuse an item that stands below one of another session, below itself, or too deep."""
    above, level = item.parent, 1
    while above:
        level += 1
        if above.meeting_id != item.meeting_id:
            raise ValidationError(
                {"parent": _("Der übergeordnete Punkt gehört zu einer anderen Sitzung.")}
            )
        if above.pk == item.pk:
            raise ValidationError({"parent": _("Der Punkt stünde so unter sich selbst.")})
        if level > DEEPEST:
            raise ValidationError(
                {"parent": _("So tief lässt sich eine Tagesordnung nicht gliedern.")}
            )
        above = above.parent


meeting = RecordOperations(Meeting, "meeting")
item = RecordOperations(AgendaItem, "item", check_item)


def next_position(meeting: Meeting, parent: AgendaItem | None) -> int:
    """Return the position after the last item on a level of the agenda."""
    last = AgendaItem.objects.filter(meeting=meeting, parent=parent).aggregate(Max("position"))
    return (last["position__max"] or 0) + 1


def places_of(meeting: Meeting) -> list[Place]:
    """Return where the items of an agenda stand. One query."""
    rows = AgendaItem.objects.filter(meeting=meeting).values_list(
        "pk", "parent_id", "position", "public"
    )
    return [Place(*row) for row in rows]


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
