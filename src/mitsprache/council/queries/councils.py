"""Who sits in the council on a day, and what is wrong with it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from mitsprache.council import rules
from mitsprache.council.domain import composition as domain
from mitsprache.council.enums import MembershipRole, OrganizationType
from mitsprache.council.models import LegislativeTerm, Membership, Organization
from mitsprache.council.queries.memberships import holds_on, in_order, shown_memberships
from mitsprache.council.queries.pages import by_pk
from mitsprache.council.queries.terms import current_term
from mitsprache.council.sentences import Finding
from mitsprache.kernel.access import require
from mitsprache.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class SeatGroup:
    """The members of a list or group in the council; `sender` None: the list is not known."""

    kind: str
    sender: Organization | None
    members: list[Membership]


@dataclass(frozen=True, slots=True)
class Part:
    """A board, an office or a working group with its members."""

    organization: Organization
    members: list[Membership]


@dataclass(frozen=True, slots=True)
class Council:
    """The whole council on a day of a term.

    Attributes:
        groups: elected lists in their order, then appointed groups.
        others: members without a seat: advisory ones, deputies.
        leaders: chair and deputy chairs of the plenary.
    """

    term: LegislativeTerm
    day: dt.date
    plenary: Organization | None
    groups: list[SeatGroup]
    vacant_elected: int
    vacant_appointed: int
    others: list[Membership]
    leaders: list[Membership]
    boards: list[Part]
    offices: list[Part]
    working_groups: list[Part]

    @property
    def leaders_apart(self) -> list[Membership]:
        """The leaders whom no board shows."""
        shown = {row.person_id for part in self.boards for row in part.members}
        return [row for row in self.leaders if row.person_id not in shown]

    @property
    def has_leaders(self) -> bool:
        """Whether there is a chair, or anybody in a board."""
        return bool(self.leaders) or any(part.members for part in self.boards)

    @property
    def filled(self) -> int:
        """How many seats are taken."""
        return sum(len(group.members) for group in self.groups)


PARTS = (
    OrganizationType.PLENARY,
    OrganizationType.EXECUTIVE_BOARD,
    OrganizationType.OFFICE,
    OrganizationType.WORKING_GROUP,
)


def composition(viewer: Actor, term: LegislativeTerm, day: dt.date) -> Council:
    """Return who sits in the council of `term` on `day`, and in its board, office and groups.

    Two queries.
    """
    in_term = Q(organization__term=term) | Q(
        organization__term=None, organization__body=term.body_id
    )
    rows = sorted(
        shown_memberships().filter(
            in_term, holds_on(day), organization__organization_type__in=PARTS
        ),
        key=in_order,
    )
    senders = {row.on_behalf_of_id for row in rows} - {None}
    organizations = by_pk(
        Organization.objects.filter(
            Q(pk__in=senders)
            | Q(
                Q(term=term) | Q(term=None, body=term.body_id),
                holds_on(day),
                organization_type__in=PARTS,
            )
        )
        .select_related("location")
        .order_by("position", "name")
    )

    def parts(type_: str) -> list[Part]:
        return [
            Part(one, [row for row in rows if row.organization_id == one.pk])
            for one in organizations.values()
            if one.organization_type == type_ and one.pk not in senders
        ]

    plenaries = parts(OrganizationType.PLENARY)
    members: dict[domain.Id, Membership] = {
        row.pk: row for part in plenaries for row in part.members
    }
    order: dict[domain.Id | None, int] = {pk: number for number, pk in enumerate(organizations)}
    seated = domain.composition_on(
        day,
        [rules.as_membership(row) for row in members.values()],
        seats=rules.seats_of(term),
        order=lambda pk: order.get(pk, len(order)),
    )
    return Council(
        term=term,
        day=day,
        plenary=plenaries[0].organization if plenaries else None,
        groups=[
            SeatGroup(
                bench.kind,
                organizations[bench.sender] if bench.sender else None,
                [members[one.id] for one in bench.members],
            )
            for bench in seated.benches
        ],
        vacant_elected=seated.vacant_elected,
        vacant_appointed=seated.vacant_appointed,
        others=[members[one.id] for one in seated.others],
        leaders=[row for row in members.values() if row.role in LEADING],
        boards=parts(OrganizationType.EXECUTIVE_BOARD),
        offices=parts(OrganizationType.OFFICE),
        working_groups=parts(OrganizationType.WORKING_GROUP),
    )


LEADING = (MembershipRole.CHAIR, MembershipRole.DEPUTY_CHAIR)


def problems_in_term(viewer: Actor, term: LegislativeTerm) -> list[Finding]:
    """Return what is wrong with the memberships of a term, errors first. Two queries.

    Raises:
        PermissionRefused: the viewer does not work for the council.
    """
    require(viewer, "council.read")
    rows = rules.memberships_with_names().filter(
        Q(organization__term=term) | Q(organization__term=None, organization__body=term.body_id)
    )
    end = term.end_date or dt.date.max
    return sorted(
        (
            one
            for one in rules.find(list(rows), LegislativeTerm.objects.defer("translations"))
            if any(
                row.start_date <= end and (row.end_date or dt.date.max) >= term.start_date
                for row in one.memberships
            )
        ),
        key=lambda one: not one.is_error,
    )


def composition_warnings(viewer: Actor, day: dt.date) -> list[Finding]:
    """Return what is wrong with the memberships of the term that `day` belongs to. Three queries.

    Raises:
        PermissionRefused: the viewer does not work for the council.
    """
    term = current_term(viewer, day)
    return problems_in_term(viewer, term) if term else []
