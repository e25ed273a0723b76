"""Who belongs to what, and when; without any contact data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from mitsprache.council import rules
from mitsprache.council.models import Membership, Organization
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


EARLIER = 40
"""Memberships of the past on one page; all of them stand on the pages of the terms."""


@dataclass(frozen=True, slots=True)
class Memberships:
    """Memberships by time.

    Attributes:
        now: those that hold on the day.
        coming: those that begin later, the next one first.
        earlier: those that have ended, the latest first.
        has_more: whether there are still earlier ones.
    """

    now: list[Membership]
    coming: list[Membership]
    earlier: list[Membership]
    has_more: bool

    @property
    def all(self) -> list[Membership]:
        """Every one of them."""
        return [*self.now, *self.coming, *self.earlier]


def by_time(rows: QuerySet[Membership], day: dt.date) -> Memberships:
    """Part `rows` by time. Two queries, however many there were in the past."""
    present = list(rows.filter(Q(end_date=None) | Q(end_date__gte=day)))
    past = list(rows.filter(end_date__lt=day).order_by("-end_date", "-pk")[: EARLIER + 1])
    return Memberships(
        now=sorted((row for row in present if row.start_date <= day), key=in_order),
        coming=sorted((row for row in present if row.start_date > day), key=_by_start),
        earlier=past[:EARLIER],
        has_more=len(past) > EARLIER,
    )


def _by_start(row: Membership) -> tuple[object, ...]:
    return (row.start_date, row.pk)
