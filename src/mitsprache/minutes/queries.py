"""Reads of minutes. Visitors get the public version of published minutes and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import QuerySet
from django.urls import reverse

from mitsprache.kernel.access import may
from mitsprache.kernel.actor import Actor
from mitsprache.meetings.domain.numbering import arrange
from mitsprache.meetings.enums import MeetingState
from mitsprache.meetings.models import AgendaItem, Meeting
from mitsprache.meetings.related import Link
from mitsprache.minutes.enums import MinutesState
from mitsprache.minutes.models import Correction, Minutes, MinutesItem, Signature
from mitsprache.minutes.words import decisions_word, minutes_word

SESSIONS: Final = 60
"""Sessions on the office's overview of minutes, the latest ones."""


@dataclass(frozen=True, slots=True)
class View:
    """Minutes as somebody may read them.

    Attributes:
        record: when and where, who led; without the attendance list.
        blocks: the attendance list.
        items: `internal` of an item is printed in the full version alone.
        is_full: with the non-public part and what is personal.
    """

    minutes: Minutes
    meeting: Meeting
    record: dict[str, Any]
    blocks: list[dict[str, Any]]
    items: list[MinutesItem]
    corrections: list[Correction]
    signatures: list[Signature]
    is_full: bool

    @property
    def public_items(self) -> list[MinutesItem]:
        """The items of the public part."""
        return [item for item in self.items if item.public]

    @property
    def non_public_items(self) -> list[MinutesItem]:
        """The items of the non-public part; none in the public version."""
        return [item for item in self.items if not item.public]


def _view(
    minutes: Minutes,
    items: list[MinutesItem],
    blocks: list[dict[str, Any]],
    corrections: Iterable[Correction],
    *,
    is_full: bool,
) -> View:
    return View(
        minutes=minutes,
        meeting=minutes.meeting,
        record={name: value for name, value in minutes.record.items() if name != "attendance"},
        blocks=blocks,
        items=items,
        corrections=list(corrections),
        signatures=list(minutes.signatures.all()),
        is_full=is_full,
    )


def full(minutes: Minutes) -> View:
    """Return the full version, for those who may read it. Three queries."""
    corrections = minutes.corrections.select_related("item__meeting")
    return _view(
        minutes,
        list(minutes.items.all()),
        minutes.record.get("attendance", []),
        corrections,
        is_full=True,
    )


def without_private_people(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the attendance list as everybody may read it: guests only by their function.

    Residents who came to listen or to ask have none and are left out.
    """
    found = []
    for block in blocks:
        rows = block["rows"]
        if block["kind"] == "guests":
            rows = [row for row in rows if row["function"]]
        if rows:
            found.append({**block, "rows": rows})
    return found


def _public_now(meetings: Iterable[int]) -> frozenset[int]:
    """Return the items that stand in the public parts of agendas at this moment. One query."""
    rows: dict[int, list[AgendaItem]] = {pk: [] for pk in meetings}
    for item in AgendaItem.objects.filter(meeting__in=list(rows)).only(
        "meeting", "parent", "position", "public"
    ):
        rows[item.meeting_id].append(item)
    return frozenset(
        node.item.pk
        for items in rows.values()
        for top in arrange(items).public
        for node in top.walk()
    )


def public(minutes: Minutes) -> View:
    """Return the public version of `minutes`. Four queries.

    An item is in it if it stood in the public part when the minutes were signed, and still does.
    """
    corrections = list(
        minutes.corrections.filter(public=True, item__meeting__is_public=True).select_related(
            "item__meeting"
        )
    )
    shown = _public_now(
        {minutes.meeting_id, *(correction.item.meeting_id for correction in corrections)}
    )
    items = [item for item in minutes.items.filter(public=True) if item.item_id in shown]
    numbers = {item.number for item in items}
    return _view(
        minutes,
        items,
        without_private_people(minutes.record.get("attendance", [])),
        [
            correction
            for correction in corrections
            if correction.item_id in shown
            and (not correction.number or correction.number in numbers)
        ],
        is_full=False,
    )


def published(_viewer: Actor) -> QuerySet[Minutes]:
    """Return the minutes whose public version everybody may read."""
    return Minutes.objects.filter(state=MinutesState.PUBLISHED, meeting__is_public=True)


def published_by_key(viewer: Actor, key: str) -> View | None:
    """Return the public version of the published minutes of a session. Five queries."""
    minutes = published(viewer).select_related("meeting").filter(meeting__key=key).first()
    return public(minutes) if minutes else None


def link_to_minutes(viewer: Actor, meeting: Meeting) -> Iterable[Link]:
    """Return the link from a session's page to its published minutes. One query, if it is over."""
    if meeting.state == MeetingState.HELD and published(viewer).filter(meeting=meeting).exists():
        yield Link(minutes_word(), address(meeting), "file")


def link_in_office(viewer: Actor, meeting: Meeting) -> Iterable[Link]:
    """Return the link from a session in the workspace to its minutes, once it runs or was held."""
    if meeting.state in {MeetingState.HELD, MeetingState.RUNNING} and may(viewer, "minutes.read"):
        yield Link(minutes_word(), reverse("minutes_office:minutes", args=[meeting.key]), "file")


def link_to_decisions() -> Iterable[Link]:
    """Return the link from the list of sessions to the register of decisions."""
    yield Link(decisions_word(), reverse("minutes:decisions"), "gavel")


def address(meeting: Meeting) -> str:
    """Return where the public version of a session's minutes stands."""
    return reverse("minutes:minutes", args=[meeting.key])


def sessions(viewer: Actor) -> list[Meeting]:
    """Return the latest sessions that run or were held, with their minutes. One query."""
    if not may(viewer, "minutes.read"):
        return []
    return list(
        Meeting.objects.filter(state__in=[MeetingState.HELD, MeetingState.RUNNING])
        .select_related("minutes", "organization")
        .order_by("-start_at", "-pk")[:SESSIONS]
    )


def own_signatures(viewer: Actor) -> QuerySet[Signature]:
    """Return the signatures that the person behind an account has to give or gave."""
    if viewer.user_id is None:
        return Signature.objects.none()
    return (
        Signature.objects.filter(person__user_id=viewer.user_id)
        .select_related("minutes__meeting", "person")
        .order_by("signed_at", "-minutes__meeting__start_at", "pk")
    )
