"""A body with members and deputies, and a session ahead to which they can be invited."""

from __future__ import annotations

import datetime as dt
from typing import Any

from mitsprache.council.enums import MembershipKind
from mitsprache.council.models import Membership, RulesOfProcedure
from mitsprache.invitations import operations
from mitsprache.invitations.models import AgendaVersion, Invitation
from mitsprache.kernel.actor import Actor, command
from mitsprache.meetings.models import Meeting
from tests.factories.council import MembershipFactory, PersonFactory, TermFactory
from tests.factories.meetings import AgendaItemFactory, MeetingFactory, SessionPlenaryFactory, at

OFFICE: Actor = command("test")
START = at("2016-12-06")
EARLY = at("2016-11-21", 9)
"""A moment at which an invitation is in time by the usual rules."""


def member(name: str, **more: Any) -> Membership:
    """Return a voting member with an address; `email=""` for one who gets letters."""
    email = more.pop("email", f"{name.lower()}@rat.example")
    person = PersonFactory(family_name=name, email=email, languages=more.pop("languages", ""))
    values = {"organization": SessionPlenaryFactory()} | more
    row: Membership = MembershipFactory(person=person, **values)
    return row


def deputy(name: str, of: Membership, **more: Any) -> Membership:
    """Return the personal deputy of a member."""
    return member(name, kind=MembershipKind.DEPUTY, voting_right=False, deputy_for=of, **more)


def session(**more: Any) -> Meeting:
    """Return a planned session with two public items and one that is not, and usual rules."""
    RulesOfProcedure.objects.get_or_create(term=TermFactory(), defaults={"key": "regeln"})
    values = {"state": "planned", "start_at": START, "organization": SessionPlenaryFactory()}
    meeting: Meeting = MeetingFactory(**(values | more))
    for position, (title, public) in enumerate(
        [("Haushalt", True), ("Wahlrecht", True), ("Personalie Geheimrat", False)]
    ):
        AgendaItemFactory(
            meeting=meeting,
            key=f"{meeting.key}--{position}",
            position=position,
            title=title,
            public=public,
        )
    return meeting


def invited(meeting: Meeting, moment: dt.datetime = EARLY) -> AgendaVersion:
    """Invite to a session at a moment that is in time."""
    from mitsprache.kernel import clock

    with clock.stopped(moment):
        return operations.send(actor=OFFICE, meeting=meeting)


def of(name: str) -> Invitation:
    """Return the invitation of somebody by family name."""
    return Invitation.objects.get(person__family_name=name)
