"""The speakers list: who may ask, in which order, for which item."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from mitsprache.audit.models import Entry
from mitsprache.kernel import clock
from mitsprache.kernel.access import PermissionRefused
from mitsprache.kernel.actor import ANONYMOUS, Actor, command
from mitsprache.proceedings import operations, operations_attendance, operations_speakers
from mitsprache.proceedings.models import Participant, Speech
from mitsprache.proceedings.queries_speakers import Speakers, participant_of, speakers_of
from tests.factories.proceedings import OFFICE, Running, minutes, running
from tests.proceedings.test_devices import phone_of

pytestmark = pytest.mark.django_db


def ask(
    participant: Participant, minute: int = 15, kind: str = "speech", actor: Actor = OFFICE
) -> Speech:
    with clock.stopped(minutes(minute)):
        return operations_speakers.ask_to_speak(actor=actor, participant=participant, kind=kind)


def shown(of: Running) -> Speakers:
    return speakers_of(OFFICE, of.fresh(), limit=5)


def names(of: Running) -> list[str]:
    return [str(one.participant)[-2:] for one in shown(of).waiting]


def call(of: Running, speech: Speech | None = None) -> Speech:
    return operations_speakers.call_speaker(actor=OFFICE, sitting=of.sitting, speech=speech)


def test_points_of_order_come_first_and_each_is_called_in_turn() -> None:
    of = running()
    ask(of.members[1], 1)
    ask(of.members[2], 2)
    ask(of.members[3], 3, "point_of_order")
    assert names(of) == ["03", "01", "02"]
    assert call(of).participant == of.members[3]
    assert shown(of).ends_at == minutes(20)
    assert call(of).participant == of.members[1]
    assert names(of) == ["02"]
    assert Speech.objects.filter(ended_at=minutes(15)).count() == 1
    operations_speakers.end_speech(actor=OFFICE, sitting=of.sitting)
    assert shown(of).speaking is None
    assert shown(of).ends_at is None


def test_the_chair_may_call_somebody_out_of_turn() -> None:
    of = running()
    ask(of.members[1])
    late = ask(of.members[2])
    assert call(of, late).participant == of.members[2]
    with pytest.raises(ValidationError, match="gibt es nicht mehr"):
        call(of, late)
    call(of)
    with pytest.raises(ValidationError, match="Niemand hat sich gemeldet"):
        call(of)


def test_asking_twice_keeps_the_place_and_another_kind_is_a_request_of_its_own() -> None:
    of = running()
    first = ask(of.members[1], 1)
    ask(of.members[2], 2)
    assert ask(of.members[1], 3) == first
    ask(of.members[1], 4, "point_of_order")
    assert names(of) == ["01", "01", "02"]


def test_a_new_item_begins_with_an_empty_list() -> None:
    of = running()
    operations.call_item(actor=OFFICE, sitting=of.sitting, item=of.items[0])
    old = ask(of.members[1])
    operations.call_item(actor=OFFICE, sitting=of.sitting, item=of.items[1])
    assert names(of) == []
    new = ask(of.members[1])
    assert names(of) == ["01"]
    assert new != old
    old.refresh_from_db()
    assert old.withdrawn_at == minutes(15)


def test_a_request_can_be_taken_back_until_it_is_called() -> None:
    of = running()
    speech = ask(of.members[1])
    for _twice in range(2):
        operations_speakers.withdraw_speech(actor=OFFICE, speech=speech)
    assert names(of) == []
    called = ask(of.members[2])
    call(of)
    with pytest.raises(ValidationError, match="schon aufgerufen"):
        operations_speakers.withdraw_speech(actor=OFFICE, speech=called)


def test_only_who_is_there_and_not_biased_may_ask() -> None:
    of = running(present=3)
    with pytest.raises(ValidationError, match="nicht im Raum"):
        ask(of.members[5])
    operations.call_item(actor=OFFICE, sitting=of.sitting, item=of.items[0])
    operations_attendance.declare_bias(
        actor=OFFICE, participant=of.members[1], item=of.items[0], reason="", left_room=False
    )
    with pytest.raises(ValidationError, match="befangen"):
        ask(of.members[1], kind="point_of_order")


def test_who_declares_bias_after_asking_is_passed_over() -> None:
    of = running()
    operations.call_item(actor=OFFICE, sitting=of.sitting, item=of.items[0])
    ask(of.members[1], 1)
    ask(of.members[2], 2)
    operations_attendance.declare_bias(actor=OFFICE, participant=of.members[1], item=of.items[0])
    assert call(of).participant == of.members[2]


def test_nobody_asks_after_the_end() -> None:
    of = running()
    speech = ask(of.members[1])
    operations.close_sitting(actor=OFFICE, sitting=of.sitting)
    for write in (
        lambda: ask(of.members[2]),
        lambda: call(of),
        lambda: operations_speakers.withdraw_speech(actor=OFFICE, speech=speech),
        lambda: operations_speakers.end_speech(actor=OFFICE, sitting=of.sitting),
    ):
        with pytest.raises(ValidationError, match="geschlossen"):
            write()


def test_members_ask_and_withdraw_for_themselves_only() -> None:
    of = running()
    phone = phone_of(of.members[1])
    speech = ask(of.members[1], actor=phone)
    assert Entry.objects.latest("pk").action == "proceedings.ask_to_speak"
    other = ask(of.members[2])
    for write in (
        lambda: ask(of.members[2], actor=phone),
        lambda: operations_speakers.withdraw_speech(actor=phone, speech=other),
        lambda: operations_speakers.call_speaker(actor=phone, sitting=of.sitting),
        lambda: operations_speakers.end_speech(actor=phone, sitting=of.sitting),
        lambda: ask(of.members[1], actor=ANONYMOUS),
    ):
        with pytest.raises(PermissionRefused):
            write()
    operations_speakers.withdraw_speech(actor=phone, speech=speech)
    assert names(of) == ["02"]


def test_guests_are_put_on_the_list_by_the_minute_taker_alone() -> None:
    of = running()
    guest = operations_attendance.add_participant(
        actor=OFFICE, sitting=of.sitting, kind="guest", name="Gast"
    )
    operations_attendance.arrive(actor=OFFICE, participant=guest)
    with pytest.raises(PermissionRefused):
        ask(guest, actor=phone_of(of.members[1]))
    ask(guest)
    assert [str(one.participant) for one in shown(of).waiting] == ["Gast"]


def test_as_whom_an_account_takes_part() -> None:
    of = running()
    assert participant_of(phone_of(of.members[1]), of.sitting) == of.members[1]
    assert participant_of(command("x"), of.sitting) is None
