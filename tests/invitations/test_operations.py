from __future__ import annotations

import datetime as dt
import json

import pytest
from django.core.exceptions import ValidationError

from mitsprache.audit.models import Entry as AuditEntry
from mitsprache.council.enums import MembershipKind
from mitsprache.council.models import RulesOfProcedure
from mitsprache.invitations import frozen, operations, people, queries, tasks
from mitsprache.invitations.enums import Capacity, Channel, DeliveryState, Purpose, Reply
from mitsprache.invitations.models import AgendaVersion, Delivery, Invitation, Link, SupportRequest
from mitsprache.invitations.permissions import Opened, token_hash
from mitsprache.kernel import clock, jobs
from mitsprache.kernel.access import PermissionRefused, may
from mitsprache.kernel.actor import ANONYMOUS
from mitsprache.kernel.job_models import Job
from mitsprache.meetings.operations import meeting as meetings
from tests.factories.accounts import UserFactory
from tests.factories.council import OrganizationFactory, PersonFactory
from tests.factories.invitations import EARLY, OFFICE, START, deputy, invited, member, of, session
from tests.factories.meetings import AgendaItemFactory, MeetingFactory, at

pytestmark = pytest.mark.django_db


def refused(error: pytest.ExceptionInfo[ValidationError]) -> str:
    return " ".join(error.value.messages)


def sent(name: str) -> list[str]:
    return list(of(name).deliveries.order_by("pk").values_list("purpose", flat=True))


def test_everybody_of_the_body_is_invited_once() -> None:
    ada, bao = member("Ada"), member("Bao", email="")
    deputy("Cem", ada)
    member("Dia", kind=MembershipKind.ADVISORY, voting_right=False)
    member("Eva", start_date=dt.date(2017, 1, 1))  # not yet a member on that day
    member("Fee", organization=OrganizationFactory())  # of another body
    MeetingFactory(organization=bao.organization)
    meeting = session()
    version = invited(meeting)
    assert {row.person.family_name: row.capacity for row in Invitation.objects.all()} == {
        "Ada": Capacity.MEMBER,
        "Bao": Capacity.MEMBER,
        "Cem": Capacity.DEPUTY,
        "Dia": Capacity.ADVISORY,
    }
    assert meeting.state == "invited"
    assert (version.number, version.sent_by) == (1, "test")
    channels = {row.invitation.person.family_name: row.channel for row in Delivery.objects.all()}
    assert channels == {"Ada": "mail", "Bao": "letter", "Cem": "mail", "Dia": "mail"}
    assert Job.objects.filter(name="invitations.send").count() == 3


def test_somebody_with_two_memberships_is_invited_for_the_stronger_one() -> None:
    ada = member("Ada")
    both = deputy("Cem", ada)
    member_too = member("Bao")
    both.person = member_too.person
    both.save()
    invited(session())
    assert of("Bao").membership == member_too
    assert Invitation.objects.count() == 2


def test_a_second_invitation_is_refused() -> None:
    member("Ada")
    meeting = session()
    invited(meeting)
    with pytest.raises(ValidationError) as error:
        invited(meeting)
    assert "Nachträge" in refused(error)
    assert Delivery.objects.count() == 1


def test_a_session_put_back_to_planned_is_not_invited_to_twice() -> None:
    member("Ada")
    meeting = session()
    invited(meeting)
    meetings.update(actor=OFFICE, record=meeting, values={"state": "planned"})
    with pytest.raises(ValidationError):
        invited(meeting)


def test_a_session_that_is_only_called_invited_can_be_invited_to() -> None:
    member("Ada")
    assert invited(session(state="invited")).number == 1


@pytest.mark.parametrize("state", ["running", "held", "cancelled"])
def test_nobody_is_invited_to_what_is_over(state: str) -> None:
    member("Ada")
    with pytest.raises(ValidationError):
        invited(session(state=state))


def test_an_empty_agenda_is_refused() -> None:
    member("Ada")
    meeting = session()
    meeting.items.all().delete()
    with pytest.raises(ValidationError) as error:
        invited(meeting)
    assert "Tagesordnung ist leer" in refused(error)


def test_a_body_without_members_is_refused_and_nothing_is_kept() -> None:
    meeting = session()
    with pytest.raises(ValidationError) as error:
        invited(meeting)
    assert "keine Mitglieder" in refused(error)
    assert not AgendaVersion.objects.exists()


def test_too_late_is_refused_without_a_reason_and_kept_with_one() -> None:
    member("Ada")
    meeting = session()
    late = at("2016-12-01", 9)
    with clock.stopped(late):
        assert frozen.last_day(meeting) == dt.date(2016, 11, 27)
        with pytest.raises(ValidationError) as error:
            operations.send(actor=OFFICE, meeting=meeting, urgent_reason="  ")
        assert "urgent_reason" in error.value.message_dict
        version = operations.send(actor=OFFICE, meeting=meeting, urgent_reason="Brand im Heim")
    assert version.urgent_reason == "Brand im Heim"


def test_later_than_urgent_is_refused_altogether() -> None:
    member("Ada")
    with clock.stopped(START - dt.timedelta(hours=47)), pytest.raises(ValidationError) as error:
        operations.send(actor=OFFICE, meeting=session(), urgent_reason="Brand im Heim")
    assert "48 Stunden" in refused(error)


def test_in_time_no_reason_is_kept() -> None:
    member("Ada")
    with clock.stopped(EARLY):
        version = operations.send(actor=OFFICE, meeting=session(), urgent_reason="gar nicht eilig")
    assert version.urgent_reason == ""


def test_without_rules_the_usual_ones_hold() -> None:
    meeting = session()
    RulesOfProcedure.objects.all().delete()
    assert frozen.last_day(meeting) == dt.date(2016, 11, 27)


def test_the_agenda_is_kept_as_it_was_sent() -> None:
    member("Ada")
    meeting = session()
    version = invited(meeting)
    item = meeting.items.order_by("position").first()
    assert item
    item.title = "Etwas anderes"
    item.save()
    version.refresh_from_db()
    titles = [(entry.number, entry.title) for entry in frozen.entries_of(version.agenda)]
    assert titles == [("1", "Haushalt"), ("2", "Wahlrecht"), ("3", "Personalie Geheimrat")]


def test_a_supplement_goes_to_all_and_needs_a_change() -> None:
    ada = member("Ada")
    meeting = session()
    invited(meeting)
    with clock.stopped(EARLY), pytest.raises(ValidationError) as error:
        operations.supplement(actor=OFFICE, meeting=meeting)
    assert "nichts geändert" in refused(error)
    AgendaItemFactory(meeting=meeting, position=9, title="Dringendes")
    member("Neu", organization=ada.organization)
    with clock.stopped(EARLY):
        version = operations.supplement(actor=OFFICE, meeting=meeting, message="Bitte lesen")
    assert (version.number, version.message) == (2, "Bitte lesen")
    assert sent("Ada") == [Purpose.INVITE, Purpose.SUPPLEMENT]
    assert sent("Neu") == [Purpose.SUPPLEMENT]
    last = frozen.before(version)
    assert last
    assert [c.entry.title for c in frozen.changes_between(last.agenda, version.agenda)] == [
        "Dringendes"
    ]


def test_another_time_or_place_is_reason_enough_for_a_supplement() -> None:
    member("Ada")
    meeting = session()
    invited(meeting)
    meetings.update(actor=OFFICE, record=meeting, values={"room": "Saal 2"})
    with clock.stopped(EARLY):
        version = operations.supplement(actor=OFFICE, meeting=meeting)
    last = frozen.before(version)
    assert last
    assert frozen.is_rearranged(last.agenda, version.agenda)


def test_a_supplement_to_a_planned_session_is_refused() -> None:
    member("Ada")
    with clock.stopped(EARLY), pytest.raises(ValidationError) as error:
        operations.supplement(actor=OFFICE, meeting=session())
    assert "zu der eingeladen ist" in refused(error)


# Answers


def answer(name: str, reply: Reply) -> None:
    with clock.stopped(EARLY):
        operations.note_reply(actor=OFFICE, invitation=of(name), reply=reply)


def test_a_decline_calls_the_personal_deputy() -> None:
    ada, bao = member("Ada"), member("Bao")
    deputy("Cem", ada)
    deputy("Dia", bao)
    invited(session())
    answer("Ada", Reply.DECLINED)
    assert of("Cem").stands_in_for == of("Ada")
    assert sent("Cem") == [Purpose.INVITE, Purpose.CALL]
    assert of("Dia").stands_in_for is None
    assert of("Cem").sees_all
    assert not of("Dia").sees_all


def test_a_deputy_that_is_sent_is_called_too_and_only_once() -> None:
    deputy("Cem", member("Ada"))
    invited(session())
    answer("Ada", Reply.DEPUTY)
    answer("Ada", Reply.DECLINED)
    assert sent("Cem") == [Purpose.INVITE, Purpose.CALL]


def test_a_member_that_comes_after_all_releases_the_deputy_who_can_be_called_again() -> None:
    deputy("Cem", member("Ada"))
    invited(session())
    for reply in (Reply.DECLINED, Reply.ACCEPTED, Reply.DECLINED):
        answer("Ada", reply)
    assert sent("Cem") == [Purpose.INVITE, Purpose.CALL, Purpose.RELEASE, Purpose.CALL]
    rounds = of("Cem").deliveries.filter(purpose=Purpose.CALL).values_list("round", flat=True)
    assert sorted(rounds) == [1, 2]


def test_a_deputy_that_refused_is_not_told_that_it_is_released() -> None:
    deputy("Cem", member("Ada"))
    invited(session())
    answer("Ada", Reply.DECLINED)
    answer("Cem", Reply.DECLINED)
    answer("Ada", Reply.ACCEPTED)
    assert sent("Cem") == [Purpose.INVITE, Purpose.CALL]


def test_when_a_deputy_refuses_the_next_one_is_called() -> None:
    ada = member("Ada")
    deputy("Cem", ada)
    deputy("Dia", ada, start_date=dt.date(2015, 1, 1))
    invited(session())
    answer("Ada", Reply.DECLINED)
    assert [of("Cem").is_called, of("Dia").is_called] == [True, False]
    answer("Cem", Reply.DECLINED)
    assert [of("Cem").is_called, of("Dia").is_called] == [True, True]


def test_a_deputy_that_said_no_beforehand_is_not_called() -> None:
    deputy("Cem", member("Ada"))
    invited(session())
    answer("Cem", Reply.DECLINED)
    answer("Ada", Reply.DECLINED)
    assert sent("Cem") == [Purpose.INVITE]


def test_deputies_of_a_list_stand_in_for_each_of_its_members() -> None:
    meeting = session()
    RulesOfProcedure.objects.update(deputies_are_personal=False)
    list_a, list_b = OrganizationFactory(), OrganizationFactory()
    member("Ada", on_behalf_of=list_a)
    member("Cem", on_behalf_of=list_b, kind=MembershipKind.DEPUTY, voting_right=False)
    member("Dia", on_behalf_of=list_a, kind=MembershipKind.DEPUTY, voting_right=False)
    invited(meeting)
    answer("Ada", Reply.DECLINED)
    assert [of("Cem").is_called, of("Dia").is_called] == [False, True]


def test_a_member_without_a_deputy_can_not_send_one() -> None:
    member("Ada")
    invited(session())
    with pytest.raises(ValidationError) as error:
        answer("Ada", Reply.DEPUTY)
    assert "nicht möglich" in refused(error)
    answer("Ada", Reply.DECLINED)
    assert of("Ada").reply == Reply.DECLINED


def test_no_answer_is_no_answer() -> None:
    member("Ada")
    invited(session())
    with pytest.raises(ValidationError):
        answer("Ada", Reply.NONE)


def test_answers_can_be_changed_until_the_session_begins() -> None:
    member("Ada")
    meeting = session()
    invited(meeting)
    for seconds, allowed in ((-1, True), (0, False)):
        with clock.stopped(START + dt.timedelta(seconds=seconds)):
            assert frozen.can_reply(meeting) is allowed
    with clock.stopped(START), pytest.raises(ValidationError) as error:
        operations.note_reply(actor=OFFICE, invitation=of("Ada"), reply=Reply.ACCEPTED)
    assert "bis die Sitzung beginnt" in refused(error)


def test_the_same_answer_again_changes_nothing() -> None:
    member("Ada")
    invited(session())
    answer("Ada", Reply.ACCEPTED)
    before = AuditEntry.objects.count()
    answer("Ada", Reply.ACCEPTED)
    assert AuditEntry.objects.count() == before


def test_only_who_holds_a_link_answers_by_it() -> None:
    member("Ada")
    member("Bao")
    invited(session())
    Link.objects.create(
        invitation=of("Ada"), token_hash=token_hash("adas-token"), created_at=clock.now()
    )
    for opened in (Opened(of("Ada"), "guess"), Opened(of("Bao"), "adas-token")):
        with pytest.raises(PermissionRefused):
            operations.reply(actor=ANONYMOUS, opened=opened, reply=Reply.ACCEPTED)
    with clock.stopped(EARLY):
        opened = Opened(of("Ada"), "adas-token")
        operations.reply(actor=ANONYMOUS, opened=opened, reply=Reply.ACCEPTED)
    assert of("Ada").reply == Reply.ACCEPTED
    assert not may(ANONYMOUS, "invitations.reply", of("Ada"))


# Forecast


def test_the_forecast_counts_seats_and_deputies() -> None:
    members = [member(name) for name in ("Ada", "Bao", "Cem", "Dia")]
    deputy("Eva", members[1])
    meeting = session()
    meeting.term.seats_elected, meeting.term.seats_appointed = 4, 0
    meeting.term.save()
    invited(meeting)
    answer("Ada", Reply.ACCEPTED)
    answer("Bao", Reply.DECLINED)
    answer("Cem", Reply.DECLINED)
    rows = queries.invitations_of(OFFICE, meeting)
    found = people.outlook(meeting, rows)
    assert (found.needed, found.yes, found.open, found.no) == (3, 1, 2, 1)
    answer("Eva", Reply.ACCEPTED)
    assert people.outlook(meeting, queries.invitations_of(OFFICE, meeting)).yes == 2
    answer("Eva", Reply.DECLINED)
    assert people.outlook(meeting, queries.invitations_of(OFFICE, meeting)).no == 2


def test_a_working_group_needs_more_than_half_of_its_members() -> None:
    group = OrganizationFactory(organization_type="working_group")
    for name in ("Ada", "Bao", "Cem"):
        member(name, organization=group)
    meeting = session(organization=group)
    invited(meeting)
    assert people.outlook(meeting, queries.invitations_of(OFFICE, meeting)).needed == 2


# Reminders, cancellation


def test_who_is_silent_is_reminded_once() -> None:
    ada = member("Ada")
    member("Bao")
    deputy("Cem", ada)
    invited(session())
    answer("Bao", Reply.ACCEPTED)
    Delivery.objects.update(state=DeliveryState.SENT, sent_at=EARLY)
    for moment in (at("2016-12-02"), at("2016-12-03"), at("2016-12-04")):
        with clock.stopped(moment):
            tasks.remind()
    assert sent("Ada") == [Purpose.INVITE, Purpose.REMIND]
    assert sent("Bao") == [Purpose.INVITE]
    assert sent("Cem") == [Purpose.INVITE]


def test_nobody_is_reminded_too_early_or_on_the_day_of_the_invitation() -> None:
    member("Ada")
    meeting = session()
    invited(meeting)
    with clock.stopped(at("2016-12-02", 23)):
        tasks.remind()
    Delivery.objects.update(state=DeliveryState.SENT, sent_at=at("2016-12-03", 8))
    with clock.stopped(at("2016-12-03", 9)):
        tasks.remind()
    RulesOfProcedure.objects.update(reminder_days=0)
    with clock.stopped(at("2016-12-05")):
        tasks.remind()
    assert sent("Ada") == [Purpose.INVITE]


def test_a_session_that_was_not_invited_to_reminds_nobody() -> None:
    meeting = session(state="invited")
    with clock.stopped(at("2016-12-05")):
        tasks.remind()
        operations.remind(actor=OFFICE, meeting=meeting)
    assert not Delivery.objects.exists()


def test_a_cancelled_session_is_told_to_all_who_were_invited_once() -> None:
    deputy("Cem", member("Ada"))
    meeting = session()
    invited(meeting)
    for note in ("<p>Wegen Schnee.</p>", "<p>Wegen Eis.</p>"):
        meetings.update(actor=OFFICE, record=meeting, values={"state": "cancelled", "note": note})
    assert sent("Ada") == [Purpose.INVITE, Purpose.CANCEL]
    assert sent("Cem") == [Purpose.INVITE, Purpose.CANCEL]


def test_a_planned_session_is_cancelled_in_silence() -> None:
    member("Ada")
    meeting = session()
    meetings.update(actor=OFFICE, record=meeting, values={"state": "cancelled"})
    assert not Delivery.objects.exists()


# Support


REQUEST = {
    "kind": "interpreter",
    "language": "Tamil",
    "text": "Ich höre schlecht.",
    "name": "Frau Geheim",
    "contact": "geheim@post.example",
}


def test_support_is_asked_for_until_the_last_day() -> None:
    meeting = session()
    with clock.stopped(at("2016-11-26", 23)):
        assert frozen.last_day_for_support(meeting) == dt.date(2016, 11, 26)
        operations.ask_support(actor=ANONYMOUS, meeting=meeting, values=REQUEST)
    with clock.stopped(at("2016-11-27", 0)), pytest.raises(ValidationError) as error:
        operations.ask_support(actor=ANONYMOUS, meeting=meeting, values=REQUEST)
    assert "Frist ist vorbei" in refused(error)


def test_nobody_asks_for_support_at_a_session_that_is_not_public() -> None:
    meeting = session(is_public=False)
    with clock.stopped(EARLY), pytest.raises(PermissionRefused):
        operations.ask_support(actor=ANONYMOUS, meeting=meeting, values=REQUEST)


def test_the_log_does_not_keep_who_asked_for_what() -> None:
    meeting = session()
    with clock.stopped(EARLY):
        request = operations.ask_support(actor=ANONYMOUS, meeting=meeting, values=REQUEST)
    operations.settle_support(actor=OFFICE, request=request, settled=True)
    with clock.stopped(START + dt.timedelta(days=15)):
        tasks.forget()
    assert not SupportRequest.objects.exists()
    log = json.dumps(list(AuditEntry.objects.values()), default=str, ensure_ascii=False)
    for value in REQUEST.values():
        assert value not in log
    assert "•••" in log


def test_requests_are_kept_as_long_as_the_rules_say() -> None:
    meeting = session()
    with clock.stopped(EARLY):
        operations.ask_support(actor=ANONYMOUS, meeting=meeting, values=REQUEST)
    with clock.stopped(START + dt.timedelta(days=14)):
        tasks.forget()
    assert SupportRequest.objects.exists()


def test_only_the_office_reads_requests() -> None:
    meeting = session()
    with clock.stopped(EARLY):
        operations.ask_support(actor=ANONYMOUS, meeting=meeting, values=REQUEST)
    assert queries.open_requests(OFFICE) == 1
    assert queries.open_requests(ANONYMOUS) == 0


def test_answers_are_deleted_after_the_months_that_the_rules_name() -> None:
    member("Ada")
    invited(session())
    with clock.stopped(at("2018-12-06")):
        tasks.forget()
    assert Invitation.objects.exists()
    with clock.stopped(at("2018-12-07")):
        tasks.forget()
    assert not Invitation.objects.exists()
    assert AgendaVersion.objects.exists()


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2016-12-06", 24, "2018-12-06"),
        ("2016-01-31", 1, "2016-02-29"),
        ("2016-05-31", 0, "2016-05-31"),
    ],
)
def test_months_later(day: str, months: int, later: str) -> None:
    assert queries.later_by_months(dt.date.fromisoformat(day), months).isoformat() == later


# Who is reached how


def test_language_and_address_of_a_person() -> None:
    user = UserFactory(email="konto@rat.example", language="en")
    assert people.language_of(PersonFactory(languages="xx, tr, de")) == "tr"
    assert people.language_of(PersonFactory()) == "de"
    with_account = PersonFactory(email="", user=user)
    assert people.language_of(with_account) == "en"
    assert people.address_of(with_account) == "konto@rat.example"
    assert people.address_of(PersonFactory()) == ""


def test_visitors_see_nothing_of_invitations() -> None:
    member("Ada")
    meeting = session()
    invited(meeting)
    delivery = Delivery.objects.get()
    assert queries.invitations_of(ANONYMOUS, meeting) == []
    assert queries.delivery_of(ANONYMOUS, delivery.pk) is None
    assert queries.invitation_of(ANONYMOUS, of("Ada").pk) is None
    assert not queries.meetings(ANONYMOUS).exists()
    assert not queries.support_requests(ANONYMOUS).exists()
    assert queries.delivery_of(OFFICE, delivery.pk) == delivery
    assert queries.invitation_of(OFFICE, of("Ada").pk) == of("Ada")
    assert queries.meetings(OFFICE).exists()


def test_a_letter_needs_no_job() -> None:
    member("Ada", email="")
    invited(session())
    assert Delivery.objects.get().channel == Channel.LETTER
    assert jobs.run_waiting() == 0
