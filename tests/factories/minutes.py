"""A session that was held, as its record stands when minutes are written."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from mitsprache.council.models import Person, RulesOfProcedure
from mitsprache.kernel.actor import Actor, ActorKind
from mitsprache.meetings.models import AgendaItem, Meeting
from mitsprache.minutes import operations
from mitsprache.minutes.models import Minutes
from mitsprache.proceedings.enums import Choice, ParticipantKind, VoteKind, VoteState
from mitsprache.proceedings.models import (
    Ballot,
    Bias,
    ItemRecord,
    Participant,
    Presence,
    Sitting,
    Vote,
)
from tests.factories.accounts import UserFactory
from tests.factories.council import ListFactory, LocationFactory, PersonFactory
from tests.factories.meetings import AgendaItemFactory, MeetingFactory, at

OFFICE = Actor(ActorKind.USER, 900_001, "Büro", frozenset({"office"}))
SECOND = Actor(ActorKind.USER, 900_002, "Zweite", frozenset({"office"}))
CHAIR = Actor(ActorKind.USER, 900_003, "Vorsitz", frozenset({"chair"}))


@dataclass
class Held:
    """A held session and what belongs to it."""

    meeting: Meeting
    sitting: Sitting
    members: list[Participant] = field(default_factory=list)
    items: dict[str, AgendaItem] = field(default_factory=dict)

    def vote(self, *titles: str, kind: str = VoteKind.OPEN, yes=2, no=0, abstentions=0, **more):
        """Record a closed vote on the items with these titles."""
        values = {
            "state": VoteState.CLOSED,
            "opened_at": self.sitting.opened_at,
            "is_adopted": yes > no,
            "entitled": len(self.members),
            "invalid": 0,
        }
        vote = Vote.objects.create(
            key=f"vote-{Vote.objects.count()}-{self.meeting.key}",
            sitting=self.sitting,
            kind=kind,
            yes=yes,
            no=no,
            abstentions=abstentions,
            **(values | more),
        )
        vote.items.set([self.items[title] for title in titles])
        if kind == VoteKind.ROLL_CALL:
            for member, choice in zip(
                self.members, [Choice.YES] * yes + [Choice.NO] * no, strict=False
            ):
                Ballot.objects.create(
                    vote=vote, participant=member, choice=choice, cast_at=self.sitting.opened_at
                )
        return vote

    def minutes(self) -> Minutes:
        """Generate the minutes."""
        return operations.generate(actor=OFFICE, meeting=self.meeting)

    def signed(self) -> Minutes:
        """Generate the minutes and have everybody sign on paper."""
        minutes = self.minutes()
        operations.release(actor=OFFICE, minutes=minutes)
        for signature in minutes.signatures.all():
            operations.record_signature(
                actor=OFFICE, signature=signature, signed_date=self.meeting.local_date
            )
        minutes.refresh_from_db()
        return minutes

    def published(self) -> Minutes:
        """The same, and published."""
        minutes = self.signed()
        operations.publish(actor=OFFICE, minutes=minutes)
        return minutes


def person(name: str, user=None) -> Person:
    """Return a person with this family name."""
    return PersonFactory(given_name="Mina", family_name=name, user=user)


def held_session(
    key: str = "s7", day: str = "2016-06-16", titles=("Regularien", "Antrag"), **values
) -> Held:
    """Return a session of three members, 'Eins' to 'Drei', the third away and stood in for."""
    number = values.pop("number", 7)
    meeting = MeetingFactory(
        key=key,
        name=f"{number}. Sitzung",
        number=number,
        start_at=at(day),
        location=values.pop("location", None) or LocationFactory(),
        room="Saal Westfalia",
        **values,
    )
    RulesOfProcedure.objects.get_or_create(term=meeting.term, defaults={"key": meeting.term.key})
    sitting = Sitting.objects.create(
        key=key,
        meeting=meeting,
        opened_at=at(day),
        closed_at=at(day, 18) + dt.timedelta(minutes=30),
        chair=person(f"Chefin{key}"),
        minute_taker=person(f"Schreiber{key}"),
        co_signer=person(f"Zeugin{key}"),
    )
    held = Held(meeting, sitting)
    side = ListFactory(name="Bunte Liste")
    for place, name in enumerate(("Eins", "Zwei", "Drei")):
        member = Participant.objects.create(
            sitting=sitting,
            kind=ParticipantKind.MEMBER,
            person=person(f"{name}{key}"),
            on_behalf_of=side,
            voting_right=True,
            position=place * 10,
            absence="excused" if name == "Drei" else "",
        )
        held.members.append(member)
        if name != "Drei":
            Presence.objects.create(
                participant=member, from_at=sitting.opened_at, until_at=sitting.closed_at
            )
    deputy = Participant.objects.create(
        sitting=sitting,
        kind=ParticipantKind.DEPUTY,
        person=person(f"Ersatz{key}"),
        on_behalf_of=side,
        voting_right=True,
        substitutes=held.members[2],
        position=21,
    )
    Presence.objects.create(
        participant=deputy, from_at=at(day) + dt.timedelta(minutes=20), until_at=sitting.closed_at
    )
    for place, (kind, name, function) in enumerate(
        (
            ("administration", "Frau Amt", "Sozialamt"),
            ("guest", "Anwohner Privat", ""),
            ("guest", "Dr. Fach", "Universität"),
        )
    ):
        guest = Participant.objects.create(
            sitting=sitting, kind=kind, name=name, function=function, position=100 + place
        )
        Presence.objects.create(
            participant=guest, from_at=sitting.opened_at, until_at=sitting.closed_at
        )
    for place, title in enumerate(titles):
        held.items[title] = AgendaItemFactory(
            key=f"{key}-{place}", meeting=meeting, title=title, position=place
        )
    return held


def say(item: AgendaItem, text: str, **values) -> ItemRecord:
    """Record what was said at an item."""
    return ItemRecord.objects.create(key=f"r-{item.key}", item=item, discussion=text, **values)


def biased(item: AgendaItem, member: Participant, reason: str, *, left_room: bool = True) -> Bias:
    """Record a conflict of interest."""
    return Bias.objects.create(
        item=item,
        participant=member,
        reason=reason,
        left_room=left_room,
        declared_at=member.sitting.opened_at,
    )


def account_of(person: Person, **values) -> Actor:
    """Give a person an account and return who acts by it."""
    user = UserFactory(**values)
    Person.objects.filter(pk=person.pk).update(user=user)
    return Actor(ActorKind.USER, user.pk, str(user), frozenset(values.get("roles", ())))
