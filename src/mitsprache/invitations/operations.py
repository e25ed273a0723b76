"""Inviting, answering, calling deputies, asking for support."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from mitsprache.invitations import frozen, people, tasks
from mitsprache.invitations.enums import Capacity, Channel, Purpose, Reply
from mitsprache.invitations.models import AgendaVersion, Delivery, Invitation, SupportRequest
from mitsprache.invitations.permissions import Opened
from mitsprache.kernel import clock, store
from mitsprache.kernel.actor import Actor
from mitsprache.kernel.job_models import Job, JobState
from mitsprache.kernel.operation import operation
from mitsprache.meetings.domain.notice import Timing
from mitsprache.meetings.enums import MeetingState
from mitsprache.meetings.models import Meeting
from mitsprache.meetings.reactions import on_saved


@operation(permission="invitations.send", target="meeting")
def send(
    *, actor: Actor, meeting: Meeting, urgent_reason: str = "", message: str = ""
) -> AgendaVersion:
    """Invite everybody of the body: freeze the agenda and send it; the session is then 'invited'.

    Raises:
        ValidationError: it is no planned session, it has no agenda, nobody would be invited, or it
            is too late (unless it is urgent and `urgent_reason` says why).
    """
    _locked(meeting)
    if not frozen.can_be_invited_to(meeting):
        raise ValidationError(
            _(
                "Eingeladen wird nur zu einer geplanten Sitzung, und nur einmal. Danach gibt es Nachträge."
            )
        )
    agenda = frozen.freeze(meeting)
    if not agenda["items"]:
        raise ValidationError(_("Die Tagesordnung ist leer. Tragen Sie zuerst ihre Punkte ein."))
    version = _new_version(
        actor=actor,
        meeting=meeting,
        agenda=agenda,
        number=1,
        urgent_reason=urgent_reason,
        message=message,
    )
    _send_to_all(version, Purpose.INVITE)
    store.update(meeting, state=MeetingState.INVITED)
    return version


@operation(permission="invitations.send", target="meeting")
def supplement(
    *, actor: Actor, meeting: Meeting, urgent_reason: str = "", message: str = ""
) -> AgendaVersion:
    """Send the agenda anew (Nachtrag) with what changed since the last version.

    Raises:
        ValidationError: nothing changed, nobody was invited yet, or it is too late (as for `send`).
    """
    _locked(meeting)
    last = frozen.latest(meeting)
    if meeting.state != MeetingState.INVITED or last is None:
        raise ValidationError(_("Ein Nachtrag geht nur zu einer Sitzung, zu der eingeladen ist."))
    agenda = frozen.freeze(meeting)
    if frozen.is_same(last.agenda, agenda):
        raise ValidationError(
            _(
                "Seit dem letzten Versand hat sich nichts geändert. Ändern Sie zuerst die Tagesordnung."
            )
        )
    version = _new_version(
        actor=actor,
        meeting=meeting,
        agenda=agenda,
        number=last.number + 1,
        urgent_reason=urgent_reason,
        message=message,
    )
    _send_to_all(version, Purpose.SUPPLEMENT)
    return version


def _locked(meeting: Meeting) -> None:
    """Let one at a time work on a session's invitations, and read where it stands."""
    row = Meeting.objects.select_for_update().get(pk=meeting.pk)
    meeting.state, meeting.start_at = row.state, row.start_at


def _new_version(
    *,
    actor: Actor,
    meeting: Meeting,
    agenda: dict[str, Any],
    number: int,
    urgent_reason: str,
    message: str,
) -> AgendaVersion:
    _check_notice(meeting, urgent_reason)
    timing = frozen.timing_of(meeting)
    return store.create(
        AgendaVersion(
            meeting=meeting,
            number=number,
            agenda=agenda,
            urgent_reason=urgent_reason.strip() if timing is Timing.ONLY_URGENT else "",
            message=message.strip(),
            sent_at=clock.now(),
            sent_by=actor.name,
        )
    )


def _check_notice(meeting: Meeting, urgent_reason: str) -> None:
    rules = frozen.rules_of(meeting)
    timing = frozen.timing_of(meeting)
    if timing is Timing.TOO_LATE:
        raise ValidationError(
            _(
                "Es ist zu spät: Auch dringende Einladungen müssen %(hours)s Stunden vor der Sitzung "
                "hinausgehen. Verlegen Sie die Sitzung."
            )
            % {"hours": rules.urgent_notice_hours}
        )
    if timing is Timing.ONLY_URGENT and not urgent_reason.strip():
        raise ValidationError(
            {
                "urgent_reason": _(
                    "Die Ladungsfrist ist abgelaufen. Nur wenn es dringend ist, können Sie noch "
                    "einladen; schreiben Sie dann hier den Grund."
                )
            }
        )


def _send_to_all(version: AgendaVersion, purpose: Purpose) -> None:
    invited = {row.person_id: row for row in version.meeting.invitations.all()}
    called = people.invitees(version.meeting)
    if not called:
        raise ValidationError(
            _(
                "Das Gremium hat an diesem Tag keine Mitglieder. Tragen Sie zuerst die Mitgliedschaften "
                "ein."
            )
        )
    for membership, capacity in called:
        row = invited.get(membership.person_id) or store.create(
            Invitation(
                meeting=version.meeting,
                person=membership.person,
                membership=membership,
                capacity=capacity,
                voting_right=membership.voting_right,
            )
        )
        row.person = membership.person
        _dispatch(row, version, purpose)


def _dispatch(
    invitation: Invitation, version: AgendaVersion, purpose: Purpose, number: int = 1
) -> None:
    address = people.address_of(invitation.person)
    row = store.create(
        Delivery(
            invitation=invitation,
            version=version,
            purpose=purpose,
            round=number,
            channel=Channel.MAIL if address else Channel.LETTER,
            email=address,
            language=people.language_of(invitation.person),
        )
    )
    if address:
        tasks.send.enqueue(delivery=row.pk)


def _dispatch_next(invitation: Invitation, purpose: Purpose) -> None:
    """Send what may come more than once, with the version sent last."""
    version = frozen.latest(invitation.meeting)
    assert version is not None  # noqa: S101 (who is invited got a version)
    earlier = Delivery.objects.filter(invitation=invitation, version=version, purpose=purpose)
    last = earlier.aggregate(Max("round"))["round__max"] or 0
    _dispatch(invitation, version, purpose, last + 1)


# Answers


@operation(permission="invitations.reply", target="opened")
def reply(*, actor: Actor, opened: Opened, reply: Reply) -> None:
    """Answer by the personal link.

    Raises:
        ValidationError: the session has begun or is cancelled, or the answer is none of this person's.
    """
    _set_reply(opened.invitation, reply)


@operation(permission="invitations.note_reply", target="invitation")
def note_reply(*, actor: Actor, invitation: Invitation, reply: Reply) -> None:
    """Note an answer that came by telephone; as `reply`."""
    _set_reply(invitation, reply)


def _set_reply(invitation: Invitation, reply: Reply) -> None:
    _locked(invitation.meeting)
    invitation.refresh_from_db(fields=["reply", "stands_in_for"])
    if not frozen.can_reply(invitation.meeting):
        raise ValidationError(_("Antworten geht nur, bis die Sitzung beginnt."))
    if reply == Reply.NONE or (reply == Reply.DEPUTY and not people.may_send_deputy(invitation)):
        raise ValidationError(_("Diese Antwort ist hier nicht möglich."))
    if invitation.reply == reply:
        return
    store.update(invitation, reply=reply, replied_at=clock.now())
    if invitation.capacity == Capacity.MEMBER:
        if reply == Reply.ACCEPTED:
            _release_deputies(invitation)
        else:
            _call_deputy(invitation)
    elif invitation.stands_in_for is not None and reply == Reply.DECLINED:
        _call_deputy(invitation.stands_in_for)


def _call_deputy(member: Invitation) -> None:
    """Ask the next deputy, unless one is asked already and has not refused."""
    if member.deputies.exclude(reply=Reply.DECLINED).exists():
        return
    deputy = people.deputy_of(member)
    if deputy is not None:
        store.update(deputy, stands_in_for=member, reply=Reply.NONE, replied_at=None)
        _dispatch_next(deputy, Purpose.CALL)


def _release_deputies(member: Invitation) -> None:
    for deputy in member.deputies.select_related("person", "person__user", "meeting"):
        refused = deputy.reply == Reply.DECLINED
        store.update(deputy, stands_in_for=None, reply=Reply.NONE, replied_at=None)
        if not refused:
            _dispatch_next(deputy, Purpose.RELEASE)


@operation(permission="invitations.remind", target="meeting")
def remind(*, actor: Actor, meeting: Meeting) -> None:
    """Remind those who owe an answer, each once, and nobody on the day the invitation went out."""
    _locked(meeting)
    version = frozen.latest(meeting)
    if version is None or not frozen.can_reply(meeting):
        return
    rows = meeting.invitations.select_related("person", "person__user").prefetch_related(
        "deliveries"
    )
    for row in rows:
        told = list(row.deliveries.all())
        reminded = any(one.purpose == Purpose.REMIND for one in told)
        today = any(one.sent_at and one.sent_at.date() == clock.now().date() for one in told)
        if row.owes_reply and told and not reminded and not today:
            _dispatch(row, version, Purpose.REMIND)


def _tell_of_cancellation(meeting: Meeting) -> None:
    """Tell everybody who was invited, once; runs inside the operation that cancelled."""
    version = frozen.latest(meeting) if meeting.state == MeetingState.CANCELLED else None
    if version is None:
        return
    told = Delivery.objects.filter(invitation__meeting=meeting, purpose=Purpose.CANCEL)
    rows = meeting.invitations.exclude(pk__in=told.values("invitation"))
    for row in rows.select_related("person", "person__user"):
        _dispatch(row, version, Purpose.CANCEL)


on_saved(_tell_of_cancellation)


@operation(permission="invitations.build_pack", target="meeting")
def build_pack(*, actor: Actor, meeting: Meeting, full: bool) -> Job:
    """Have the meeting pack built; one that is just being built is not begun a second time."""
    wanted = {"meeting": meeting.pk, "full": full}
    busy = Job.objects.filter(
        name=tasks.build_pack.name, state__in=[JobState.WAITING, JobState.RUNNING]
    )
    for job in busy:
        if job.arguments == wanted:
            return job
    return tasks.build_pack.enqueue(permission="invitations.build_pack", **wanted)


# Support


@operation(permission="invitations.ask_support", target="meeting")
def ask_support(*, actor: Actor, meeting: Meeting, values: Mapping[str, Any]) -> SupportRequest:
    """Ask for an interpreter or other support.

    Raises:
        ValidationError: it is too late, or a value is wrong.
    """
    if not frozen.takes_support(meeting):
        raise ValidationError(
            _(
                "Die Frist ist vorbei. Bitte rufen Sie in der Geschäftsstelle an, vielleicht geht es noch."
            )
        )
    return store.create(SupportRequest(meeting=meeting, created_at=clock.now(), **values))


@operation(permission="invitations.settle_support", target="request")
def settle_support(*, actor: Actor, request: SupportRequest, settled: bool) -> None:
    """Note that a request is settled, or not yet."""
    store.update(request, is_settled=settled)


@operation(permission="invitations.forget", target="request")
def forget_support(*, actor: Actor, request: SupportRequest) -> None:
    """Delete a request for good."""
    store.delete(request)


@operation(permission="invitations.forget", target="invitation")
def forget_invitation(*, actor: Actor, invitation: Invitation) -> None:
    """Delete an invitation with its answer, its dispatches and its links."""
    store.delete(invitation)
