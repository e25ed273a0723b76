"""Writes to the attendance list: coming, going, standing in, bias."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from mitsprache.council.models import Person
from mitsprache.council.queries import rules_for
from mitsprache.kernel import store
from mitsprache.kernel.actor import Actor
from mitsprache.kernel.operation import operation
from mitsprache.meetings.models import AgendaItem
from mitsprache.proceedings.domain.attendance import Stretch, overlaps
from mitsprache.proceedings.enums import Absence, ParticipantKind
from mitsprache.proceedings.locks import hold
from mitsprache.proceedings.models import Bias, Participant, Presence, Sitting
from mitsprache.proceedings.queries import is_public, usual_moment

Times = tuple[dt.datetime, dt.datetime | None]
"""Begin and end of a stretch of presence."""


@operation(permission="proceedings.arrive", target="participant")
def arrive(
    *, actor: Actor, participant: Participant, at: dt.datetime | None = None
) -> Presence | None:
    """Let somebody come in: at the opening while no item was called, else now, unless given.

    Who was there before comes back now.

    Returns None where the person is in the room already, as when two minute takers click at once.

    Raises:
        ValidationError: the time falls into another stretch of presence.
    """
    row = hold(participant.sitting)
    if participant.presences.filter(until_at=None).exists():
        return None
    returns = participant.presences.exists()
    moment = at or (usual_moment(row) if returns else _coming(row))
    _free(participant, (moment, None))
    if participant.absence:
        store.update(participant, absence="")
    return store.create(Presence(participant=participant, from_at=moment))


@operation(permission="proceedings.leave", target="participant")
def leave(*, actor: Actor, participant: Participant, at: dt.datetime | None = None) -> None:
    """Let somebody go.

    Raises:
        ValidationError: the person is not in the room, or came later.
    """
    row = hold(participant.sitting)
    presence = participant.presences.filter(until_at=None).first()
    if presence is None:
        raise ValidationError(_("%(name)s ist nicht im Raum.") % {"name": participant})
    moment = at or usual_moment(row)
    if moment < presence.from_at:
        raise ValidationError(
            _("%(name)s ist erst um %(time)s Uhr gekommen.")
            % {"name": participant, "time": _clock(presence.from_at)}
        )
    store.update(presence, until_at=moment)


@operation(permission="proceedings.mark_all_present", target="sitting")
def mark_all_present(*, actor: Actor, sitting: Sitting, at: dt.datetime | None = None) -> int:
    """Mark every member and advisory member who is not excused and was never there as present.

    Returns how many they are.
    """
    row = hold(sitting)
    missing = sitting.participants.filter(
        kind__in=(ParticipantKind.MEMBER, ParticipantKind.ADVISORY), absence="", presences=None
    )
    moment = at or _coming(row)
    everybody = list(missing)
    for participant in everybody:
        store.create(Presence(participant=participant, from_at=moment))
    return len(everybody)


@operation(permission="proceedings.excuse", target="participant")
def excuse(*, actor: Actor, participant: Participant, absence: str) -> None:
    """Record that somebody is absent, excused or not; '' takes it back.

    Raises:
        ValidationError: the person is or was there, or there is no such word.
    """
    hold(participant.sitting)
    if absence and participant.presences.exists():
        raise ValidationError(
            _("%(name)s ist oder war da. Berichtigen Sie erst die Zeiten.") % {"name": participant}
        )
    store.update(participant, absence=Absence(absence) if absence else "")


@operation(permission="proceedings.step_in", target="deputy")
def step_in(
    *,
    actor: Actor,
    deputy: Participant,
    member: Participant,
    at: dt.datetime | None = None,
) -> None:
    """Let a deputy stand in for a member who is away, and come in where it is not there yet.

    Raises:
        ValidationError: the deputy is somebody else's or stands in already, or the member is there.
    """
    row = hold(deputy.sitting)
    _check_deputy(row, deputy, member)
    if member.presences.filter(until_at=None).exists():
        raise ValidationError(
            _("%(name)s ist selbst da und kann nicht vertreten werden.") % {"name": member}
        )
    store.update(deputy, substitutes=member, absence="")
    if not deputy.presences.filter(until_at=None).exists():
        moment = at or _coming(row)
        _free(deputy, (moment, None))
        store.create(Presence(participant=deputy, from_at=moment))


def _check_deputy(sitting: Sitting, deputy: Participant, member: Participant) -> None:
    if member.sitting_id != sitting.pk or member.kind != ParticipantKind.MEMBER:
        raise ValidationError(_("Vertreten werden nur Mitglieder dieser Sitzung."))
    if deputy.kind != ParticipantKind.DEPUTY:
        raise ValidationError(_("%(name)s ist keine Stellvertretung.") % {"name": deputy})
    taken = Participant.objects.filter(substitutes=member).exclude(pk=deputy.pk).first()
    if taken is not None:
        raise ValidationError(
            _("%(name)s wird schon von %(deputy)s vertreten.") % {"name": member, "deputy": taken}
        )
    personal = rules_for(sitting.meeting.term).deputies_are_personal
    own = deputy.membership.deputy_for_id if deputy.membership else None
    if personal and own is not None and own != member.membership_id:
        raise ValidationError(
            _("%(deputy)s vertritt nach der Geschäftsordnung ein anderes Mitglied.")
            % {"deputy": deputy}
        )


@operation(permission="proceedings.step_back", target="deputy")
def step_back(*, actor: Actor, deputy: Participant, at: dt.datetime | None = None) -> None:
    """Let a deputy stop standing in, and leave, because it was a mistake.

    When the member comes later than the deputy, nothing is to do: the deputy has no vote then.

    Raises:
        ValidationError: the deputy has voted already.
    """
    hold(deputy.sitting)
    if deputy.ballots.exists():
        raise ValidationError(_("%(name)s hat schon abgestimmt.") % {"name": deputy})
    for presence in deputy.presences.all():
        store.delete(presence)
    store.update(deputy, substitutes=None)


@operation(permission="proceedings.add_participant", target="sitting")
def add_participant(
    *,
    actor: Actor,
    sitting: Sitting,
    kind: str,
    person: Person | None = None,
    name: str = "",
    function: str = "",
    at: dt.datetime | None = None,
) -> Participant:
    """Add a guest, somebody of the administration or an advisory member, who is there.

    Raises:
        ValidationError: members and deputies follow from memberships; or nobody is named, or the
            person stands on the list already.
    """
    row = hold(sitting)
    if kind in {ParticipantKind.MEMBER, ParticipantKind.DEPUTY}:
        raise ValidationError(
            _("Mitglieder und Stellvertretungen ergeben sich aus den Mitgliedschaften.")
        )
    if person is None and not name.strip():
        raise ValidationError({"name": _("Wer ist es? Geben Sie einen Namen ein.")})
    last = sitting.participants.aggregate(last=Max("position"))["last"] or 0
    participant = store.create(
        Participant(
            sitting=row,
            kind=kind,
            person=person,
            name=name.strip(),
            function=function.strip(),
            position=last + 1,
        )
    )
    store.create(Presence(participant=participant, from_at=at or _coming(row)))
    return participant


@operation(permission="proceedings.remove_participant", target="participant")
def remove_participant(*, actor: Actor, participant: Participant) -> None:
    """Take a guest or somebody of the administration off the list.

    Raises:
        ValidationError: members and deputies stay on it.
    """
    hold(participant.sitting)
    if participant.kind in {ParticipantKind.MEMBER, ParticipantKind.DEPUTY}:
        raise ValidationError(_("Mitglieder und Stellvertretungen bleiben auf der Liste."))
    store.delete(participant)


@operation(permission="proceedings.correct_presence", target="presence")
def correct_presence(*, actor: Actor, presence: Presence, times: Times, expected: Times) -> None:
    """Correct when somebody came and went.

    Args:
        actor: who keeps the record.
        presence: the stretch.
        times: the right times.
        expected: the times that the form showed, to the minute.

    Raises:
        ValidationError: somebody else corrected them meanwhile, or they can't be right.
    """
    participant = presence.participant
    hold(participant.sitting)
    presence.refresh_from_db()
    now = (presence.from_at, presence.until_at)
    if _minutes(now) != _minutes(expected):
        raise ValidationError(
            _(
                "Jemand anderes hat die Zeiten von %(name)s eben geändert. Sehen Sie sie noch einmal an."
            )
            % {"name": participant}
        )
    _free(participant, times, but=presence)
    store.update(presence, from_at=times[0], until_at=times[1])


@operation(permission="proceedings.remove_presence", target="presence")
def remove_presence(*, actor: Actor, presence: Presence) -> None:
    """Delete a stretch of presence that was a mistake."""
    hold(presence.participant.sitting)
    store.delete(presence)


@operation(permission="proceedings.declare_bias", target="item")
def declare_bias(
    *,
    actor: Actor,
    item: AgendaItem,
    participant: Participant,
    reason: str = "",
    left_room: bool = False,
    at: dt.datetime | None = None,
) -> Bias:
    """Record a member's conflict of interest on an item: it takes no part in debate and vote.

    In the non-public part it leaves the room.

    Raises:
        ValidationError: the person belongs to another session or has said so already.
    """
    row = hold(participant.sitting)
    if item.meeting_id != row.meeting_id:
        raise ValidationError(_("Der Punkt gehört zu einer anderen Sitzung."))
    return store.create(
        Bias(
            item=item,
            participant=participant,
            reason=reason.strip(),
            left_room=left_room or not is_public(item),
            declared_at=at or usual_moment(row),
        )
    )


@operation(permission="proceedings.withdraw_bias", target="bias")
def withdraw_bias(*, actor: Actor, bias: Bias) -> None:
    """Delete a declaration of bias that was a mistake."""
    hold(bias.participant.sitting)
    store.delete(bias)


def _coming(sitting: Sitting) -> dt.datetime:
    """Return when somebody came who is entered now: before the first item, at the opening."""
    called = sitting.meeting.items.filter(record__called_at__isnull=False).exists()
    return usual_moment(sitting) if called else sitting.opened_at


def _free(participant: Participant, times: Times, but: Presence | None = None) -> None:
    """Refuse a stretch that ends before it begins or overlaps another one."""
    start, until = times
    if until is not None and until < start:
        raise ValidationError(
            _("%(name)s ginge, bevor sie oder er kommt. Prüfen Sie die Zeiten.")
            % {"name": participant}
        )
    stretches = [
        Stretch(one.from_at, one.until_at) for one in participant.presences.all() if one != but
    ]
    if overlaps([*stretches, Stretch(start, until)]):
        raise ValidationError(
            _("%(name)s wäre zur selben Zeit zweimal da. Prüfen Sie die Zeiten.")
            % {"name": participant}
        )


def _minutes(times: Times) -> tuple[str, str]:
    return _clock(times[0]), _clock(times[1]) if times[1] else ""


def _clock(moment: dt.datetime) -> str:
    return f"{timezone.localtime(moment):%H:%M}"
