"""Filling an agenda with entries from elsewhere: the term's frame, earlier agendas, single titles.

Called by operations only, inside their transaction.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.db.models import QuerySet
from django.utils import translation
from django.utils.formats import date_format

from mitsprache.kernel import store
from mitsprache.kernel.keys import free_key
from mitsprache.kernel.languages import BINDING
from mitsprache.kernel.text import source_hash
from mitsprache.meetings.agenda import check_item
from mitsprache.meetings.enums import ItemKind, ItemResult, MeetingState
from mitsprache.meetings.models import AgendaItem, AgendaTemplate, FrameEntry, Meeting
from mitsprache.papers.models import Paper

ITEM_ROOM: Final = 30
"""Characters that a session's key leaves for the keys of its items, which begin with it."""
DAY: Final = "{datum}"
"""In a title of the frame: the day of the last session."""
COPIED: Final = ("kind", "title", "text", "category", "planned_minutes", "source_language")
KEPT: Final = (*COPIED, "public", "translations")
"""What a template keeps of an item."""


@dataclass(slots=True)
class Draft:
    """An entry to be written: its columns, its papers, and what stands below it."""

    values: dict[str, Any]
    papers: Sequence[Paper] = ()
    children: list[Draft] = field(default_factory=list)


def key_prefix(meeting: Meeting) -> str:
    """Return what the keys of a session's items begin with."""
    return f"{meeting.key[: 100 - ITEM_ROOM]}--"


def insert(
    meeting: Meeting, drafts: Iterable[Draft], parent: AgendaItem | None = None
) -> list[AgendaItem]:
    """Write `drafts` at the end of a level of the agenda; return the items of that level."""
    prefix = key_prefix(meeting)
    taken = set(AgendaItem.objects.filter(key__startswith=prefix).values_list("key", flat=True))
    last: dict[int | None, int] = {}
    for above, position in AgendaItem.objects.filter(meeting=meeting).values_list(
        "parent_id", "position"
    ):
        last[above] = max(position, last.get(above, 0))

    def write(rows: Iterable[Draft], above: AgendaItem | None) -> Iterator[AgendaItem]:
        place = above.pk if above else None
        for draft in rows:
            last[place] = last.get(place, 0) + 1
            key = free_key(draft.values["title"], taken.__contains__, "punkt", prefix)
            taken.add(key)
            item = store.create(
                AgendaItem(
                    key=key, meeting=meeting, parent=above, position=last[place], **draft.values
                )
            )
            store.set_links(item, "papers", draft.papers)
            check_item(item)
            list(write(draft.children, item))
            yield item

    return list(write(drafts, parent))


def last_meeting(meeting: Meeting) -> Meeting | None:
    """Return the session of the same body that was the last one held before `meeting`."""
    before = Meeting.objects.filter(
        organization=meeting.organization_id, start_at__lt=meeting.start_at
    )
    return (
        before.exclude(pk=meeting.pk)
        .exclude(state=MeetingState.CANCELLED)
        .order_by("-start_at", "-pk")
        .first()
    )


def frame_drafts(meeting: Meeting) -> list[Draft]:
    """Return the frame of the session's term as entries. Two queries.

    Where a title names the last session's day and there was none, the entry is left out.
    """
    last = last_meeting(meeting)
    day = last.local_date if last else None
    rows = FrameEntry.objects.filter(term=meeting.term_id).order_by("position", "pk")
    below: dict[int | None, list[FrameEntry]] = {}
    for entry in rows:
        below.setdefault(entry.parent_id, []).append(entry)

    def drafts(parent: int | None) -> list[Draft]:
        return [
            Draft(
                {"kind": entry.kind, "public": entry.public, **_titles(entry, day)},
                children=drafts(entry.pk),
            )
            for entry in below.get(parent, ())
            if day or DAY not in entry.title
        ]

    return drafts(None)


def _titles(entry: FrameEntry | AgendaItem, day: dt.date | None) -> dict[str, Any]:
    """Return title and translations of an entry of the frame, with the day of the last session."""
    title = _with_day(entry.title, day, entry.source_language)
    translations = {
        language: {
            "title": {
                **texts["title"],
                "text": _with_day(texts["title"]["text"], day, language),
                "of": source_hash(title)
                if texts["title"]["of"] == source_hash(entry.title)
                else texts["title"]["of"],
            }
        }
        for language, texts in entry.translations.items()
        if "title" in texts
    }
    return {
        "title": title,
        "source_language": entry.source_language,
        "translations": translations,
    }


def _with_day(text: str, day: dt.date | None, language: str) -> str:
    if day is None or DAY not in text:
        return text
    with translation.override(language or BINDING):
        return text.replace(DAY, date_format(day, "DATE_FORMAT"))


def copied(item: AgendaItem, **more: Any) -> dict[str, Any]:
    """Return the columns of a copy of `item`: what is to be discussed, and no result of it."""
    texts = {
        language: kept
        for language, fields in item.translations.items()
        if (kept := {name: fields[name] for name in ("title", "text") if name in fields})
    }
    columns = {name: getattr(item, name) for name in COPIED}
    return {
        **columns,
        "rapporteur_id": item.rapporteur_id,
        "public": item.public,
        "translations": texts,
        **more,
    }


def agenda_drafts(source: Meeting, target: Meeting) -> list[Draft]:
    """Return the whole agenda of `source`, without results, as entries for `target`.

    Titles that the frame made with the day of the session before name the right day again.
    """
    renamed = _renamed(source, target)
    tree = Tree(source.items.prefetch_related("papers"))

    def draft(item: AgendaItem) -> Draft:
        values = copied(item, is_urgent=False)
        if item.title in renamed:
            values |= renamed[item.title]
        return Draft(values, list(item.papers.all()), [draft(one) for one in tree.below(item.pk)])

    return [draft(item) for item in tree.below(None)]


def template_entries(source: Meeting) -> list[dict[str, Any]]:
    """Return the agenda of `source` as a template keeps it.

    What the frame made with the day of a session gets its placeholder back.
    """
    last = last_meeting(source)
    frame = FrameEntry.objects.filter(term=source.term_id, title__contains=DAY)
    dated = {
        _with_day(entry.title, last.local_date, entry.source_language): entry
        for entry in frame
        if last
    }
    tree = Tree(source.items.all())

    def entry(item: AgendaItem) -> dict[str, Any]:
        columns = {name: value for name, value in copied(item).items() if name in KEPT}
        if item.title in dated:
            columns["title"] = dated[item.title].title
            columns["translations"] = dated[item.title].translations
        return {**columns, "children": [entry(one) for one in tree.below(item.pk)]}

    return [entry(item) for item in tree.below(None)]


def template_drafts(template: AgendaTemplate, target: Meeting) -> list[Draft]:
    """Return what a template keeps as entries for `target`."""
    last = last_meeting(target)
    day = last.local_date if last else None

    def drafts(entries: Iterable[Mapping[str, Any]]) -> list[Draft]:
        return [
            Draft(_dated(entry, day), children=drafts(entry["children"]))
            for entry in entries
            if day or DAY not in entry["title"]
        ]

    return drafts(template.entries)


def _dated(entry: Mapping[str, Any], day: dt.date | None) -> dict[str, Any]:
    values = {name: entry[name] for name in KEPT}
    if DAY in entry["title"]:
        values |= _titles(AgendaItem(**values), day)
    return values


def _renamed(source: Meeting, target: Meeting) -> dict[str, dict[str, Any]]:
    """Return new titles by old ones, for entries of the frame that name the session before."""
    then, now = last_meeting(source), last_meeting(target)
    if then is None or now is None:
        return {}
    rows = FrameEntry.objects.filter(term=target.term_id, title__contains=DAY)
    return {
        _with_day(entry.title, then.local_date, entry.source_language): _titles(
            entry, now.local_date
        )
        for entry in rows
    }


class Tree:
    """Items of an agenda by what they stand below."""

    def __init__(self, items: Iterable[AgendaItem]) -> None:
        self.by_pk: dict[int, AgendaItem] = {}
        self._below: dict[int | None, list[AgendaItem]] = {}
        for item in sorted(items, key=lambda item: (item.position, item.pk)):
            self.by_pk[item.pk] = item
            self._below.setdefault(item.parent_id, []).append(item)

    def below(self, pk: int | None) -> list[AgendaItem]:
        """Return the items right below one, in order."""
        return self._below.get(pk, [])

    def walk(self, pk: int | None = None) -> Iterator[AgendaItem]:
        """Yield all items below one, in reading order."""
        for item in self.below(pk):
            yield item
            yield from self.walk(item.pk)

    def above(self, item: AgendaItem) -> Iterator[AgendaItem]:
        """Yield what `item` stands below, the nearest first."""
        seen: set[int] = set()
        parent = item.parent_id
        while parent in self.by_pk and parent not in seen:
            seen.add(parent)
            yield self.by_pk[parent]
            parent = self.by_pk[parent].parent_id


def adjourned(meeting: Meeting) -> QuerySet[AgendaItem]:
    """Return the adjourned items of earlier sessions of the same body that went nowhere yet."""
    return (
        AgendaItem.objects.filter(
            meeting__organization=meeting.organization_id,
            meeting__start_at__lt=meeting.start_at,
            result=ItemResult.ADJOURNED,
            carried_to=None,
        )
        .exclude(meeting=meeting)
        .order_by("meeting__start_at", "position", "pk")
    )


def left_open(meeting: Meeting) -> QuerySet[AgendaItem]:
    """Return the items without result of the session that `meeting` continues, not yet taken over."""
    if meeting.continues_id is None:
        return AgendaItem.objects.none()
    return AgendaItem.objects.filter(
        meeting=meeting.continues_id,
        kind=ItemKind.ITEM,
        result="",
        carried_to=None,
    ).order_by("position", "pk")


def carried_drafts(chosen: Iterable[AgendaItem]) -> Iterator[tuple[AgendaItem | None, Draft]]:
    """Yield the section that each chosen item stood in, and the item as an entry.

    Sessions keep their order in `chosen`, and the items of each come in reading order. What stands
    below a chosen item comes along unless it was dealt with. An item that lies below
    a non-public one stays non-public wherever it goes.
    """
    chosen = list(chosen)
    picked = {item.pk for item in chosen}
    tree = Tree(
        AgendaItem.objects.filter(
            meeting__in={item.meeting_id for item in chosen}
        ).prefetch_related("papers", "carried_to")
    )

    def draft(item: AgendaItem, *, public: bool) -> Draft:
        public = public and item.public
        return Draft(
            copied(item, public=public, carried_from=item),
            list(item.papers.all()),
            [
                draft(one, public=public)
                for one in tree.below(item.pk)
                if one.pk in picked or not (one.result or one.carried_to.all())
            ],
        )

    ranks = {pk: number for number, pk in enumerate(item.meeting_id for item in reversed(chosen))}
    order = {item.pk: number for number, item in enumerate(tree.walk())}
    for item in sorted(chosen, key=lambda one: (-ranks[one.meeting_id], order.get(one.pk, 0))):
        above = list(tree.above(tree.by_pk[item.pk]))
        if picked.isdisjoint(one.pk for one in above):
            public = all(one.public for one in above)
            section = next((one for one in above if one.kind == ItemKind.SECTION), None)
            yield section, draft(tree.by_pk[item.pk], public=public)


def sections_by_title(meeting: Meeting) -> Mapping[str, AgendaItem]:
    """Return the public sections of an agenda by their titles, the first of each."""
    found: dict[str, AgendaItem] = {}
    tree = Tree(meeting.items.all())
    for item in tree.by_pk.values():
        is_public = item.public and all(one.public for one in tree.above(item))
        if item.kind == ItemKind.SECTION and is_public:
            found.setdefault(item.title, item)
    return found
