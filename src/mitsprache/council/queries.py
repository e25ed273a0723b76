"""Reads of the council. None returns contact data that a person keeps private."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, F, Q, QuerySet, Value, When

from mitsprache.council import rules
from mitsprache.council.contact import phone_uri
from mitsprache.council.domain import composition as domain
from mitsprache.council.enums import MembershipRole, OrganizationType
from mitsprache.council.models import LegislativeTerm, Membership, Organization, Person
from mitsprache.council.sentences import Finding
from mitsprache.council.spoken import SpokenLanguage, spoken
from mitsprache.kernel.access import require
from mitsprache.kernel.actor import Actor

PERSON_SHOWN = ("key", "given_name", "family_name", "title", "is_invented")
"""What a list shows of a person; contact data is not even read."""


def holds_on(day: dt.date) -> Q:
    """Return the condition that a record with start_date and end_date holds on `day`."""
    return rules.overlapping(day, day)


def shown_memberships() -> QuerySet[Membership]:
    """Return memberships with the names of their persons, without any contact data."""
    return Membership.objects.select_related("person").only(
        *(field.name for field in Membership._meta.concrete_fields),
        *(f"person__{name}" for name in PERSON_SHOWN),
    )


def nearest_terms(day: dt.date) -> QuerySet[LegislativeTerm]:
    """Return all terms: the one that holds on `day`, then the latest begun, then the next ones."""
    has_begun = Q(start_date__lte=day)
    return LegislativeTerm.objects.alias(
        rank=Case(
            When(has_begun & holds_on(day), then=Value(0)),
            When(has_begun, then=Value(1)),
            default=Value(2),
        ),
        first=Case(When(has_begun, then=None), default=F("start_date")),
    ).order_by("rank", "first", "-start_date")


def current_term(viewer: Actor, day: dt.date) -> LegislativeTerm | None:
    """Return the term that holds on `day`, else the latest one begun, else the first.

    One query, the body of the term included.
    """
    return nearest_terms(day).select_related("body").first()


def all_terms(viewer: Actor) -> list[LegislativeTerm]:
    """Return all terms, the latest first. One query."""
    return list(LegislativeTerm.objects.order_by("-start_date"))


def term_by_key(viewer: Actor, key: str) -> LegislativeTerm | None:
    """Return a term. One query."""
    return LegislativeTerm.objects.filter(key=key).first()


def organizations_of_type(
    viewer: Actor, types: Iterable[str], *, term: LegislativeTerm | None, day: dt.date
) -> list[Organization]:
    """Return the organizations of these types that exist on `day`, in their order. One query.

    Those of another term than `term` are left out.
    """
    return list(
        Organization.objects.filter(
            Q(term=None) | Q(term=term), holds_on(day), organization_type__in=list(types)
        )
        .select_related("location")
        .order_by("organization_type", "position", "name")
    )


def members_of(
    viewer: Actor, organizations: Iterable[Organization], day: dt.date
) -> dict[int, list[Membership]]:
    """Return who belongs to each of `organizations` on `day`, by primary key. One query."""
    members: dict[int, list[Membership]] = {one.pk: [] for one in organizations}
    rows = shown_memberships().filter(holds_on(day), organization__in=list(members))
    for row in sorted(rows, key=in_order):
        members[row.organization_id].append(row)
    return members


ROLE_ORDER = ("chair", "head", "spokesperson", "deputy_chair", "member", "staff", "deputy")


def in_order(row: Membership) -> tuple[object, ...]:
    """Return the key by which members stand in a list: by role, then by name."""
    return (
        ROLE_ORDER.index(row.role),
        row.person.family_name.casefold(),
        row.person.given_name.casefold(),
        row.pk,
    )


@dataclass(frozen=True, slots=True)
class OrganizationPage:
    """An organization with everybody who is or was in it, or sits in the council for it.

    Attributes:
        now: memberships that hold on the day, in order.
        coming: those that begin later.
        earlier: those that have ended, the latest first.
        senders: lists and groups that memberships are on behalf of, by primary key.
    """

    organization: Organization
    now: list[Membership]
    coming: list[Membership]
    earlier: list[Membership]
    senders: dict[domain.Id, Organization]


def organization_page(viewer: Actor, key: str, day: dt.date) -> OrganizationPage | None:
    """Return what the page of an organization shows. Three queries."""
    organization = (
        Organization.objects.select_related("location", "term", "parent").filter(key=key).first()
    )
    if organization is None:
        return None
    rows = list(
        shown_memberships()
        .filter(Q(organization=organization) | Q(on_behalf_of=organization))
        .order_by("-start_date", "pk")
    )
    others = {row.organization_id for row in rows}
    others |= {row.on_behalf_of_id for row in rows if row.on_behalf_of_id}
    others -= {organization.pk}
    return OrganizationPage(
        organization=organization,
        now=sorted((row for row in rows if _is_now(row, day)), key=in_order),
        coming=sorted((row for row in rows if row.start_date > day), key=_by_start),
        earlier=[row for row in rows if row.end_date and row.end_date < day],
        senders=_by_pk(Organization.objects.filter(pk__in=others)) if others else {},
    )


def _is_now(row: Membership, day: dt.date) -> bool:
    return row.start_date <= day and (row.end_date is None or row.end_date >= day)


def _by_start(row: Membership) -> tuple[object, ...]:
    return (row.start_date, row.pk)


def _by_pk(organizations: Iterable[Organization]) -> dict[domain.Id, Organization]:
    return {one.pk: one for one in organizations}


@dataclass(frozen=True, slots=True)
class PersonPage:
    """A person as everybody may see them: contact data only where the person shows it."""

    person: Person
    email: str
    phone: str
    phone_uri: str
    languages: list[SpokenLanguage]
    now: list[Membership]
    coming: list[Membership]
    earlier: list[Membership]


def person_page(viewer: Actor, key: str, day: dt.date) -> PersonPage | None:
    """Return what the page of a person shows. Two queries."""
    person = Person.objects.filter(key=key).first()
    if person is None:
        return None
    rows = list(
        Membership.objects.filter(person=person)
        .select_related("organization", "on_behalf_of", "organization__term", "deputy_for__person")
        .defer("deputy_for__person__email", "deputy_for__person__phone")
        .order_by("-start_date", "organization__position", "pk")
    )
    email, phone = person.public_email, person.public_phone
    person.email, person.phone = email, phone
    return PersonPage(
        person=person,
        email=email,
        phone=phone,
        phone_uri=phone_uri(phone),
        languages=spoken(person.languages),
        now=[row for row in rows if _is_now(row, day)],
        coming=[row for row in rows if row.start_date > day][::-1],
        earlier=[row for row in rows if row.end_date and row.end_date < day],
    )


def partners(viewer: Actor, day: dt.date) -> list[Organization]:
    """Return the cooperation partners of the day, in their order. One query."""
    return list(
        Organization.objects.filter(holds_on(day), is_partner=True).order_by("position", "name")
    )


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


def nearest_day(term: LegislativeTerm, day: dt.date) -> dt.date:
    """Return `day`, or the day of the term that is nearest to it."""
    if term.end_date and day > term.end_date:
        return term.end_date
    return max(day, term.start_date)


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
    organizations = _by_pk(
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
