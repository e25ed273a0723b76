"""Where items stand in an agenda: the rule of the tree, and places for the rules of moving."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from mitsprache.meetings.domain.numbering import DEEPEST
from mitsprache.meetings.domain.reorder import Place
from mitsprache.meetings.models import AgendaItem, FrameEntry, Meeting


def check_item(item: AgendaItem) -> None:
    """Refuse an item that stands below one of another session, below itself, or too deep.

    Nor may a public item stand below a non-public one: no visitor would ever see it.
    """
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
        if item.public and not above.public:
            raise ValidationError(
                {
                    "public": _(
                        "Der Punkt darüber („%(title)s“) ist nichtöffentlich, also kann dieser nicht "
                        "öffentlich sein."
                    )
                    % {"title": above.title}
                }
            )
        above = above.parent


def check_meeting(meeting: Meeting) -> None:
    """Refuse a session that continues itself, one of another body, or one that comes later."""
    earlier = meeting.continues
    if earlier is None:
        return
    if earlier.organization_id != meeting.organization_id:
        problem = _("Fortgesetzt wird eine Sitzung desselben Gremiums.")
    elif earlier.start_at >= meeting.start_at:
        problem = _("Fortgesetzt wird eine frühere Sitzung. Diese beginnt nicht früher.")
    else:
        return
    raise ValidationError({"continues": problem})


def check_frame_entry(entry: FrameEntry) -> None:
    """Refuse an entry that stands below one of another term, below itself, or too deep."""
    above, level = entry.parent, 1
    while above:
        level += 1
        if above.term_id != entry.term_id:
            raise ValidationError(
                {"parent": _("Der Abschnitt gehört zum Rahmen einer anderen Wahlperiode.")}
            )
        if above.pk == entry.pk:
            raise ValidationError({"parent": _("Der Eintrag stünde so unter sich selbst.")})
        if level > DEEPEST:
            raise ValidationError(
                {"parent": _("So tief lässt sich eine Tagesordnung nicht gliedern.")}
            )
        above = above.parent


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
