"""Coming and going, deputies, guests, bias."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from mitsprache.audit.models import Entry
from mitsprache.proceedings import operations, operations_attendance, operations_votes
from mitsprache.proceedings.models import Bias, Participant, Presence
from mitsprache.proceedings.queries import roll_of
from tests.factories.council import PersonFactory
from tests.factories.meetings import AgendaItemFactory
from tests.factories.proceedings import OFFICE, OPENED, Running, minutes, running

pytestmark = pytest.mark.django_db


def deputy_of(of: Running, number: int) -> Participant:
    return of.sitting.participants.get(person__family_name=f"Vertretung{number:02}")


def times(participant: Participant) -> list[tuple[object, object]]:
    return [(one.from_at, one.until_at) for one in participant.presences.all()]


def test_who_comes_before_the_first_item_was_there_at_the_opening() -> None:
    of = running(present=0)
    operations_attendance.arrive(actor=OFFICE, participant=of.members[0])
    operations.call_item(actor=OFFICE, sitting=of.sitting, item=of.items[0])
    operations_attendance.arrive(actor=OFFICE, participant=of.members[1])
    operations_attendance.arrive(actor=OFFICE, participant=of.members[2], at=minutes(3))
    assert [times(one) for one in of.members[:3]] == [
        [(OPENED, None)],
        [(minutes(15), None)],
        [(minutes(3), None)],
    ]


def test_who_went_before_the_first_item_comes_back_now() -> None:
    of = running(present=1)
    operations_attendance.leave(actor=OFFICE, participant=of.members[0], at=minutes(2))
    operations_attendance.arrive(actor=OFFICE, participant=of.members[0])
    assert times(of.members[0]) == [(OPENED, minutes(2)), (minutes(15), None)]


def test_two_minute_takers_may_click_at_once() -> None:
    of = running(present=1)
    assert operations_attendance.arrive(actor=OFFICE, participant=of.members[0]) is None
    assert Presence.objects.count() == 1


def test_going_and_coming_again() -> None:
    of = running()
    member = of.members[0]
    operations_attendance.leave(actor=OFFICE, participant=member, at=minutes(5))
    with pytest.raises(ValidationError, match="nicht im Raum"):
        operations_attendance.leave(actor=OFFICE, participant=member)
    with pytest.raises(ValidationError, match="zweimal da"):
        operations_attendance.arrive(actor=OFFICE, participant=member, at=minutes(2))
    operations_attendance.arrive(actor=OFFICE, participant=member, at=minutes(9))
    with pytest.raises(ValidationError, match="erst um 16:09"):
        operations_attendance.leave(actor=OFFICE, participant=member, at=minutes(8))
    assert times(member) == [(OPENED, minutes(5)), (minutes(9), None)]


def test_all_others_are_marked_present_at_once() -> None:
    of = running(present=2)
    operations_attendance.excuse(actor=OFFICE, participant=of.members[8], absence="excused")
    done = operations_attendance.mark_all_present(actor=OFFICE, sitting=of.sitting, at=OPENED)
    assert done == 7  # six members and the advisory one
    assert len(roll_of(OFFICE, of.sitting).voters(minutes(1))) == 8


def test_who_is_there_is_not_excused() -> None:
    of = running(present=1)
    with pytest.raises(ValidationError, match="ist oder war da"):
        operations_attendance.excuse(actor=OFFICE, participant=of.members[0], absence="excused")
    operations_attendance.excuse(actor=OFFICE, participant=of.members[0], absence="")
    late = of.members[1]
    operations_attendance.excuse(actor=OFFICE, participant=late, absence="unexcused")
    operations_attendance.arrive(actor=OFFICE, participant=late)
    late.refresh_from_db()
    assert late.absence == ""


def test_a_deputy_steps_in_and_votes_while_the_member_is_away() -> None:
    of = running(present=0)
    member, deputy = of.members[0], deputy_of(of, 0)
    assert roll_of(OFFICE, of.sitting).voters(minutes(1)) == []
    operations_attendance.step_in(actor=OFFICE, deputy=deputy, member=member)
    assert roll_of(OFFICE, of.sitting).voters(minutes(1)) == [deputy]
    operations_attendance.arrive(actor=OFFICE, participant=member, at=minutes(10))
    roll = roll_of(OFFICE, of.sitting)
    assert roll.voters(minutes(9)) == [deputy]
    assert roll.voters(minutes(10)) == [member]
    with pytest.raises(ValidationError, match="ist selbst da"):
        operations_attendance.step_in(actor=OFFICE, deputy=deputy, member=member)


def test_a_deputy_who_listens_already_steps_in() -> None:
    of = running(present=0)
    deputy = deputy_of(of, 0)
    operations_attendance.arrive(actor=OFFICE, participant=deputy, at=minutes(2))
    operations_attendance.step_in(actor=OFFICE, deputy=deputy, member=of.members[0])
    assert times(deputy) == [(minutes(2), None)]


def test_whom_a_deputy_may_stand_in_for() -> None:
    of = running(present=0)
    first, second = deputy_of(of, 0), deputy_of(of, 1)
    with pytest.raises(ValidationError, match="ein anderes Mitglied"):
        operations_attendance.step_in(actor=OFFICE, deputy=first, member=of.members[1])
    with pytest.raises(ValidationError, match="keine Stellvertretung"):
        operations_attendance.step_in(actor=OFFICE, deputy=of.members[3], member=of.members[1])
    with pytest.raises(ValidationError, match="nur Mitglieder"):
        operations_attendance.step_in(actor=OFFICE, deputy=first, member=second)
    of.rules.deputies_are_personal = False
    of.rules.save()
    operations_attendance.step_in(actor=OFFICE, deputy=first, member=of.members[1])
    with pytest.raises(ValidationError, match="schon von"):
        operations_attendance.step_in(actor=OFFICE, deputy=second, member=of.members[1])


def test_stepping_in_by_mistake_is_taken_back_until_a_vote() -> None:
    of = running(present=0)
    deputy = deputy_of(of, 0)
    operations_attendance.step_in(actor=OFFICE, deputy=deputy, member=of.members[0])
    operations_attendance.step_back(actor=OFFICE, deputy=deputy)
    deputy.refresh_from_db()
    assert deputy.substitutes is None
    assert times(deputy) == []
    operations_attendance.step_in(actor=OFFICE, deputy=deputy, member=of.members[0])
    vote = operations_votes.open_vote(
        actor=OFFICE, sitting=of.sitting, items=[of.items[0]], kind="roll_call"
    )
    operations_votes.cast_ballot(actor=OFFICE, vote=vote, participant=deputy, choice="yes")
    with pytest.raises(ValidationError, match="schon abgestimmt"):
        operations_attendance.step_back(actor=OFFICE, deputy=deputy)


def test_guests_and_administration_come_by_name() -> None:
    of = running()
    guest = operations_attendance.add_participant(
        actor=OFFICE, sitting=of.sitting, kind="guest", name=" Gitta Gast ", function="Referentin"
    )
    assert (str(guest), guest.function, len(times(guest))) == ("Gitta Gast", "Referentin", 1)
    person = PersonFactory()
    operations_attendance.add_participant(
        actor=OFFICE, sitting=of.sitting, kind="administration", person=person
    )
    with pytest.raises(ValidationError, match="steht schon"):
        operations_attendance.add_participant(
            actor=OFFICE, sitting=of.sitting, kind="guest", person=person
        )
    with pytest.raises(ValidationError, match="Wer ist es"):
        operations_attendance.add_participant(
            actor=OFFICE, sitting=of.sitting, kind="guest", name=" "
        )
    with pytest.raises(ValidationError, match="ergeben sich"):
        operations_attendance.add_participant(
            actor=OFFICE, sitting=of.sitting, kind="member", name="x"
        )
    operations_attendance.remove_participant(actor=OFFICE, participant=guest)
    with pytest.raises(ValidationError, match="bleiben auf der Liste"):
        operations_attendance.remove_participant(actor=OFFICE, participant=of.members[0])


def test_times_are_corrected_by_one_at_a_time() -> None:
    of = running()
    member = of.members[0]
    presence = member.presences.get()
    operations_attendance.correct_presence(
        actor=OFFICE, presence=presence, times=(OPENED, minutes(30)), expected=(OPENED, None)
    )
    with pytest.raises(ValidationError, match="eben geändert"):
        operations_attendance.correct_presence(
            actor=OFFICE, presence=presence, times=(OPENED, minutes(31)), expected=(OPENED, None)
        )
    with pytest.raises(ValidationError, match="bevor sie oder er kommt"):
        operations_attendance.correct_presence(
            actor=OFFICE,
            presence=presence,
            times=(minutes(40), minutes(39)),
            expected=(OPENED, minutes(30)),
        )
    operations_attendance.remove_presence(actor=OFFICE, presence=presence)
    assert times(member) == []


def test_bias_excludes_from_the_vote_and_its_reason_is_not_even_logged() -> None:
    of = running()
    public, hidden = of.items[0], of.items[-1]
    operations_attendance.declare_bias(
        actor=OFFICE, item=public, participant=of.members[0], reason="KANARIENVOGEL"
    )
    bias = Bias.objects.get()
    assert not bias.left_room
    roll = roll_of(OFFICE, of.sitting)
    assert of.members[0] not in roll.entitled(minutes(1), [public])
    assert of.members[0] in roll.entitled(minutes(1), [hidden])
    log = str(list(Entry.objects.values_list("changes", flat=True)))
    assert "proceedings.bias" in log
    assert "KANARIENVOGEL" not in log
    other = operations_attendance.declare_bias(actor=OFFICE, item=hidden, participant=of.members[0])
    assert other.left_room
    with pytest.raises(ValidationError):
        operations_attendance.declare_bias(actor=OFFICE, item=public, participant=of.members[0])
    with pytest.raises(ValidationError, match="anderen Sitzung"):
        operations_attendance.declare_bias(
            actor=OFFICE, item=AgendaItemFactory(), participant=of.members[0]
        )
    operations_attendance.withdraw_bias(actor=OFFICE, bias=bias)
    assert Bias.objects.count() == 1


def test_below_a_non_public_item_one_leaves_the_room() -> None:
    of = running()
    below = AgendaItemFactory(meeting=of.meeting, parent=of.items[-1], public=True)
    bias = operations_attendance.declare_bias(actor=OFFICE, item=below, participant=of.members[0])
    assert bias.left_room
