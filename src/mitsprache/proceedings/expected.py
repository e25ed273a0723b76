"""The attendance list that a session begins with."""

from __future__ import annotations

import datetime as dt
from typing import Final

from mitsprache.council.enums import MembershipKind
from mitsprache.council.models import Membership
from mitsprache.council.queries.memberships import holds_on
from mitsprache.invitations.enums import Reply
from mitsprache.invitations.models import Invitation
from mitsprache.meetings.models import Meeting
from mitsprache.proceedings.enums import Absence, ParticipantKind
from mitsprache.proceedings.models import Participant

KINDS: Final = {
    MembershipKind.ADVISORY: ParticipantKind.ADVISORY,
    MembershipKind.DEPUTY: ParticipantKind.DEPUTY,
}
BLOCKS: Final = list(ParticipantKind)


def expected_participants(meeting: Meeting, day: dt.date) -> list[Participant]:
    """Return who belongs to the body on `day`, unsaved, in the order of the attendance list.

    Members, deputies and advisory members, each block by list and name. Who has two memberships
    stands on the list once, as a member rather than as a deputy. Who declined the invitation, or
    sends the deputy, is entered as excused. Two queries.
    """
    rows = Membership.objects.select_related("person", "on_behalf_of", "deputy_for").filter(
        holds_on(day), organization=meeting.organization_id
    )
    once: dict[int, Membership] = {}
    for row in sorted(rows, key=_place):
        once.setdefault(row.person_id, row)
    excused = set(
        Invitation.objects.filter(
            meeting=meeting, reply__in=(Reply.DECLINED, Reply.DEPUTY)
        ).values_list("person_id", flat=True)
    )
    return [
        _participant(row, place, is_excused=row.person_id in excused)
        for place, row in enumerate(once.values(), start=1)
    ]


def _kind(row: Membership) -> ParticipantKind:
    return KINDS.get(MembershipKind(row.kind), ParticipantKind.MEMBER)


def _place(row: Membership) -> tuple[object, ...]:
    behalf = row.on_behalf_of
    return (
        BLOCKS.index(_kind(row)),
        (behalf.organization_type, behalf.position, behalf.name) if behalf else ("", 0, ""),
        row.person.family_name.casefold(),
        row.person.given_name.casefold(),
        row.pk,
    )


def _participant(row: Membership, place: int, *, is_excused: bool) -> Participant:
    kind = _kind(row)
    return Participant(
        kind=kind,
        person=row.person,
        membership=row,
        on_behalf_of=row.on_behalf_of,
        voting_right=row.voting_right or kind is ParticipantKind.DEPUTY,
        absence=Absence.EXCUSED if is_excused else "",
        position=place,
    )
