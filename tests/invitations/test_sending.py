"""Invitations over a real mail server: what arrives, what fails, and that nothing arrives twice."""

from __future__ import annotations

import re
import smtplib
from collections.abc import Iterator

import pytest
from django.core.exceptions import ValidationError
from icalendar import Calendar

from mitsprache.council.enums import MembershipKind, OrganizationType
from mitsprache.invitations import dispatch, operations, operations_delivery, tasks
from mitsprache.invitations.enums import DeliveryState, Purpose, Reply
from mitsprache.invitations.models import Delivery, Link
from mitsprache.invitations.permissions import token_hash
from mitsprache.kernel import clock, jobs
from mitsprache.kernel.job_models import Job, JobState
from mitsprache.meetings.operations import meeting as meetings
from tests.factories.council import OrganizationFactory
from tests.factories.invitations import EARLY, OFFICE, deputy, invited, member, of, session
from tests.factories.meetings import AgendaItemFactory
from tests.tools.smtp import MailServer, mail_server, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(settings) -> Iterator[MailServer]:
    with mail_server(settings) as running:
        yield running


@pytest.fixture(autouse=True)
def _early() -> Iterator[None]:
    with clock.stopped(EARLY):
        yield


def work() -> None:
    jobs.run_waiting()


def state_of(name: str) -> tuple[str, str]:
    row = of(name).deliveries.get()
    return row.state, row.reason


def tokens_in(text: str) -> list[str]:
    return re.findall(r"/einladung/([\w-]+)/", text)


def test_each_gets_one_mail_with_link_and_calendar(server: MailServer) -> None:
    OrganizationFactory(
        organization_type=OrganizationType.OFFICE, name="Geschäftsstelle", email="buero@rat.example"
    )
    member("Ada")
    member("Bao")
    invited(session(name="27. Sitzung"))
    work()
    work()
    assert sorted(mail["To"] for mail in server.mails) == ["ada@rat.example", "bao@rat.example"]
    (mail,) = server.to("ada@rat.example")
    text = text_of(mail)
    assert mail["Subject"] == "Einladung: 27. Sitzung am 06.12.2016"
    assert mail["Reply-To"] == "buero@rat.example"
    assert "Dienstag, 6. Dezember 2016, 16:00 Uhr" in text
    assert "1 Haushalt\n2 Wahlrecht\n" in text
    assert "\n\n\n" not in text
    (token,) = tokens_in(text)
    assert Link.objects.get(token_hash=token_hash(token)).invitation == of("Ada")
    (calendar,) = mail.iter_attachments()
    assert calendar.get_content_type() == "text/calendar"
    (event,) = Calendar.from_ical(calendar.get_content()).walk("VEVENT")
    assert event["SUMMARY"] == "27. Sitzung"
    assert state_of("Ada") == (DeliveryState.SENT, "")


def test_no_mail_holds_the_non_public_part_or_another_ones_link(server: MailServer) -> None:
    deputy("Cem", member("Ada"))
    member("Dia", kind=MembershipKind.ADVISORY, voting_right=False)
    invited(session())
    work()
    assert len(server.mails) == 3
    links = [tokens_in(text_of(mail)) for mail in server.mails]
    assert len({token for found in links for token in found}) == 3
    for mail in server.mails:
        assert "Geheimrat" not in mail.as_string()
        assert "nichtöffentlicher Teil" in text_of(mail)
    (to_member,) = server.to("ada@rat.example")
    (to_advisory,) = server.to("dia@rat.example")
    assert "steht hinter Ihrem Link" in text_of(to_member)
    assert "steht hinter Ihrem Link" not in text_of(to_advisory)


def test_the_token_is_kept_nowhere_in_the_clear(server: MailServer, caplog) -> None:
    from mitsprache.audit.models import Entry

    member("Ada")
    invited(session())
    work()
    (token,) = tokens_in(text_of(server.mails[0]))
    kept = [*Link.objects.values_list("token_hash", flat=True)]
    kept += [str(row) for row in Job.objects.values()]
    kept += [str(row) for row in Entry.objects.values()]
    assert not [text for text in kept if token in text or token_hash(token) in text][1:]
    assert token not in caplog.text


def test_a_member_gets_the_language_it_speaks(server: MailServer) -> None:
    member("Ada", languages="tr, de")
    meeting = session()
    item = meeting.items.get(title="Haushalt")
    from mitsprache.kernel.text import source_hash

    item.translations = {
        "tr": {
            "title": {
                "text": "Bütçe",
                "of": source_hash("Haushalt"),
                "state": "checked",
                "by": "",
                "at": "",
            }
        }
    }
    item.save()
    invited(meeting)
    work()
    (mail,) = server.mails
    assert "Bütçe" in text_of(mail)
    assert "2 Wahlrecht" in text_of(mail)
    assert mail["Content-Language"] == "tr"
    assert "/tr/einladung/" in text_of(mail)


def test_a_called_deputy_learns_whom_it_stands_in_for(server: MailServer) -> None:
    deputy("Cem", member("Ada"))
    invited(session())
    with clock.stopped(EARLY):
        operations.note_reply(actor=OFFICE, invitation=of("Ada"), reply=Reply.DECLINED)
    work()
    informed, called = [text_of(mail) for mail in server.to("cem@rat.example")]
    assert "als Stellvertretung" in informed
    assert "Mina Ada kann nicht" in called
    with clock.stopped(EARLY):
        operations.note_reply(actor=OFFICE, invitation=of("Ada"), reply=Reply.ACCEPTED)
    work()
    assert "Sie müssen nicht kommen" in text_of(server.to("cem@rat.example")[-1])


def test_a_supplement_says_what_changed_and_hints_at_the_rest(server: MailServer) -> None:
    deputy("Cem", member("Ada"))
    meeting = session()
    invited(meeting)
    AgendaItemFactory(meeting=meeting, position=1, key="neu", title="Neues Thema")
    AgendaItemFactory(meeting=meeting, position=9, key="geheim", title="Geheimsache", public=False)
    meeting.items.filter(title="Wahlrecht").delete()
    meetings.update(actor=OFFICE, record=meeting, values={"room": "Saal 2"})
    with clock.stopped(EARLY):
        operations.supplement(actor=OFFICE, meeting=meeting, message="Bitte beachten.")
    work()
    text = text_of(server.to("ada@rat.example")[-1])
    assert "- Neu: 2 Neues Thema\n- Entfällt: 2 Wahlrecht\n- Im nichtöffentlichen Teil" in text
    assert "Zeit oder Ort haben sich geändert" in text
    assert "Bitte beachten." in text
    assert "Geheim" not in text
    assert "Im nichtöffentlichen Teil" not in text_of(server.to("cem@rat.example")[-1])


def test_an_urgent_invitation_states_its_reason(server: MailServer) -> None:
    member("Ada")
    from tests.factories.meetings import at

    with clock.stopped(at("2016-12-01")):
        operations.send(actor=OFFICE, meeting=session(), urgent_reason="Brand im Heim")
    work_at = at("2016-12-01")
    with clock.stopped(work_at):
        jobs.run_waiting()
    assert "Brand im Heim" in text_of(server.mails[0])


def test_a_cancellation_cancels_the_entry_in_the_calendar(server: MailServer) -> None:
    member("Ada")
    meeting = session()
    invited(meeting)
    meetings.update(actor=OFFICE, record=meeting, values={"state": "cancelled"})
    work()
    mail = server.mails[-1]
    assert mail["Subject"].startswith("Abgesagt: ")
    (calendar,) = mail.iter_attachments()
    assert "STATUS:CANCELLED" in calendar.get_content()
    assert "einladung" not in text_of(mail)


def test_a_session_that_is_not_public_has_no_public_link_in_the_calendar(
    server: MailServer,
) -> None:
    member("Ada")
    invited(session(is_public=False))
    work()
    (calendar,) = server.mails[0].iter_attachments()
    assert "URL:" not in calendar.get_content()
    assert "/sitzungen/" not in calendar.get_content()


# Faults


def test_a_server_that_is_down_is_shown_and_tried_again_by_itself(settings) -> None:
    member("Ada")
    with mail_server(settings) as server:
        pass
    invited(session())
    work()
    state, reason = state_of("Ada")
    assert state == DeliveryState.FAILED
    assert "nicht erreichbar" in reason
    assert of("Ada").deliveries.get().will_retry
    with mail_server(settings) as server:
        with clock.stopped(EARLY + jobs.pause(1)):
            jobs.run_waiting()
        assert len(server.mails) == 1
    assert state_of("Ada") == (DeliveryState.SENT, "")


def test_a_server_that_stays_down_leaves_it_to_the_office(settings) -> None:
    member("Ada")
    with mail_server(settings):
        pass
    invited(session())
    for hours in range(6):
        with clock.stopped(EARLY + hours * jobs.LONGEST_PAUSE):
            jobs.run_waiting()
    assert Job.objects.get(name="invitations.send").state == JobState.FAILED
    delivery = of("Ada").deliveries.get()
    assert (delivery.state, delivery.attempts) == (DeliveryState.FAILED, 5)
    assert delivery.can_be_sent_again
    with mail_server(settings) as server:
        operations_delivery.send_again(actor=OFFICE, delivery=delivery)
        work()
        assert len(server.mails) == 1


def test_an_address_that_is_refused_fails_at_once_and_can_be_corrected(server: MailServer) -> None:
    person = member("Ada").person
    server.refuse["ada@rat.example"] = "550 no such user"
    invited(session())
    work()
    state, reason = state_of("Ada")
    assert (state, reason) == (DeliveryState.FAILED, "Der Mailserver lehnte ab: 550 no such user")
    delivery = of("Ada").deliveries.get()
    assert not delivery.will_retry
    person.email = ""
    person.save()
    with pytest.raises(ValidationError, match="keine E-Mail-Adresse"):
        operations_delivery.send_again(actor=OFFICE, delivery=of("Ada").deliveries.get())
    person.email = "neu@rat.example"
    person.save()
    operations_delivery.send_again(actor=OFFICE, delivery=of("Ada").deliveries.get())
    work()
    assert len(server.to("neu@rat.example")) == 1


def test_a_server_that_says_not_now_is_asked_again(server: MailServer) -> None:
    member("Ada")
    server.refuse["ada@rat.example"] = "450 try later"
    invited(session())
    work()
    assert of("Ada").deliveries.get().will_retry
    server.refuse.clear()
    with clock.stopped(EARLY + jobs.pause(1)):
        jobs.run_waiting()
    assert len(server.mails) == 1


@pytest.mark.parametrize(
    ("error", "words", "again"),
    [
        (smtplib.SMTPServerDisconnected("gone"), "brach ab", False),
        (TimeoutError("timed out"), "brach ab", False),
        (smtplib.SMTPDataError(552, b"too big"), "552 too big", False),
        (smtplib.SMTPDataError(451, b"later"), "451 later", True),
    ],
)
def test_what_fails_while_the_mail_is_spoken(
    server: MailServer, monkeypatch: pytest.MonkeyPatch, error: Exception, words: str, again: bool
) -> None:
    def fail(*_args: object, **_more: object) -> None:
        raise error

    monkeypatch.setattr(smtplib.SMTP, "sendmail", fail)
    member("Ada")
    invited(session())
    work()
    delivery = of("Ada").deliveries.get()
    assert words in delivery.reason
    assert delivery.will_retry is again


class Killed(BaseException):
    """Ends the attempt like a kill: nothing after it runs."""


def test_a_worker_killed_while_sending_sends_nothing_twice(
    server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    member("Ada")
    invited(session())
    row = Job.objects.get(name="invitations.send")
    real = dispatch.hand_over

    def killed_after(message: object) -> None:
        real(message)
        raise Killed

    monkeypatch.setattr(dispatch, "hand_over", killed_after)
    with clock.stopped(EARLY), pytest.raises(Killed):
        jobs.run(row.pk)
    assert state_of("Ada")[0] == DeliveryState.SENDING
    monkeypatch.setattr(dispatch, "hand_over", real)
    with clock.stopped(EARLY):
        jobs.sweep()
    with clock.stopped(EARLY + jobs.pause(1)):
        jobs.run_waiting()
    state, reason = state_of("Ada")
    assert state == DeliveryState.FAILED
    assert "nicht sicher" in reason
    assert len(server.mails) == 1
    assert of("Ada").deliveries.get().can_be_sent_again


def test_two_jobs_for_one_mail_send_it_once(server: MailServer) -> None:
    member("Ada")
    invited(session())
    pk = Delivery.objects.get().pk
    for _twice in range(3):
        tasks.send.enqueue(delivery=pk)
    work()
    assert len(server.mails) == 1


def test_a_mail_that_another_job_sends_just_now_is_left_alone(server: MailServer) -> None:
    member("Ada")
    invited(session())
    Delivery.objects.update(state=DeliveryState.SENDING, job="another")
    work()
    assert state_of("Ada") == (DeliveryState.SENDING, "")
    assert server.mails == []


def test_a_dispatch_that_is_gone_is_no_error(server: MailServer) -> None:
    dispatch.deliver(0, "job")
    assert server.mails == []


# What the office notes


def test_a_mail_that_came_back_is_noted_and_sent_again(server: MailServer) -> None:
    member("Ada")
    invited(session())
    with pytest.raises(ValidationError):
        operations_delivery.note_bounce(actor=OFFICE, delivery=Delivery.objects.get())
    work()
    operations_delivery.note_bounce(
        actor=OFFICE, delivery=Delivery.objects.get(), reason="Postfach voll"
    )
    assert state_of("Ada") == (DeliveryState.BOUNCED, "Postfach voll")
    operations_delivery.send_again(actor=OFFICE, delivery=Delivery.objects.get())
    work()
    assert len(server.mails) == 2
    with pytest.raises(ValidationError, match="fehlgeschlagen"):
        operations_delivery.send_again(actor=OFFICE, delivery=Delivery.objects.get())


def test_letters_are_printed_with_their_links_and_noted_as_posted() -> None:
    member("Ada", email="")
    member("Bao")
    version = invited(session())
    ((letter, token),) = operations_delivery.link_letters(actor=OFFICE, version=version)
    assert letter.invitation == of("Ada")
    assert Link.objects.get(token_hash=token_hash(token)).invitation == of("Ada")
    operations_delivery.note_posted(actor=OFFICE, delivery=letter)
    assert state_of("Ada")[0] == DeliveryState.SENT
    for wrong in (letter, of("Bao").deliveries.get()):
        with pytest.raises(ValidationError):
            operations_delivery.note_posted(actor=OFFICE, delivery=wrong)


def test_a_letter_is_never_mailed(server: MailServer) -> None:
    member("Ada", email="")
    invited(session())
    tasks.send(delivery=Delivery.objects.get().pk)
    assert server.mails == []


def test_a_reminder_is_short(server: MailServer) -> None:
    from tests.factories.meetings import at

    member("Ada")
    invited(session())
    work()
    with clock.stopped(at("2016-12-04")):
        tasks.remind()
        jobs.run_waiting()
    mail = server.mails[-1]
    assert mail["Subject"].startswith("Bitte antworten: ")
    assert "Tagesordnung\n" not in text_of(mail)
    assert of("Ada").deliveries.filter(purpose=Purpose.REMIND).exists()
