"""Opening, items, officers, quorum and end of a session."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from mitsprache.accounts.models import User
from mitsprache.kernel import clock, store
from mitsprache.kernel.access import PermissionRefused
from mitsprache.kernel.actor import ANONYMOUS, Actor, ActorKind
from mitsprache.meetings.models import Meeting
from mitsprache.proceedings import locks, operations, operations_attendance, operations_votes
from mitsprache.proceedings.domain.quorum import Standing
from mitsprache.proceedings.models import ItemRecord, Sitting
from mitsprache.proceedings.queries import (
    items_of,
    moment_for,
    quorum_of,
    roll_of,
    sitting_of,
    usual_moment,
)
from tests.factories.accounts import UserFactory
from tests.factories.council import MembershipFactory, PersonFactory
from tests.factories.meetings import AgendaItemFactory, MeetingFactory
from tests.factories.proceedings import OFFICE, OPENED, Running, minutes, plenary, running

pytestmark = pytest.mark.django_db


def record(of: Running, number: int) -> ItemRecord:
    return ItemRecord.objects.get(item=of.items[number])


def test_opening_writes_the_attendance_list_in_its_order() -> None:
    meeting = plenary(4)
    sitting = operations.open_sitting(actor=OFFICE, meeting=meeting)
    names = [one.person.family_name for one in sitting.participants.select_related("person")]  # type: ignore[union-attr]
    assert names == [
        "Mitglied00",
        "Mitglied02",
        "Mitglied01",
        "Mitglied03",
        "Vertretung00",
        "Vertretung01",
        "Beratend",
    ]
    meeting.refresh_from_db()
    assert meeting.state == "running"
    assert sitting.opened_at == minutes(15)
    assert str(sitting.chair) == "Mina Mitglied00"
    assert sitting.minute_taker is None


def test_only_memberships_of_that_day_count_and_each_person_once() -> None:
    meeting = plenary(2)
    body = meeting.organization
    past = {"start_date": dt.date(2025, 11, 1), "end_date": dt.date(2026, 3, 2)}
    MembershipFactory(organization=body, person=PersonFactory(family_name="Vorbei"), **past)
    twice = PersonFactory(family_name="Zweimal")
    now = {"start_date": dt.date(2025, 11, 1), "end_date": None, "organization": body}
    MembershipFactory(person=twice, kind="deputy", voting_right=False, **now)
    MembershipFactory(person=twice, **now)
    sitting = operations.open_sitting(actor=OFFICE, meeting=meeting)
    found = sitting.participants.filter(person__family_name__in=["Vorbei", "Zweimal"])
    assert [(str(one), one.kind) for one in found] == [("Mina Zweimal", "member")]


def test_who_opens_keeps_the_minutes() -> None:
    user = UserFactory(roles=["office"])
    person = PersonFactory(user=user)
    actor = Actor(ActorKind.USER, user_id=user.pk, name="x", roles=frozenset({"office"}))
    sitting = operations.open_sitting(actor=actor, meeting=plenary(2))
    assert sitting.minute_taker == person
    assert User.objects.count() == 1


def test_a_session_from_paper_counts_as_held_at_once() -> None:
    meeting = plenary(2)
    with clock.stopped(dt.date(2026, 3, 20)):
        sitting = operations.open_sitting(actor=OFFICE, meeting=meeting, opened_at=OPENED)
        assert usual_moment(sitting) == OPENED
        operations_attendance.mark_all_present(actor=OFFICE, sitting=sitting)
        item = AgendaItemFactory(meeting=meeting)
        operations.call_item(actor=OFFICE, sitting=sitting, item=item, at=minutes(7))
        sitting.refresh_from_db()
        assert usual_moment(sitting) == minutes(7)
        operations.close_sitting(actor=OFFICE, sitting=sitting, at=minutes(90))
        sitting.refresh_from_db()
        assert usual_moment(sitting) == minutes(90)
        operations.reopen_sitting(actor=OFFICE, sitting=sitting)
    meeting.refresh_from_db()
    assert meeting.state == "held"


def test_a_session_is_opened_once_and_not_when_cancelled() -> None:
    meeting = plenary(2)
    operations.open_sitting(actor=OFFICE, meeting=meeting)
    with pytest.raises(ValidationError, match="schon eröffnet"):
        operations.open_sitting(actor=OFFICE, meeting=meeting)
    cancelled = MeetingFactory(state="cancelled")
    with pytest.raises(ValidationError, match="abgesagt"):
        operations.open_sitting(actor=OFFICE, meeting=cancelled)


def test_a_session_is_not_opened_in_the_future() -> None:
    meeting = plenary(2)
    later = clock.now() + dt.timedelta(hours=1)
    with pytest.raises(ValidationError, match="Zukunft"):
        operations.open_sitting(actor=OFFICE, meeting=meeting, opened_at=later)
    assert not Sitting.objects.exists()


def test_nobody_else_may_open_it() -> None:
    with pytest.raises(PermissionRefused):
        operations.open_sitting(actor=ANONYMOUS, meeting=plenary(2))


def test_calling_an_item_ends_the_one_before() -> None:
    of = running()
    operations.call_item(actor=OFFICE, sitting=of.sitting, item=of.items[0], at=minutes(5))
    operations.call_item(actor=OFFICE, sitting=of.sitting, item=of.items[2])
    first, third = record(of, 0), record(of, 2)
    assert (first.called_at, first.ended_at) == (minutes(5), minutes(15))
    assert (third.called_at, third.ended_at) == (minutes(15), None)
    assert third.led_by == of.sitting.chair
    assert of.fresh().current_item == of.items[2]
    operations.call_item(actor=OFFICE, sitting=of.sitting, item=of.items[2])
    operations.call_item(actor=OFFICE, sitting=of.sitting, item=of.items[0], at=minutes(20))
    again = record(of, 0)
    assert (again.called_at, again.ended_at) == (minutes(5), None)


def test_what_can_not_be_called() -> None:
    of = running()
    section = AgendaItemFactory(meeting=of.meeting, kind="section")
    with pytest.raises(ValidationError, match="ein Abschnitt"):
        operations.call_item(actor=OFFICE, sitting=of.sitting, item=section)
    with pytest.raises(ValidationError, match="anderen Sitzung"):
        operations.call_item(actor=OFFICE, sitting=of.sitting, item=AgendaItemFactory())
    operations_votes.open_vote(actor=OFFICE, sitting=of.sitting, items=[of.items[0]])
    with pytest.raises(ValidationError, match="noch läuft"):
        operations.call_item(actor=OFFICE, sitting=of.sitting, item=of.items[1])


def test_a_new_chair_leads_the_item_that_is_called() -> None:
    of = running()
    other = of.members[3].person
    operations.name_officers(actor=OFFICE, sitting=of.sitting, values={"co_signer": other})
    assert not ItemRecord.objects.exists()
    operations.call_item(actor=OFFICE, sitting=of.sitting, item=of.items[0])
    operations.name_officers(
        actor=OFFICE,
        sitting=of.sitting,
        values={"chair": other},
        expected_version=of.fresh().version,
    )
    assert record(of, 0).led_by == other
    with pytest.raises(store.Conflict):
        operations.name_officers(
            actor=OFFICE, sitting=of.sitting, values={"chair": None}, expected_version=1
        )
    with pytest.raises(KeyError):
        operations.name_officers(actor=OFFICE, sitting=of.sitting, values={"king": other})


def test_texts_are_written_with_a_version() -> None:
    of = running()
    item = of.items[0]
    first = operations.write_item(
        actor=OFFICE, item=item, values={"discussion": "Frage"}, expected_version=0
    )
    with pytest.raises(store.Conflict) as conflict:
        operations.write_item(actor=OFFICE, item=item, values={"notes": "x"}, expected_version=0)
    assert conflict.value.current == first
    operations.write_item(
        actor=OFFICE, item=item, values={"notes": "x"}, expected_version=first.version
    )
    with pytest.raises(store.Conflict):
        operations.write_item(
            actor=OFFICE, item=item, values={"notes": "y"}, expected_version=first.version
        )
    with pytest.raises(KeyError):
        operations.write_item(actor=OFFICE, item=item, values={"result": "adopted"})
    assert record(of, 0).discussion == "Frage"


def test_a_decision_reaches_the_item_only_once_adopted() -> None:
    of = running()
    item = of.items[0]
    operations.write_item(
        actor=OFFICE, item=item, values={"decision": "Der Rat bittet.\n\nUnd hofft."}
    )
    item.refresh_from_db()
    assert item.resolution_text == ""
    item.result = "adopted"
    item.save()
    operations.write_item(actor=OFFICE, item=item, values={"decision": "Der Rat <b>bittet</b>."})
    item.refresh_from_db()
    assert "bittet" in item.resolution_text


def test_nothing_is_written_before_the_opening() -> None:
    item = AgendaItemFactory()
    with pytest.raises(ValidationError, match="Eröffnen Sie erst"):
        operations.write_item(actor=OFFICE, item=item, values={"notes": "x"})


def test_times_are_corrected_but_never_turned_round() -> None:
    of = running()
    item = of.items[0]
    operations.set_item_times(
        actor=OFFICE, item=item, called_at=minutes(1), ended_at=minutes(31), is_question_time=True
    )
    found = record(of, 0)
    assert (found.called_at, found.ended_at, found.is_question_time) == (
        minutes(1),
        minutes(31),
        True,
    )
    for called in (None, minutes(40)):
        with pytest.raises(ValidationError, match="vor seinem Aufruf"):
            operations.set_item_times(
                actor=OFFICE, item=item, called_at=called, ended_at=minutes(31)
            )
    operations.set_item_times(actor=OFFICE, item=item, called_at=None, ended_at=None)


def test_results_without_a_vote() -> None:
    of = running()
    item = of.items[0]
    operations.set_result(actor=OFFICE, item=item, result="adjourned")
    item.refresh_from_db()
    assert item.result == "adjourned"
    with pytest.raises(ValidationError, match="folgt aus einer Abstimmung"):
        operations.set_result(actor=OFFICE, item=item, result="adopted")


def test_the_quorum_is_presumed_until_found_lacking() -> None:
    of = running(present=4)
    roll = roll_of(OFFICE, of.sitting)
    assert quorum_of(of.fresh(), roll, of.rules).standing is Standing.PRESUMED
    vote = operations_votes.open_vote(actor=OFFICE, sitting=of.sitting, items=[of.items[0]])
    operations_votes.void_vote(actor=OFFICE, vote=vote)
    operations.find_quorum_lacking(actor=OFFICE, sitting=of.sitting)
    with pytest.raises(ValidationError, match="schon festgestellt"):
        operations.find_quorum_lacking(actor=OFFICE, sitting=of.sitting)
    with pytest.raises(ValidationError, match="4 anwesend, 5 nötig"):
        operations_votes.open_vote(actor=OFFICE, sitting=of.sitting, items=[of.items[0]])
    with pytest.raises(ValidationError, match="erst 4"):
        operations.find_quorum_again(actor=OFFICE, sitting=of.sitting)
    operations_attendance.arrive(actor=OFFICE, participant=of.members[5])
    operations.find_quorum_again(actor=OFFICE, sitting=of.sitting, at=minutes(16))
    row = of.fresh()
    assert row.lacks_quorum_since is None
    assert row.quorum_note == (
        "16:15 Uhr: nicht beschlussfähig, 4 anwesend, 5 nötig. "
        "16:16 Uhr: wieder beschlussfähig, 5 anwesend."
    )
    with pytest.raises(ValidationError, match="nicht verneint"):
        operations.find_quorum_again(actor=OFFICE, sitting=of.sitting)
    with pytest.raises(ValidationError, match="nötig sind 5"):
        operations.find_quorum_lacking(actor=OFFICE, sitting=of.sitting)


def test_a_second_call_needs_no_number() -> None:
    meeting = plenary(5)
    sitting = operations.open_sitting(actor=OFFICE, meeting=meeting, is_second_call=True)
    with pytest.raises(ValidationError, match="zum zweiten Mal"):
        operations.find_quorum_lacking(actor=OFFICE, sitting=sitting)


def test_the_filled_seats_count_where_the_rules_say_so() -> None:
    of = running(seats=6, quorum_base="filled")
    of.meeting.term.seats_elected = 20
    of.meeting.term.save()
    roll = roll_of(OFFICE, of.sitting)
    assert quorum_of(of.fresh(), roll, of.rules).base == 6
    of.rules.quorum_base = "statutory"
    assert quorum_of(of.fresh(), roll, of.rules).base == 20
    of.meeting.organization.organization_type = "working_group"
    of.meeting.organization.save()
    assert quorum_of(of.fresh(), roll, of.rules).base == 6


def test_closing_ends_the_item_and_the_session() -> None:
    of = running()
    operations.call_item(actor=OFFICE, sitting=of.sitting, item=of.items[0], at=minutes(5))
    with pytest.raises(ValidationError, match="nicht geschlossen"):
        operations.reopen_sitting(actor=OFFICE, sitting=of.sitting)
    with pytest.raises(ValidationError, match="vor der Eröffnung"):
        operations.close_sitting(actor=OFFICE, sitting=of.sitting, at=minutes(-5))
    operations.close_sitting(actor=OFFICE, sitting=of.sitting, at=minutes(60))
    row = of.fresh()
    assert (row.closed_at, row.current_item, row.meeting.state) == (minutes(60), None, "held")
    assert row.meeting.end_at == minutes(60)
    assert record(of, 0).ended_at == minutes(60)
    assert moment_for(row) < minutes(60)
    assert len(roll_of(OFFICE, row).present(moment_for(row))) == 9
    with pytest.raises(ValidationError, match="schon geschlossen"):
        operations.close_sitting(actor=OFFICE, sitting=of.sitting)
    operations.reopen_sitting(actor=OFFICE, sitting=of.sitting)
    row = of.fresh()
    assert (row.closed_at, row.meeting.state, row.meeting.end_at) == (None, "running", None)


def test_a_session_can_be_broken_off() -> None:
    of = running()
    vote = operations_votes.open_vote(actor=OFFICE, sitting=of.sitting, items=[of.items[0]])
    with pytest.raises(ValidationError, match="noch läuft"):
        operations.break_off_sitting(actor=OFFICE, sitting=of.sitting)
    operations_votes.void_vote(actor=OFFICE, vote=vote)
    operations.break_off_sitting(actor=OFFICE, sitting=of.sitting)
    assert of.fresh().is_broken_off


def test_nothing_changes_once_higher_apps_lock_it(monkeypatch: pytest.MonkeyPatch) -> None:
    of = running()
    monkeypatch.setattr(locks, "_locks", [])
    locks.register(lambda _sitting: "")
    lock = lambda sitting: "Die Niederschrift ist unterschrieben."  # noqa: E731
    locks.register(lock)
    locks.register(lock)
    assert len(locks._locks) == 2
    with pytest.raises(ValidationError, match="unterschrieben"):
        operations.close_sitting(actor=OFFICE, sitting=of.sitting)
    assert locks.why_locked(of.sitting).startswith("Die Niederschrift")


def test_what_is_read_takes_few_queries(django_assert_num_queries: object) -> None:
    of = running(seats=3)
    meeting = Meeting.objects.select_related("term", "organization").get(pk=of.meeting.pk)
    with django_assert_num_queries(5):  # type: ignore[operator]
        row = sitting_of(OFFICE, meeting)
        assert row is not None
        roll = roll_of(OFFICE, row)
        assert len(roll.by_id) == 6
        quorum_of(row, roll, of.rules)
        items_of(OFFICE, row)
    assert sitting_of(OFFICE, MeetingFactory()) is None
