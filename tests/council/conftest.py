"""A small council: two lists and a group hold four of five seats."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest

from mitsprache.council.enums import MembershipKind, MembershipRole, OrganizationType
from mitsprache.council.models import LegislativeTerm, Membership, Organization
from tests.factories.council import (
    GroupFactory,
    ListFactory,
    LocationFactory,
    MembershipFactory,
    OrganizationFactory,
    PersonFactory,
    PlenaryFactory,
    TermFactory,
)


@dataclass
class SmallCouncil:
    term: LegislativeTerm
    plenary: Organization
    lists: list[Organization]
    group: Organization
    board: Organization
    office: Organization
    working_group: Organization
    chair: Membership
    left: Membership
    follows: Membership
    advisory: Membership


@pytest.fixture
def small(db: None) -> SmallCouncil:
    """Erste Liste: Aylin Çelik (chair), Bert Beck until mid 2016, then Cora Conti; one group."""
    term = TermFactory(seats_elected=3, seats_appointed=2)
    plenary = PlenaryFactory(term=term)
    lists = [
        ListFactory(key=f"liste-{n}", name=f"{name} Liste", short_name=name, position=n, tone=n)
        for n, name in ((1, "Erste"), (2, "Zweite"))
    ]
    group = GroupFactory(key="fraktion", name="Fraktion im Rat", position=1, tone=10)

    def person(given: str, family: str) -> object:
        key = f"{given}-{family}".lower().encode("ascii", "ignore").decode()
        return PersonFactory(key=key, given_name=given, family_name=family)

    chair = MembershipFactory(
        key="celik",
        person=person("Aylin", "Çelik"),
        organization=plenary,
        role=MembershipRole.CHAIR,
        on_behalf_of=lists[0],
    )
    left = MembershipFactory(
        key="beck",
        person=person("Bert", "Beck"),
        organization=plenary,
        on_behalf_of=lists[0],
        end_date=dt.date(2016, 6, 30),
    )
    follows = MembershipFactory(
        key="conti",
        person=person("Cora", "Conti"),
        organization=plenary,
        on_behalf_of=lists[1],
        start_date=dt.date(2016, 7, 1),
    )
    MembershipFactory(
        key="dahl",
        person=person("Dora", "Dahl"),
        organization=plenary,
        kind=MembershipKind.APPOINTED,
        on_behalf_of=group,
    )
    advisory = MembershipFactory(
        key="ernst",
        person=person("Emil", "Ernst"),
        organization=plenary,
        kind=MembershipKind.ADVISORY,
        voting_right=False,
    )
    board = OrganizationFactory(
        key="vorstand",
        name="Vorstand",
        organization_type=OrganizationType.EXECUTIVE_BOARD,
        term=term,
    )
    MembershipFactory(
        person=chair.person,
        organization=board,
        role=MembershipRole.CHAIR,
        kind=MembershipKind.OTHER,
        voting_right=False,
    )
    office = OrganizationFactory(
        key="geschaeftsstelle",
        name="Geschäftsstelle",
        organization_type=OrganizationType.OFFICE,
        phone="(0231) 50-0",
        email="integrationsrat@example.org",
        opening_hours="Montag bis Donnerstag 9 bis 15 Uhr",
        location=LocationFactory(),
    )
    working_group = OrganizationFactory(
        key="ak-bildung",
        name="Arbeitskreis Bildung",
        summary="Sprachen als Stärke.",
        organization_type=OrganizationType.WORKING_GROUP,
    )
    return SmallCouncil(
        term, plenary, lists, group, board, office, working_group, chair, left, follows, advisory
    )
