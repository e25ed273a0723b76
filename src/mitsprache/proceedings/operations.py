"""Writes to the course of a session: opening, items, quorum, end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from mitsprache.council.enums import MembershipRole
from mitsprache.council.models import Person
from mitsprache.council.queries import rules_for
from mitsprache.kernel import clock, store
from mitsprache.kernel.actor import Actor
from mitsprache.kernel.operation import operation
from mitsprache.kernel.richtext import from_editor
from mitsprache.meetings.enums import ItemKind, ItemResult, MeetingState
from mitsprache.meetings.models import AgendaItem, Meeting
from mitsprache.proceedings.enums import VoteState
from mitsprache.proceedings.expected import expected_participants
from mitsprache.proceedings.locks import hold
from mitsprache.proceedings.models import ItemRecord, Sitting, Vote
from mitsprache.proceedings.queries import quorum_of, roll_of, usual_moment

ADOPTED: Final = frozenset(
    {ItemResult.ADOPTED, ItemResult.ADOPTED_UNANIMOUSLY, ItemResult.ADOPTED_AMENDED}
)
WITHOUT_VOTE: Final = frozenset(
    {
        "",
        ItemResult.NOTED,
        ItemResult.ADJOURNED,
        ItemResult.REFERRED,
        ItemResult.WITHDRAWN,
    }
)
"""Results that need no vote; '' takes one back."""
OFFICERS: Final = frozenset({"chair", "minute_taker", "co_signer"})


@operation(permission="proceedings.open_sitting", target="meeting")
def open_sitting(
    *,
    actor: Actor,
    meeting: Meeting,
    opened_at: dt.datetime | None = None,
    is_second_call: bool = False,
) -> Sitting:
    """Open a session and write its attendance list from the memberships of that day.

    A session that was opened on an earlier day is entered afterwards from paper; it counts as held
    at once.

    Raises:
        ValidationError: it was opened already, is cancelled, or the moment is still to come.
    """
    row = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if row.state == MeetingState.CANCELLED:
        raise ValidationError(
            _("Die Sitzung ist abgesagt. Ändern Sie erst ihren Stand, wenn sie doch stattfindet.")
        )
    if Sitting.objects.filter(meeting=row).exists():
        raise ValidationError(_("Die Sitzung ist schon eröffnet."))
    moment = opened_at or clock.now()
    if moment > clock.now():
        raise ValidationError(_("Die Eröffnung liegt noch in der Zukunft. Prüfen Sie die Uhrzeit."))
    day = timezone.localdate(moment)
    participants = expected_participants(row, day)
    chairs = [
        one
        for one in participants
        if one.membership and one.membership.role == MembershipRole.CHAIR and one.person
    ]
    sitting = store.create(
        Sitting(
            key=row.key,
            meeting=row,
            opened_at=moment,
            is_second_call=is_second_call,
            chair=chairs[0].person if chairs else None,
            minute_taker=Person.objects.filter(user=actor.user_id).first()
            if actor.user_id
            else None,
        )
    )
    for participant in participants:
        participant.sitting = sitting
        store.create(participant)
    state = MeetingState.RUNNING if day == clock.today() else MeetingState.HELD
    store.update(row, state=state)
    return sitting


@operation(permission="proceedings.name_officers", target="sitting")
def name_officers(
    *,
    actor: Actor,
    sitting: Sitting,
    values: Mapping[str, Person | None],
    expected_version: int | None = None,
) -> None:
    """Name who leads, keeps the minutes, or signs them too.

    A new chair leads the item that is called; it signs for that and the next ones.

    Args:
        actor: who keeps the record.
        sitting: the session.
        values: persons by 'chair', 'minute_taker', 'co_signer'.
        expected_version: the version a form was filled from.

    Raises:
        store.Conflict: somebody else named others meanwhile.
        KeyError: there is no such office.
    """
    if unknown := set(values) - OFFICERS:
        raise KeyError(*unknown)
    row = hold(sitting)
    changed = "chair" in values and values["chair"] != row.chair
    store.update(row, expected_version=expected_version, **values)
    if changed and row.current_item is not None:
        _record(row.current_item, led_by=values["chair"])


@operation(permission="proceedings.call_item", target="sitting")
def call_item(
    *, actor: Actor, sitting: Sitting, item: AgendaItem, at: dt.datetime | None = None
) -> None:
    """Call an item, in whatever order; the one before ends.

    Raises:
        ValidationError: it is a section or another session's, or a vote is still open.
    """
    row = hold(sitting)
    _own(row, item)
    if item.kind == ItemKind.SECTION:
        raise ValidationError(
            _("„%(title)s“ ist ein Abschnitt. Rufen Sie einen Punkt darin auf.")
            % {"title": item.title}
        )
    if row.current_item_id == item.pk:
        return
    _no_open_vote(row)
    moment = at or usual_moment(row)
    _end_current(row, moment)
    record = ItemRecord.objects.filter(item=item).first()
    called = record.called_at if record and record.called_at else moment
    _record(item, called_at=called, ended_at=None, led_by=row.chair)
    store.update(row, current_item=item)


@operation(permission="proceedings.write_item", target="item")
def write_item(
    *,
    actor: Actor,
    item: AgendaItem,
    values: Mapping[str, str],
    expected_version: int | None = None,
) -> ItemRecord:
    """Write down what is said and decided at an item.

    Args:
        actor: who keeps the record.
        item: the item.
        values: texts by 'discussion', 'notes', 'decision'.
        expected_version: of the item's record; 0 says that there was none yet.

    Raises:
        store.Conflict: somebody else wrote meanwhile; what stands now is in `current`.
        KeyError: there is no such text.
    """
    if unknown := set(values) - {"discussion", "notes", "decision"}:
        raise KeyError(*unknown)
    hold(_sitting(item))
    record = ItemRecord.objects.filter(item=item).first()
    if record is not None and expected_version == 0:
        raise store.Conflict(record)
    record = _record(item, expected_version=expected_version or None, **values)
    stored = AgendaItem.objects.get(pk=item.pk)
    if stored.result in ADOPTED and record.decision:
        store.update(stored, resolution_text=from_editor(record.decision))
    return record


@operation(permission="proceedings.set_item_times", target="item")
def set_item_times(
    *,
    actor: Actor,
    item: AgendaItem,
    called_at: dt.datetime | None,
    ended_at: dt.datetime | None,
    is_question_time: bool = False,
    expected_version: int | None = None,
) -> ItemRecord:
    """Correct when an item was called and ended, and whether it is the residents' question time.

    Raises:
        ValidationError: it would end before it was called.
        store.Conflict: somebody else changed it meanwhile.
    """
    hold(_sitting(item))
    if ended_at is not None and (called_at is None or ended_at < called_at):
        raise ValidationError(_("Der Punkt endet vor seinem Aufruf. Prüfen Sie die beiden Zeiten."))
    return _record(
        item,
        expected_version=expected_version or None,
        called_at=called_at,
        ended_at=ended_at,
        is_question_time=is_question_time,
    )


@operation(permission="proceedings.set_result", target="item")
def set_result(*, actor: Actor, item: AgendaItem, result: str) -> None:
    """Record a result that needs no vote: noted, adjourned, referred, withdrawn; '' takes it back.

    Raises:
        ValidationError: this result needs a vote, or a vote has decided on the item.
    """
    hold(_sitting(item))
    if result not in WITHOUT_VOTE:
        raise ValidationError(_("Dieses Ergebnis folgt aus einer Abstimmung oder Wahl."))
    if item.votes.filter(state=VoteState.CLOSED, decides=True).exists():
        raise ValidationError(
            _("Über diesen Punkt ist abgestimmt. Erklären Sie erst die Abstimmung für ungültig.")
        )
    store.update(item, result=result)


@operation(permission="proceedings.find_quorum_lacking", target="sitting")
def find_quorum_lacking(*, actor: Actor, sitting: Sitting, at: dt.datetime | None = None) -> None:
    """Record that the quorum was doubted and the chair found it lacking.

    Raises:
        ValidationError: enough members are there, or the number does not matter.
    """
    row = hold(sitting)
    moment = at or usual_moment(row)
    quorum = quorum_of(row, roll_of(actor, row), rules_for(row.meeting.term), moment)
    if row.is_second_call:
        raise ValidationError(
            _("Die Sitzung ist zum zweiten Mal einberufen; auf die Zahl kommt es nicht an.")
        )
    if quorum.is_enough:
        raise ValidationError(
            _("Es sind %(present)s Stimmberechtigte da, nötig sind %(needed)s.")
            % {"present": quorum.present, "needed": quorum.needed}
        )
    if row.lacks_quorum_since is not None:
        raise ValidationError(_("Das ist schon festgestellt."))
    note = _("%(time)s Uhr: nicht beschlussfähig, %(present)s anwesend, %(needed)s nötig.") % {
        "time": _clock(moment),
        "present": quorum.present,
        "needed": quorum.needed,
    }
    store.update(row, lacks_quorum_since=moment, quorum_note=_appended(row, note))


@operation(permission="proceedings.find_quorum_again", target="sitting")
def find_quorum_again(*, actor: Actor, sitting: Sitting, at: dt.datetime | None = None) -> None:
    """Record that enough members are there again.

    Raises:
        ValidationError: they are not, or the quorum was not found lacking.
    """
    row = hold(sitting)
    if row.lacks_quorum_since is None:
        raise ValidationError(_("Die Beschlussfähigkeit ist nicht verneint."))
    moment = at or usual_moment(row)
    quorum = quorum_of(row, roll_of(actor, row), rules_for(row.meeting.term), moment)
    if not quorum.is_enough:
        raise ValidationError(
            _("Es sind erst %(present)s Stimmberechtigte da, nötig sind %(needed)s.")
            % {"present": quorum.present, "needed": quorum.needed}
        )
    note = _("%(time)s Uhr: wieder beschlussfähig, %(present)s anwesend.") % {
        "time": _clock(moment),
        "present": quorum.present,
    }
    store.update(row, lacks_quorum_since=None, quorum_note=_appended(row, note))


@operation(permission="proceedings.close_sitting", target="sitting")
def close_sitting(*, actor: Actor, sitting: Sitting, at: dt.datetime | None = None) -> None:
    """End a session. Who is still in the room stayed until now; those stretches stay open.

    Raises:
        ValidationError: it has ended, a vote is still open, or the end lies before the opening.
    """
    _close(hold(sitting), at)


@operation(permission="proceedings.break_off_sitting", target="sitting")
def break_off_sitting(*, actor: Actor, sitting: Sitting, at: dt.datetime | None = None) -> None:
    """End a session early; it can go on as another session that continues it.

    Raises:
        ValidationError: as for closing it.
    """
    _close(hold(sitting), at, is_broken_off=True)


@operation(permission="proceedings.reopen_sitting", target="sitting")
def reopen_sitting(*, actor: Actor, sitting: Sitting) -> None:
    """Take the end of a session back, where it was closed by mistake.

    Raises:
        ValidationError: it has not ended.
    """
    row = hold(sitting)
    if row.closed_at is None:
        raise ValidationError(_("Die Sitzung ist nicht geschlossen."))
    today = timezone.localdate(row.opened_at) == clock.today()
    store.update(row, closed_at=None, is_broken_off=False)
    store.update(row.meeting, end_at=None, state="running" if today else "held")


def _close(row: Sitting, at: dt.datetime | None, *, is_broken_off: bool = False) -> None:
    if row.closed_at is not None:
        raise ValidationError(_("Die Sitzung ist schon geschlossen."))
    _no_open_vote(row)
    moment = at or usual_moment(row)
    if moment < row.opened_at:
        raise ValidationError(_("Das Ende liegt vor der Eröffnung."))
    _end_current(row, moment)
    store.update(row, closed_at=moment, current_item=None, is_broken_off=is_broken_off)
    store.update(row.meeting, state=MeetingState.HELD, end_at=max(moment, row.meeting.start_at))


def _end_current(sitting: Sitting, moment: dt.datetime) -> None:
    record = ItemRecord.objects.filter(item=sitting.current_item_id, ended_at=None).first()
    if record is not None:
        store.update(record, ended_at=max(moment, record.called_at or moment))


def _record(item: AgendaItem, *, expected_version: int | None = None, **values: Any) -> ItemRecord:
    """Write to the record of an item; it comes into being with the first word."""
    record = ItemRecord.objects.filter(item=item).first()
    if record is None:
        return store.create(ItemRecord(key=item.key, item=item, **values))
    return store.update(record, expected_version=expected_version, **values)


def _sitting(item: AgendaItem) -> Sitting:
    sitting = Sitting.objects.filter(meeting=item.meeting_id).first()
    if sitting is None:
        raise ValidationError(_("Eröffnen Sie erst die Sitzung."))
    return sitting


def _own(sitting: Sitting, item: AgendaItem) -> None:
    if item.meeting_id != sitting.meeting_id:
        raise ValidationError(_("Der Punkt gehört zu einer anderen Sitzung."))


def _no_open_vote(sitting: Sitting) -> None:
    if Vote.objects.filter(sitting=sitting, state=VoteState.OPEN).exists():
        raise ValidationError(_("Schließen Sie erst die Abstimmung, die noch läuft."))


def _clock(moment: dt.datetime) -> str:
    return f"{timezone.localtime(moment):%H:%M}"


def _appended(sitting: Sitting, note: str) -> str:
    return f"{sitting.quorum_note} {note}".strip()
