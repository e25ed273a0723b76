"""Rules that span several records, asked inside the transaction of a write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from mitsprache.council import spoken
from mitsprache.council.domain import composition as domain
from mitsprache.council.domain.problems import LIMITS, problems
from mitsprache.council.enums import OrganizationType
from mitsprache.council.models import (
    LegislativeTerm,
    Membership,
    Organization,
    Person,
)
from mitsprache.council.procedure import check_seats
from mitsprache.council.sentences import Finding, date, finding

_waiting: ContextVar[set[int] | None] = ContextVar("waiting_memberships", default=None)


def overlapping(start: object, end: object) -> Q:
    """Return the condition that a record with start_date and end_date shares a day with these."""
    condition = Q(end_date=None) | Q(end_date__gte=start) if start else Q()
    return condition & Q(Q(start_date=None) | Q(start_date__lte=end)) if end else condition


def as_membership(row: Membership) -> domain.Membership:
    """Return the row as the rules see it."""
    return domain.Membership(
        id=row.pk,
        person=row.person_id,
        organization=row.organization_id,
        period=domain.Period(row.start_date, row.end_date),
        role=row.role,
        kind=row.kind,
        voting=row.voting_right,
        deputy_for=row.deputy_for_id,
        on_behalf_of=row.on_behalf_of_id,
    )


def seats_of(term: LegislativeTerm) -> domain.Seats:
    """Return the statutory seats of a term."""
    return domain.Seats(
        term.seats_elected, term.seats_appointed, domain.Period(term.start_date, term.end_date)
    )


def find(rows: Sequence[Membership], terms: Iterable[LegislativeTerm]) -> list[Finding]:
    """Return all problems among `rows`, read with person and organization, without a query.

    Args:
        rows: memberships.
        terms: all terms; a plenary without a term of its own stands over those of its body.
    """
    terms = list(terms)

    def terms_of(organization: Organization) -> tuple[domain.Seats, ...]:
        if organization.organization_type != OrganizationType.PLENARY:
            return ()
        return tuple(
            seats_of(term)
            for term in terms
            if organization.term_id == term.pk
            or (organization.term_id is None and organization.body_id == term.body_id)
        )

    organizations: dict[domain.Id, domain.Organization] = {}
    for row in rows:
        place = row.organization
        if place.pk not in organizations:
            period = domain.Period(place.start_date, place.end_date)
            organizations[place.pk] = domain.Organization(place.pk, period, terms_of(place))
    by_id: dict[domain.Id, Membership] = {row.pk: row for row in rows}
    return [
        finding(problem, by_id)
        for problem in problems([as_membership(row) for row in rows], organizations)
    ]


def memberships_with_names() -> QuerySet[Membership]:
    """Return memberships with what sentences name, and no contact data."""
    return Membership.objects.select_related("person", "organization").only(
        *(field.name for field in Membership._meta.concrete_fields),
        "person__given_name",
        "person__family_name",
        "person__title",
        "organization__name",
        "organization__organization_type",
        "organization__term",
        "organization__body",
        "organization__start_date",
        "organization__end_date",
    )


def errors_about(ids: set[int]) -> list[Finding]:
    """Return the errors in which the memberships `ids` have a part. Three queries."""
    places = Membership.objects.filter(pk__in=ids).values("organization")
    rows = memberships_with_names().filter(
        Q(organization__in=places) | Q(pk__in=ids) | Q(deputies__in=ids) | Q(deputy_for__in=ids)
    )
    found = find(list(rows.distinct()), LegislativeTerm.objects.all())
    return [one for one in found if one.is_error and not ids.isdisjoint(one.problem.subjects)]


def refuse(found: Iterable[Finding]) -> None:
    """Raise ValidationError with the sentences of `found`, if there are any."""
    errors = [
        ValidationError(
            one.sentence.replace("%", "%%"),
            code=one.problem.code,
            params={"memberships": [row.key for row in one.memberships]},
        )
        for one in found
    ]
    if errors:
        raise ValidationError(errors)


def check_membership(membership: Membership) -> None:
    """Refuse a membership that leads to an error; within `postponed` at the end."""
    waiting = _waiting.get()
    if waiting is None:
        refuse(errors_about({membership.pk}))
    else:
        waiting.add(membership.pk)


@contextmanager
def postponed() -> Iterator[None]:
    """Ask the rules of memberships once, after all writes within the block.

    While many records are written one after the other, it may be that one has not ended yet when
    its successor begins. Use it inside one operation, so that a refusal undoes everything.
    """
    ids: set[int] = set()
    token = _waiting.set(ids)
    try:
        yield
    finally:
        _waiting.reset(token)
    if ids:
        refuse(errors_about(ids))


def check_term(term: LegislativeTerm) -> None:
    """Refuse a term that overlaps another, or has too few seats for its members or its rules."""
    other = (
        LegislativeTerm.objects.filter(overlapping(term.start_date, term.end_date), body=term.body)
        .exclude(pk=term.pk)
        .first()
    )
    if other:
        raise ValidationError(
            _(
                "Diese Wahlperiode überschneidet sich mit „%(other)s“ (ab %(start)s). Ein Tag gehört"
                " nur zu einer Wahlperiode."
            )
            % {"other": other.name, "start": date(other.start_date)}
        )
    check_seats(term)
    if _waiting.get() is None:
        rows = memberships_with_names().filter(
            Q(organization__term=term) | Q(organization__term=None, organization__body=term.body),
            overlapping(term.start_date, term.end_date),
            organization__organization_type=OrganizationType.PLENARY,
        )
        found = find(list(rows), [term])
        refuse(one for one in found if one.problem.code in LIMITS)


def check_organization(organization: Organization) -> None:
    """Refuse an organization that belongs to itself, directly or by way of others."""
    above, seen = organization.parent, {organization.pk}
    while above:
        if above.pk in seen:
            raise ValidationError(
                {"parent": _("„%(name)s“ gehört so zu sich selbst.") % {"name": organization.name}}
            )
        seen.add(above.pk)
        above = above.parent


def check_person(person: Person) -> None:
    """Refuse languages that the page could not name."""
    unknown = [code for code in spoken.codes_in(person.languages) if not spoken.is_known(code)]
    if unknown:
        raise ValidationError(
            {
                "languages": _(
                    "Diese Sprachkürzel sind nicht bekannt: %(codes)s. Beispiel: de, tr."
                )
                % {"codes": ", ".join(unknown)}
            }
        )
