"""A session of the plenary that runs, for tests: members by number, times in minutes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from mitsprache.council.enums import MembershipKind, MembershipRole
from mitsprache.council.models import Membership, RulesOfProcedure
from mitsprache.kernel import clock
from mitsprache.kernel.actor import Actor, ActorKind
from mitsprache.meetings.models import AgendaItem, Meeting
from mitsprache.proceedings import operations, operations_attendance
from mitsprache.proceedings.models import Participant, Sitting
from tests.factories.council import ListFactory, MembershipFactory, PersonFactory, TermFactory
from tests.factories.meetings import (
    AgendaItemFactory,
    MeetingFactory,
    SessionPlenaryFactory,
    at,
)

OFFICE = Actor(ActorKind.USER, user_id=None, name="Olga Büro", roles=frozenset({"office"}))
OPENED = at("2026-03-03")
"""When the sessions of these tests are opened; their clock stands there."""


def minutes(number: int) -> dt.datetime:
    """Return the moment so many minutes after the opening."""
    return OPENED + dt.timedelta(minutes=number)


@dataclass
class Running:
    """A session that runs, with what tests ask of it."""

    meeting: Meeting
    sitting: Sitting
    items: list[AgendaItem]
    rules: RulesOfProcedure
    members: list[Participant] = field(default_factory=list)

    def fresh(self) -> Sitting:
        """Return the session as it stands now."""
        return Sitting.objects.select_related("meeting__term", "meeting__organization").get(
            pk=self.sitting.pk
        )


def plenary(seats: int = 9) -> Meeting:
    """Return a session to come of a plenary with `seats` seats, all filled, and one deputy each of
    the first two members, and an advisory member."""
    term = TermFactory(
        key="2025",
        seats_elected=seats,
        seats_appointed=0,
        start_date=dt.date(2025, 11, 1),
        end_date=None,
    )
    body = SessionPlenaryFactory(key="plenum", term=term)
    lists = [ListFactory(term=term), ListFactory(term=term)]
    dates = {"start_date": dt.date(2025, 11, 1), "end_date": None}
    seated: list[Membership] = []
    for number in range(seats):
        seated.append(
            MembershipFactory(
                organization=body,
                role=MembershipRole.CHAIR if number == 0 else MembershipRole.MEMBER,
                on_behalf_of=lists[number % 2],
                person=PersonFactory(family_name=f"Mitglied{number:02}"),
                **dates,
            )
        )
    for number, member in enumerate(seated[:2]):
        MembershipFactory(
            organization=body,
            kind=MembershipKind.DEPUTY,
            voting_right=False,
            role=MembershipRole.DEPUTY,
            deputy_for=member,
            person=PersonFactory(family_name=f"Vertretung{number:02}"),
            **dates,
        )
    MembershipFactory(
        organization=body,
        kind=MembershipKind.ADVISORY,
        voting_right=False,
        person=PersonFactory(family_name="Beratend"),
        **dates,
    )
    return MeetingFactory(term=term, organization=body, state="invited", start_at=OPENED)


def running(seats: int = 9, items: int = 3, present: int | None = None, **rules: object) -> Running:
    """Return a session that was just opened, with `items` public items and a non-public one.

    The first `present` members are there (all unless given).
    """
    meeting = plenary(seats)
    agenda = [AgendaItemFactory(meeting=meeting, position=n) for n in range(1, items + 1)]
    agenda.append(AgendaItemFactory(meeting=meeting, position=items + 1, public=False))
    procedure = RulesOfProcedure.objects.create(key="regeln", term=meeting.term, **rules)
    with clock.stopped(OPENED):
        sitting = operations.open_sitting(actor=OFFICE, meeting=meeting)
        members = sorted(
            sitting.participants.filter(kind="member").select_related("person"),
            key=lambda one: one.person.family_name,  # type: ignore[union-attr]
        )
        for member in members[: seats if present is None else present]:
            operations_attendance.arrive(actor=OFFICE, participant=member)
    return Running(meeting, sitting, agenda, procedure, members)
