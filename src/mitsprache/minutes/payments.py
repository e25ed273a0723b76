"""What the members of a term get for half a year, from attendance and rates."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q

from mitsprache.council.models import AllowanceRate, LegislativeTerm, Person
from mitsprache.meetings.queries import midnight
from mitsprache.minutes.domain.allowances import Attended, Rate, allowances, half_of_year
from mitsprache.minutes.models import AllowanceEntry, AllowanceList
from mitsprache.proceedings.enums import ParticipantKind
from mitsprache.proceedings.models import Participant, Presence


@dataclass(frozen=True, slots=True)
class Payment:
    """One attended session of a person, and what it is paid with."""

    person: Person
    day: dt.date
    session: str
    stands_in_for: str
    amount: Decimal
    reason: str

    @property
    def facts(self) -> tuple[int, dt.date, str, str, Decimal, str]:
        """What makes it the same as another."""
        return (
            self.person.pk,
            self.day,
            self.session,
            self.stands_in_for,
            self.amount,
            self.reason,
        )


def payments_of(term: LegislativeTerm, year: int, half: int) -> list[Payment]:
    """Return what is to be paid for half a year, by person and day. Two queries.

    Members get it for sessions in which they were in the room at all; deputies for those in which
    they stood in for a member. Sessions since the year's beginning count towards yearly limits.
    """
    first, last = half_of_year(year, half)
    rows = (
        Participant.objects.filter(
            Q(kind=ParticipantKind.MEMBER)
            | Q(kind=ParticipantKind.DEPUTY, substitutes__isnull=False),
            Exists(Presence.objects.filter(participant=OuterRef("pk"))),
            person__isnull=False,
            sitting__meeting__term=term,
            sitting__meeting__start_at__gte=midnight(dt.date(year, 1, 1)),
            sitting__meeting__start_at__lt=midnight(last + dt.timedelta(days=1)),
        )
        .select_related("person", "substitutes__person", "sitting__meeting__organization")
        .order_by("pk")
    )
    by_attended: dict[Attended, Participant] = {}
    for row in rows:
        meeting = row.sitting.meeting
        kind = meeting.organization.organization_type
        attended = Attended(int(row.person_id or 0), meeting.pk, meeting.local_date, kind)
        by_attended[attended] = row
    rates = [
        Rate(rate.organization_type, rate.valid_from, rate.amount, rate.sessions_a_year)
        for rate in AllowanceRate.objects.filter(rules__term=term)
    ]
    found = []
    for paid in allowances(by_attended, rates):
        row = by_attended[paid.attended]
        if paid.attended.day >= first and row.person is not None:
            substitutes = str(row.substitutes) if row.substitutes else ""
            session = row.sitting.meeting.name
            found.append(
                Payment(
                    row.person, paid.attended.day, session, substitutes, paid.amount, paid.reason
                )
            )
    return sorted(
        found,
        key=lambda one: (one.person.family_name, one.person.given_name, one.person.pk, one.day),
    )


def stored_payments(listed: AllowanceList) -> list[Payment]:
    """Return what a list says. One query."""
    rows = AllowanceEntry.objects.filter(list=listed).select_related("person")
    return [
        Payment(row.person, row.day, row.session, row.stands_in_for, row.amount, row.reason)
        for row in rows
    ]


def is_current(listed: AllowanceList) -> bool:
    """Return whether attendance and rates still give what the list says. Three queries."""
    now = payments_of(listed.term, listed.year, listed.half)
    return sorted(one.facts for one in now) == sorted(one.facts for one in stored_payments(listed))
