"""Pages of organizations and persons."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from mitsprache.council.contact import phone_uri
from mitsprache.council.domain import composition as domain
from mitsprache.council.models import LegislativeTerm, Membership, Organization, Person
from mitsprache.council.queries.memberships import (
    Memberships,
    by_time,
    holds_on,
    shown_memberships,
)
from mitsprache.council.spoken import SpokenLanguage, spoken
from mitsprache.kernel.actor import Actor


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


@dataclass(frozen=True, slots=True)
class OrganizationPage:
    """An organization with everybody who is or was in it, or sits in the council for it.

    `senders` holds the other organizations that its memberships name, by primary key.
    """

    organization: Organization
    memberships: Memberships
    senders: dict[domain.Id, Organization]


def organization_page(viewer: Actor, key: str, day: dt.date) -> OrganizationPage | None:
    """Return what the page of an organization shows. Four queries."""
    organization = (
        Organization.objects.select_related("location", "term", "parent").filter(key=key).first()
    )
    if organization is None:
        return None
    rows = shown_memberships().filter(Q(organization=organization) | Q(on_behalf_of=organization))
    memberships = by_time(rows, day)
    others = {row.organization_id for row in memberships.all}
    others |= {row.on_behalf_of_id for row in memberships.all if row.on_behalf_of_id}
    others -= {organization.pk}
    return OrganizationPage(
        organization=organization,
        memberships=memberships,
        senders=by_pk(Organization.objects.filter(pk__in=others)) if others else {},
    )


def by_pk(organizations: Iterable[Organization]) -> dict[domain.Id, Organization]:
    return {one.pk: one for one in organizations}


@dataclass(frozen=True, slots=True)
class PersonPage:
    """A person as everybody may see them: contact data only where the person shows it."""

    person: Person
    email: str
    phone: str
    phone_uri: str
    languages: list[SpokenLanguage]
    memberships: Memberships


def person_page(viewer: Actor, key: str, day: dt.date) -> PersonPage | None:
    """Return what the page of a person shows. Three queries."""
    person = Person.objects.filter(key=key).first()
    if person is None:
        return None
    rows = (
        Membership.objects.filter(person=person)
        .select_related("person", "organization", "on_behalf_of", "deputy_for__person")
        .defer(*CONTACT, *(f"deputy_for__{name}" for name in CONTACT))
    )
    email, phone = person.public_email, person.public_phone
    person.email, person.phone = email, phone
    return PersonPage(
        person=person,
        email=email,
        phone=phone,
        phone_uri=phone_uri(phone),
        languages=spoken(person.languages),
        memberships=by_time(rows, day),
    )


CONTACT = ("person__email", "person__phone")


def partners(viewer: Actor, day: dt.date) -> list[Organization]:
    """Return the cooperation partners of the day, in their order. One query."""
    return list(
        Organization.objects.filter(holds_on(day), is_partner=True).order_by("position", "name")
    )
