"""Writes to sessions and agendas."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from mitsprache.kernel import store
from mitsprache.kernel.actor import Actor
from mitsprache.kernel.keys import free_key
from mitsprache.kernel.operation import operation
from mitsprache.kernel.records import RecordOperations
from mitsprache.meetings import filling
from mitsprache.meetings.agenda import check_frame_entry, check_item, check_meeting, places_of
from mitsprache.meetings.domain.reorder import Move, fingerprint, moved, place
from mitsprache.meetings.models import AgendaItem, AgendaTemplate, FrameEntry, Meeting
from mitsprache.meetings.reactions import saved


def _after_save(meeting: Meeting) -> None:
    """Ask the rules of sessions, then let higher apps refuse or react."""
    check_meeting(meeting)
    saved(meeting)


meeting = RecordOperations(Meeting, "meeting", _after_save)
item = RecordOperations(AgendaItem, "item", check_item)
frame_entry = RecordOperations(FrameEntry, "frame_entry", check_frame_entry)


@operation(permission="meetings.move_item", target="item")
def move_item(*, actor: Actor, item: AgendaItem, move: Move) -> bool:
    """Move an item by one step; return whether there was one to take."""
    _lock(item.meeting)
    return _put(moved(places_of(item.meeting), item.pk, move))


@operation(permission="meetings.place_item", target="item")
def place_item(
    *, actor: Actor, item: AgendaItem, parent: AgendaItem | None, position: int, seen: str
) -> bool:
    """Put an item below `parent`, after `position` others; return whether it can stand there.

    `seen` is the `fingerprint` of the order that whoever moves it had before them.

    Raises:
        ValidationError: somebody else changed the order since.
    """
    _lock(item.meeting)
    places = places_of(item.meeting)
    if fingerprint(places) != seen:
        raise ValidationError(
            _(
                "Jemand anderes hat die Reihenfolge inzwischen geändert. Hier steht der neue Stand. "
                "Bitte verschieben Sie den Punkt noch einmal."
            )
        )
    return _put(place(places, item.pk, parent.pk if parent else None, position))


@operation(permission="meetings.begin_agenda", target="meeting")
def begin_agenda(
    *, actor: Actor, meeting: Meeting, source: Meeting | AgendaTemplate | None = None
) -> list[AgendaItem]:
    """Fill an empty agenda with the frame of its term, an earlier agenda or a template.

    Raises:
        ValidationError: there are items already, or nothing to begin with.
    """
    _lock(meeting)
    if meeting.items.exists():
        raise ValidationError(
            _("Die Tagesordnung hat schon Punkte. Vielleicht hat jemand anderes sie eben begonnen.")
        )
    if isinstance(source, AgendaTemplate):
        drafts = filling.template_drafts(source, meeting)
    elif source:
        drafts = filling.agenda_drafts(source, meeting)
    else:
        drafts = filling.frame_drafts(meeting)
    if not drafts:
        raise ValidationError(_("Dort steht nichts, womit die Tagesordnung beginnen könnte."))
    return filling.insert(meeting, drafts)


@operation(permission="meetings.save_template", target="meeting")
def save_template(*, actor: Actor, meeting: Meeting, name: str) -> AgendaTemplate:
    """Keep the agenda of `meeting`, without papers and results, to begin others with.

    Raises:
        ValidationError: there is a template of that name, or nothing to keep.
    """
    entries = filling.template_entries(meeting)
    if not entries:
        raise ValidationError(_("Eine leere Tagesordnung ist keine Vorlage."))
    key = free_key(name, lambda key: AgendaTemplate.objects.filter(key=key).exists(), "vorlage")
    return store.create(AgendaTemplate(key=key, name=name, entries=entries))


@operation(permission="meetings.delete_template")
def delete_template(*, actor: Actor, template: AgendaTemplate) -> None:
    """Delete a template; agendas that began with it stay as they are."""
    store.delete(template)


@operation(permission="meetings.add_item", target="meeting")
def add_item(
    *, actor: Actor, meeting: Meeting, title: str, parent: AgendaItem | None, public: bool
) -> AgendaItem:
    """Add an item with nothing but its title at the end of a level.

    Raises:
        ValidationError: the title is empty or too long, or the item can't stand there.
    """
    _lock(meeting)
    draft = filling.Draft({"title": title, "public": public})
    return filling.insert(meeting, [draft], parent)[0]


@operation(permission="meetings.carry_items", target="meeting")
def carry_items(*, actor: Actor, meeting: Meeting) -> list[AgendaItem]:
    """Take over adjourned items of earlier sessions, and what a broken-off session left open.

    Each goes into the section of the same title, else to the end; what was taken over is never
    taken again.
    """
    _lock(meeting)
    rows = filling.adjourned(meeting) | filling.left_open(meeting)
    waiting = list(rows.select_for_update(of=("self",)))
    sections = dict(filling.sections_by_title(meeting))
    added: list[AgendaItem] = []
    for section, draft in filling.carried_drafts(waiting):
        parent = None
        if section is not None and draft.values["public"]:
            parent = sections.get(section.title)
            if parent is None and section.meeting_id == meeting.continues_id:
                copy = filling.Draft(filling.copied(section, public=True))
                parent = sections[section.title] = filling.insert(meeting, [copy])[0]
        added += filling.insert(meeting, [draft], parent)
    return added


def _lock(meeting: Meeting) -> None:
    """Let no two writes to one agenda run at the same moment."""
    Meeting.objects.select_for_update().get(pk=meeting.pk)


def _put(changes: dict[int, tuple[int | None, int]] | None) -> bool:
    """Write changed places; return whether there was a way."""
    if changes is None:
        return False
    rows = AgendaItem.objects.select_related("parent").in_bulk(list(changes))
    for pk, (parent, position) in changes.items():
        store.update(rows[pk], parent_id=parent, position=position)
    return True
