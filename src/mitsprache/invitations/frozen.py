"""From a session's records to the agenda that is sent, and the rules that its sending goes by."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils import timezone

from mitsprache.council.models import RulesOfProcedure
from mitsprache.invitations.domain.difference import Change, Entry, difference
from mitsprache.invitations.models import AgendaVersion
from mitsprache.kernel import clock
from mitsprache.kernel.languages import BINDING
from mitsprache.kernel.text import TextState
from mitsprache.meetings.domain import notice
from mitsprache.meetings.domain.notice import Notice, Timing
from mitsprache.meetings.domain.numbering import Numbered, arrange
from mitsprache.meetings.enums import ItemKind, MeetingState
from mitsprache.meetings.models import AgendaItem, Meeting


def current(meeting: Meeting) -> list[Entry]:
    """Return the agenda as it stands now, both parts in reading order. Three queries at most."""
    rows = meeting.items.select_related("rapporteur").prefetch_related("papers")
    agenda = arrange(rows)
    parts = ((agenda.public, True), (agenda.non_public, False))
    return [entry for part, public in parts for entry in _walk(part, "", public=public)]


def _walk(nodes: Iterable[Numbered[AgendaItem]], above: str, *, public: bool) -> list[Entry]:
    found = []
    for node in nodes:
        found.append(_entry(node, above, public=public))
        found += _walk(node.children, node.item.key, public=public)
    return found


def _entry(node: Numbered[AgendaItem], above: str, *, public: bool) -> Entry:
    item = node.item
    wordings = {code: item.wording("title", code) for code, _name in settings.LANGUAGES}
    return Entry(
        key=item.key,
        number=node.number,
        parent=above,
        public=public,
        title=item.title,
        titles={
            code: text.text
            for code, text in wordings.items()
            if code != BINDING and text.state not in {TextState.MISSING, TextState.OUTDATED}
        },
        kind=item.kind,
        rapporteur=str(item.rapporteur or ""),
        papers=tuple(paper.key for paper in item.papers.all()),
    )


def place_of(meeting: Meeting) -> str:
    """Return where a session is held, on one line, in German."""
    place = meeting.location
    if place is None:
        return meeting.room
    town = f"{place.postal_code} {place.locality}".strip()
    parts = (place.description, meeting.shown_room, place.street_address, town)
    return ", ".join(part for part in parts if part)


def freeze(meeting: Meeting) -> dict[str, Any]:
    """Return what is kept of a session at the moment of sending."""
    return {
        "start": timezone.localtime(meeting.start_at).isoformat(),
        "place": place_of(meeting),
        "items": [entry.plain() for entry in current(meeting)],
    }


def entries_of(agenda: dict[str, Any]) -> list[Entry]:
    """Return the items of a frozen agenda."""
    return [Entry.read(row) for row in agenda["items"]]


def has_non_public_part(entries: Iterable[Entry]) -> bool:
    """Whether the non-public part holds more than sections in which nothing stands."""
    return any(not entry.public and entry.kind != ItemKind.SECTION for entry in entries)


def changes_between(old: dict[str, Any], new: dict[str, Any]) -> list[Change]:
    """Return which items differ."""
    return difference(entries_of(old), entries_of(new))


def is_rearranged(old: dict[str, Any], new: dict[str, Any]) -> bool:
    """Whether the session itself is at another time or place."""
    return (old["start"], old["place"]) != (new["start"], new["place"])


def is_same(old: dict[str, Any], new: dict[str, Any]) -> bool:
    """Whether there is nothing to tell."""
    return not is_rearranged(old, new) and not changes_between(old, new)


def latest(meeting: Meeting) -> AgendaVersion | None:
    """Return the version sent last."""
    return meeting.agenda_versions.order_by("-number").first()


def before(version: AgendaVersion) -> AgendaVersion | None:
    """Return the version that this one replaced."""
    if version.number == 1:
        return None
    return AgendaVersion.objects.filter(
        meeting=version.meeting_id, number=version.number - 1
    ).first()


def rules_of(meeting: Meeting) -> RulesOfProcedure:
    """Return the rules of the session's term, else those that are usual. One query."""
    rules = RulesOfProcedure.objects.filter(term__meetings=meeting.pk).first()
    return rules or RulesOfProcedure()


def notice_of(rules: RulesOfProcedure) -> Notice:
    """Return the periods that the rules set."""
    return Notice(
        days=rules.notice_days,
        full_days=rules.notice_full_days,
        urgent_hours=rules.urgent_notice_hours,
        item_days=rules.item_deadline_days,
        support_days=rules.support_deadline_days,
    )


def zone() -> dt.tzinfo:
    """Return the installation's time zone."""
    return timezone.get_default_timezone()


def timing_of(meeting: Meeting) -> Timing:
    """Return what an invitation would be that goes out now."""
    return notice.timing(clock.now(), meeting.start_at, notice_of(rules_of(meeting)), zone())


def last_day(meeting: Meeting) -> dt.date:
    """Return the last day on which the invitation is in time."""
    return notice.last_day_to_invite(meeting.start_at, notice_of(rules_of(meeting)), zone())


def last_day_for_support(meeting: Meeting) -> dt.date:
    """Return the last day to ask for an interpreter or support."""
    return notice.last_day_for_support(meeting.start_at, notice_of(rules_of(meeting)), zone())


def takes_support(meeting: Meeting) -> bool:
    """Whether guests can ask for support now."""
    open_states = {MeetingState.PLANNED, MeetingState.INVITED}
    return meeting.state in open_states and notice.is_open(
        clock.now(), last_day_for_support(meeting), zone()
    )


def can_reply(meeting: Meeting) -> bool:
    """Whether the invited can still answer."""
    return meeting.state == MeetingState.INVITED and clock.now() < meeting.start_at


def can_be_invited_to(meeting: Meeting) -> bool:
    """Whether the first invitation can go out: also to one that is called invited, but was not here."""
    ahead = {MeetingState.PLANNED, MeetingState.INVITED}
    return meeting.state in ahead and latest(meeting) is None
