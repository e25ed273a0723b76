"""What the buttons of the minute taker's page do: each calls one operation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from mitsprache.kernel import store
from mitsprache.proceedings import (
    operations,
    operations_agenda,
    operations_attendance,
    operations_elections,
    operations_speakers,
    operations_votes,
)
from mitsprache.proceedings.models import Bias, Candidacy, ItemRecord
from mitsprache.proceedings.sent import Sent

TEXTS: Final = ("discussion", "decision", "notes")


def _open_sitting(sent: Sent) -> None:
    operations.open_sitting(
        actor=sent.actor,
        meeting=sent.meeting,
        opened_at=sent.day_and_time("opened_at"),
        is_second_call=sent.flag("is_second_call"),
    )


def _name_officers(sent: Sent) -> None:
    operations.name_officers(
        actor=sent.actor,
        sitting=sent.sitting,
        values={name: sent.person(name) for name in ("chair", "minute_taker", "co_signer")},
        expected_version=sent.version(),
    )


def _call_item(sent: Sent) -> None:
    operations.call_item(actor=sent.actor, sitting=sent.sitting, item=sent.item(), at=sent.moment())


def write_item(sent: Sent) -> ItemRecord:
    """Save the texts that were typed into; others may be typed into by somebody else meanwhile.

    Each field comes with what it held when the page was made (`base-…`). Only what differs is
    written, and only where nobody else changed the same field.

    Raises:
        store.Conflict: somebody else did.
    """
    item = sent.item()
    values = {
        name: sent.text(name) for name in TEXTS if sent.text(name) != sent.text(f"base-{name}")
    }
    record = ItemRecord.objects.filter(item=item).first()
    version = sent.number("version")
    if record is not None and record.version != version:
        if any(
            getattr(record, name) not in {sent.text(f"base-{name}"), text}
            for name, text in values.items()
        ):
            raise store.Conflict(record)
        version = record.version
    return operations.write_item(
        actor=sent.actor, item=item, values=values, expected_version=version
    )


def _set_item_times(sent: Sent) -> None:
    operations.set_item_times(
        actor=sent.actor,
        item=sent.item(),
        called_at=sent.moment("called_at"),
        ended_at=sent.moment("ended_at"),
        is_question_time=sent.flag("is_question_time"),
        expected_version=sent.version(),
    )


def _set_result(sent: Sent) -> None:
    operations.set_result(actor=sent.actor, item=sent.item(), result=sent.text("result"))


def _of_sitting(operation: Callable[..., Any]) -> Callable[[Sent], None]:
    def run(sent: Sent) -> None:
        operation(actor=sent.actor, sitting=sent.sitting, at=sent.moment())

    return run


def _reopen_sitting(sent: Sent) -> None:
    operations.reopen_sitting(actor=sent.actor, sitting=sent.sitting)


def _arrive(sent: Sent) -> None:
    operations_attendance.arrive(actor=sent.actor, participant=sent.participant(), at=sent.moment())


def _leave(sent: Sent) -> None:
    operations_attendance.leave(actor=sent.actor, participant=sent.participant(), at=sent.moment())


def _excuse(sent: Sent) -> None:
    sent = sent.split("excuse", "participant", "absence")
    operations_attendance.excuse(
        actor=sent.actor, participant=sent.participant(), absence=sent.text("absence")
    )


def _step_in(sent: Sent) -> None:
    sent = sent.split("step_in", "deputy", "member")
    operations_attendance.step_in(
        actor=sent.actor,
        deputy=sent.participant("deputy"),
        member=sent.participant("member"),
        at=sent.moment(),
    )


def _step_back(sent: Sent) -> None:
    operations_attendance.step_back(actor=sent.actor, deputy=sent.participant())


def _add_participant(sent: Sent) -> None:
    operations_attendance.add_participant(
        actor=sent.actor,
        sitting=sent.sitting,
        kind=sent.text("kind"),
        name=sent.text("name"),
        function=sent.text("function"),
        at=sent.moment(),
    )


def _remove_participant(sent: Sent) -> None:
    operations_attendance.remove_participant(actor=sent.actor, participant=sent.participant())


def _correct_presence(sent: Sent) -> None:
    start, shown = sent.moment("from"), sent.moment("expected-from")
    if start is None or shown is None:
        raise ValidationError(_("Wann ist sie oder er gekommen? Ohne Zeit geht es nicht."))
    operations_attendance.correct_presence(
        actor=sent.actor,
        presence=sent.presence(),
        times=(start, sent.moment("until")),
        expected=(shown, sent.moment("expected-until")),
    )


def _remove_presence(sent: Sent) -> None:
    operations_attendance.remove_presence(actor=sent.actor, presence=sent.presence())


def _declare_bias(sent: Sent) -> None:
    operations_attendance.declare_bias(
        actor=sent.actor,
        item=sent.item(),
        participant=sent.participant(),
        reason=sent.text("reason"),
        left_room=sent.flag("left_room"),
        at=sent.moment(),
    )


def _withdraw_bias(sent: Sent) -> None:
    bias = (
        Bias.objects.select_related("participant__sitting")
        .filter(item=sent.item(), participant=sent.participant())
        .first()
    )
    if bias is not None:
        operations_attendance.withdraw_bias(actor=sent.actor, bias=bias)


def _open_vote(sent: Sent) -> None:
    operations_votes.open_vote(
        actor=sent.actor,
        sitting=sent.sitting,
        items=sent.items(),
        kind=sent.text("kind"),
        majority=sent.text("majority"),
        subject=sent.text("subject"),
        decides=not sent.flag("procedural"),
        is_amended=sent.flag("is_amended"),
        at=sent.moment(),
    )


def cast_ballot(sent: Sent) -> None:
    """Record a word of a roll call; the button says 'number:word'."""
    sent = sent.split("ballot", "participant", "choice")
    operations_votes.cast_ballot(
        actor=sent.actor,
        vote=sent.vote(),
        participant=sent.participant(),
        choice=sent.text("choice"),
        expected=sent.text(f"expected-{sent.text('participant')}"),
    )


def take_back_ballot(sent: Sent) -> None:
    """Undo a word of a roll call."""
    operations_votes.take_back_ballot(
        actor=sent.actor, vote=sent.vote(), participant=sent.participant("take_back")
    )


def _close_vote(sent: Sent) -> None:
    operations_votes.close_vote(
        actor=sent.actor,
        vote=sent.vote(),
        counts=sent.counts(),
        rest_is_yes=not sent.text("yes").strip(),
        incomplete=sent.flag("incomplete"),
        expected_version=sent.version(),
    )


def _void_vote(sent: Sent) -> None:
    operations_votes.void_vote(actor=sent.actor, vote=sent.vote(), reason=sent.text("reason"))


def _add_urgent_item(sent: Sent) -> str:
    item = operations_agenda.add_urgent_item(
        actor=sent.actor,
        sitting=sent.sitting,
        title=sent.text("title"),
        reason=sent.text("reason"),
        counts=sent.counts(),
        public=not sent.flag("non_public"),
        at=sent.moment(),
    )
    return (
        _("Der Punkt steht auf der Tagesordnung.")
        if item
        else _("Die Dringlichkeit ist abgelehnt.")
    )


def _change_order(sent: Sent) -> str:
    moved = operations_agenda.change_order(
        actor=sent.actor,
        sitting=sent.sitting,
        item=sent.item(),
        before=sent.optional_item("before"),
        counts=sent.counts(),
        at=sent.moment(),
    )
    return _("Die Reihenfolge ist geändert.") if moved else _("Die Reihenfolge bleibt.")


def _open_election(sent: Sent) -> None:
    operations_elections.open_election(
        actor=sent.actor,
        sitting=sent.sitting,
        item=sent.item(),
        office=sent.text("office"),
        candidates=sent.persons("candidates"),
        kind=sent.text("kind"),
    )


def _count_ballot(sent: Sent) -> None:
    election = sent.election()
    names = [name for name in sent.data if name.startswith("votes-") and name[6:].isdigit()]
    operations_elections.count_ballot(
        actor=sent.actor,
        election=election,
        votes={int(name[6:]): sent.number(name) for name in names},
        no=sent.number("no"),
        abstentions=sent.number("abstentions"),
        invalid=sent.number("invalid"),
        number=sent.number("number") or None,
        at=sent.moment(),
    )


def _draw_lot(sent: Sent) -> None:
    election = sent.election()
    winner = sent.one(Candidacy.objects.filter(election=election), "winner")
    operations_elections.draw_lot(
        actor=sent.actor,
        election=election,
        winner=winner,
        drawn_by=sent.text("drawn_by"),
        at=sent.moment(),
    )


def _void_election(sent: Sent) -> None:
    operations_elections.void_election(actor=sent.actor, election=sent.election())


def _ask_to_speak(sent: Sent) -> None:
    operations_speakers.ask_to_speak(
        actor=sent.actor, participant=sent.participant(), kind=sent.text("kind")
    )


def _withdraw_speech(sent: Sent) -> None:
    operations_speakers.withdraw_speech(actor=sent.actor, speech=sent.speech())


def _call_speaker(sent: Sent) -> None:
    speech = sent.speech() if sent.text("speech") else None
    operations_speakers.call_speaker(actor=sent.actor, sitting=sent.sitting, speech=speech)


def _end_speech(sent: Sent) -> None:
    operations_speakers.end_speech(actor=sent.actor, sitting=sent.sitting)


ACTIONS: Final[dict[str, Callable[[Sent], object]]] = {
    "open_sitting": _open_sitting,
    "name_officers": _name_officers,
    "call_item": _call_item,
    "write_item": write_item,
    "set_item_times": _set_item_times,
    "set_result": _set_result,
    "find_quorum_lacking": _of_sitting(operations.find_quorum_lacking),
    "find_quorum_again": _of_sitting(operations.find_quorum_again),
    "close_sitting": _of_sitting(operations.close_sitting),
    "break_off_sitting": _of_sitting(operations.break_off_sitting),
    "reopen_sitting": _reopen_sitting,
    "arrive": _arrive,
    "leave": _leave,
    "mark_all_present": _of_sitting(operations_attendance.mark_all_present),
    "excuse": _excuse,
    "step_in": _step_in,
    "step_back": _step_back,
    "add_participant": _add_participant,
    "remove_participant": _remove_participant,
    "correct_presence": _correct_presence,
    "remove_presence": _remove_presence,
    "declare_bias": _declare_bias,
    "withdraw_bias": _withdraw_bias,
    "open_vote": _open_vote,
    "cast_ballot": cast_ballot,
    "take_back_ballot": take_back_ballot,
    "close_vote": _close_vote,
    "void_vote": _void_vote,
    "add_urgent_item": _add_urgent_item,
    "change_order": _change_order,
    "ask_to_speak": _ask_to_speak,
    "withdraw_speech": _withdraw_speech,
    "call_speaker": _call_speaker,
    "end_speech": _end_speech,
    "open_election": _open_election,
    "count_ballot": _count_ballot,
    "draw_lot": _draw_lot,
    "void_election": _void_election,
}
"""Actions by the verb in their address, which is the operation's."""
