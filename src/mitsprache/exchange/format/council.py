"""The files about the council: council, locations, organizations, persons."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Final

from mitsprache.council.enums import (
    Accent,
    DeviceVotes,
    MembershipKind,
    MembershipRole,
    OrganizationType,
    QuorumBase,
)
from mitsprache.council.models import RulesOfProcedure
from mitsprache.exchange.format.base import NESTED, Entry
from mitsprache.exchange.format.texts import (
    Choice,
    Id,
    Line,
    Lines,
    Mail,
    Ref,
    Rich,
    Tags,
    Web,
)
from mitsprache.exchange.format.values import Day, Degrees, Flag, Money, Number
from mitsprache.meetings.enums import ItemKind

CATEGORIES: Final[str] = RulesOfProcedure._meta.get_field("non_public_categories").default


class Body(Entry):
    id: Annotated[str, Id()]
    name: Annotated[str, Line(200, required=True)]
    short_name: Annotated[str, Line(80, required=True)]
    motto: Annotated[str, Line(200)] = ""
    ags: Annotated[str, Line(8)] = ""
    website: Annotated[str, Web()] = ""
    accent: Annotated[str, Choice(Accent)] = "petrol"
    is_demo: Annotated[bool, Flag()] = False


class Rate(Entry):
    organization_type: Annotated[str, Choice(OrganizationType)] = "plenary"
    valid_from: Annotated[dt.date, Day(required=True)]
    amount: Annotated[Decimal, Money()]
    sessions_a_year: Annotated[int | None, Number(blank=True)] = None


class Rules(Entry):
    notice_days: Annotated[int, Number(1, 90)] = 8
    notice_full_days: Annotated[bool, Flag()] = True
    urgent_notice_hours: Annotated[int, Number(0, 720)] = 48
    item_deadline_days: Annotated[int, Number(0, 120)] = 21
    reminder_days: Annotated[int, Number(0, 30)] = 3
    support_deadline_days: Annotated[int, Number(0, 90)] = 10
    quorum_base: Annotated[str, Choice(QuorumBase)] = "statutory"
    roll_call_request: Annotated[int, Number(1)] = 6
    secret_request: Annotated[int, Number(1)] = 6
    device_votes: Annotated[str, Choice(DeviceVotes)] = "not_binding"
    election_ballots: Annotated[int, Number(1, 5)] = 2
    election_no_votes_valid: Annotated[bool, Flag()] = True
    question_time_minutes: Annotated[int, Number(0, 240)] = 30
    speaking_minutes: Annotated[int, Number(0, 120)] = 5
    needs_co_signer: Annotated[bool, Flag()] = True
    deputies_are_personal: Annotated[bool, Flag()] = True
    non_public_categories: Annotated[str, Lines()] = CATEGORIES
    keep_support_days: Annotated[int, Number()] = 14
    keep_answers_months: Annotated[int, Number()] = 24
    keep_device_votes_days: Annotated[int, Number()] = 30
    keep_attendance_years: Annotated[int, Number()] = 10
    rates: Annotated[list[Rate], NESTED] = []


class FrameEntry(Entry):
    id: Annotated[str, Id()]
    kind: Annotated[str, Choice(ItemKind)] = "section"
    title: Annotated[str, Line(400, required=True)]
    public: Annotated[bool, Flag()] = True
    items: Annotated[list[FrameEntry], NESTED] = []


class Term(Entry):
    id: Annotated[str, Id()]
    name: Annotated[str, Line(120, required=True)]
    council_name: Annotated[str, Line(200, required=True)]
    council_short_name: Annotated[str, Line(80, required=True)]
    legal_basis: Annotated[str, Line(300)] = ""
    about: Annotated[str, Rich()] = ""
    seats_elected: Annotated[int, Number()]
    seats_appointed: Annotated[int, Number()]
    start_date: Annotated[dt.date, Day(required=True)]
    end_date: Annotated[dt.date | None, Day()] = None
    rules: Rules | None = None
    frame: Annotated[list[FrameEntry], NESTED] = []


class Location(Entry):
    id: Annotated[str, Id()]
    description: Annotated[str, Line(200, required=True)]
    street_address: Annotated[str, Line(200)] = ""
    room: Annotated[str, Line(120)] = ""
    postal_code: Annotated[str, Line(10)] = ""
    locality: Annotated[str, Line(120)] = ""
    sub_locality: Annotated[str, Line(120)] = ""
    latitude: Annotated[Decimal | None, Degrees(90)] = None
    longitude: Annotated[Decimal | None, Degrees(180)] = None
    directions: Annotated[str, Lines()] = ""
    is_accessible: Annotated[bool | None, Flag(blank=True)] = None
    accessibility_note: Annotated[str, Lines()] = ""


class Organization(Entry):
    id: Annotated[str, Id()]
    organization_type: Annotated[str, Choice(OrganizationType)]
    term: Annotated[str | None, Ref("terms")] = None
    name: Annotated[str, Line(250, required=True)]
    short_name: Annotated[str, Line(80)] = ""
    summary: Annotated[str, Line(300)] = ""
    description: Annotated[str, Rich()] = ""
    is_single_candidate: Annotated[bool, Flag()] = False
    is_partner: Annotated[bool, Flag()] = False
    invented: Annotated[bool, Flag()] = False
    parent: Annotated[str | None, Ref("organizations")] = None
    position: Annotated[int, Number()] = 0
    tone: Annotated[int, Number(1, 12)] = 1
    location: Annotated[str | None, Ref("locations")] = None
    phone: Annotated[str, Line(60)] = ""
    fax: Annotated[str, Line(60)] = ""
    email: Annotated[str, Mail()] = ""
    website: Annotated[str, Web()] = ""
    opening_hours: Annotated[str, Lines()] = ""
    start_date: Annotated[dt.date | None, Day()] = None
    end_date: Annotated[dt.date | None, Day()] = None


class Membership(Entry):
    id: Annotated[str, Id()]
    organization: Annotated[str, Ref("organizations", required=True)]
    role: Annotated[str, Choice(MembershipRole)] = "member"
    kind: Annotated[str, Choice(MembershipKind)] = "other"
    voting_right: Annotated[bool, Flag()] = False
    deputy_for: Annotated[str | None, Ref("memberships")] = None
    on_behalf_of: Annotated[str | None, Ref("organizations")] = None
    start_date: Annotated[dt.date, Day(required=True)]
    end_date: Annotated[dt.date | None, Day()] = None


class Person(Entry):
    id: Annotated[str, Id()]
    given_name: Annotated[str, Line(100)] = ""
    family_name: Annotated[str, Line(100, required=True)]
    title: Annotated[str, Line(60)] = ""
    about: Annotated[str, Rich()] = ""
    languages: Annotated[tuple[str, ...], Tags(100)] = ()
    email: Annotated[str, Mail()] = ""
    email_public: Annotated[bool, Flag()] = False
    phone: Annotated[str, Line(60)] = ""
    phone_public: Annotated[bool, Flag()] = False
    invented: Annotated[bool, Flag()] = False
    memberships: Annotated[list[Membership], NESTED] = []


class CouncilFile(Entry):
    body: Body
    terms: Annotated[list[Term], NESTED] = []


class LocationsFile(Entry):
    locations: Annotated[list[Location], NESTED] = []


class OrganizationsFile(Entry):
    organizations: Annotated[list[Organization], NESTED] = []


class PersonsFile(Entry):
    persons: Annotated[list[Person], NESTED] = []
