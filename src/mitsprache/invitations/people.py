"""Who is invited: the body's members on the day, their deputies, and how to reach them."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings

from mitsprache.council.enums import MembershipKind, MembershipRole, QuorumBase
from mitsprache.council.models import Membership, Person
from mitsprache.council.queries.memberships import holds_on, in_order
from mitsprache.invitations.domain.forecast import Forecast, Seat, forecast
from mitsprache.invitations.enums import Capacity, Reply
from mitsprache.invitations.frozen import rules_of
from mitsprache.invitations.models import Invitation
from mitsprache.kernel.languages import BINDING
from mitsprache.meetings.models import Meeting

STRENGTH = {Capacity.MEMBER: 0, Capacity.ADVISORY: 1, Capacity.DEPUTY: 2}


def capacity_of(membership: Membership) -> Capacity:
    """Return as what somebody with this membership is invited."""
    if membership.kind == MembershipKind.DEPUTY or membership.role == MembershipRole.DEPUTY:
        return Capacity.DEPUTY
    if membership.kind == MembershipKind.ADVISORY:
        return Capacity.ADVISORY
    return Capacity.MEMBER


def invitees(meeting: Meeting) -> list[tuple[Membership, Capacity]]:
    """Return who belongs to the body on the day of the session, each person once. One query.

    Somebody with several memberships is invited for the one that counts most.
    """
    rows = Membership.objects.filter(
        holds_on(meeting.local_date), organization=meeting.organization_id
    ).select_related("person", "person__user")
    found: dict[int, tuple[Membership, Capacity]] = {}
    for row in sorted(rows, key=lambda row: (STRENGTH[capacity_of(row)], in_order(row))):
        found.setdefault(row.person_id, (row, capacity_of(row)))
    return list(found.values())


def address_of(person: Person) -> str:
    """Return where mail reaches a person; '' for those who get letters."""
    return person.email or (person.user.email if person.user else "")


def language_of(person: Person) -> str:
    """Return the language a person is written to in: the first it speaks that the site has."""
    known = dict(settings.LANGUAGES)
    spoken = [code.strip() for code in person.languages.split(",")]
    own = [person.user.language] if person.user else []
    return next((code for code in (*spoken, *own) if code in known), BINDING)


def deputy_of(invitation: Invitation) -> Invitation | None:
    """Return the next deputy who can be called for a member: free, and not prevented."""
    free = Invitation.objects.filter(
        meeting=invitation.meeting_id, capacity=Capacity.DEPUTY, stands_in_for=None
    ).exclude(reply=Reply.DECLINED)
    if rules_of(invitation.meeting).deputies_are_personal:
        free = free.filter(membership__deputy_for=invitation.membership_id)
    else:
        free = free.filter(membership__on_behalf_of=invitation.membership.on_behalf_of_id)
    return free.order_by("membership__start_date", "pk").first()


def may_send_deputy(invitation: Invitation) -> bool:
    """Whether somebody can come in the place of this member."""
    return invitation.capacity == Capacity.MEMBER and (
        invitation.deputies.exclude(reply=Reply.DECLINED).exists()
        or deputy_of(invitation) is not None
    )


def _best(replies: Iterable[str]) -> str | None:
    found = set(replies)
    for reply in (Reply.ACCEPTED, Reply.NONE, Reply.DECLINED):
        if reply.value in found:
            return reply.value
    return None


def outlook(meeting: Meeting, invitations: Iterable[Invitation]) -> Forecast:
    """Return whether enough members will come, by their answers so far. One query."""
    rows = list(invitations)
    deputies: dict[int, list[str]] = {}
    for row in rows:
        if row.stands_in_for_id is not None:
            deputies.setdefault(row.stands_in_for_id, []).append(row.reply)
    voting = [row for row in rows if row.voting_right and row.capacity == Capacity.MEMBER]
    seats = [Seat(row.reply, _best(deputies.get(row.pk, ()))) for row in voting]
    statutory = rules_of(meeting).quorum_base == QuorumBase.STATUTORY
    whole = meeting.is_of_whole_council and statutory
    return forecast(seats, meeting.term.seats if whole else len(seats))
