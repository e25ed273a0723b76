"""Pages of the workspace take the same number of queries whatever the size of the data."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.factories.council import MembershipFactory, OrganizationFactory, PersonFactory
from tests.factories.goals import FieldOfActionFactory, GoalFactory, GoalOrganizationFactory
from tests.factories.meetings import AgendaItemFactory, MeetingFactory
from tests.factories.publishing import ArticleFactory, ImageFactory

pytestmark = pytest.mark.django_db


def fill(count: int) -> None:
    """Put `count` records of each kind, hanging on one person, meeting, goal."""
    meeting = MeetingFactory(key="sitzung")
    person = PersonFactory(key="person")
    goal = GoalFactory(key="ziel")
    ArticleFactory(key="artikel")
    first = None
    for number in range(count):
        MembershipFactory(
            person=person,
            organization=OrganizationFactory(),
            on_behalf_of=OrganizationFactory(),
        )
        GoalOrganizationFactory(goal=goal)
        FieldOfActionFactory()
        ArticleFactory(image=ImageFactory(), state="draft")
        MeetingFactory()
        first = AgendaItemFactory(meeting=meeting, position=number)
        AgendaItemFactory(meeting=meeting, parent=first, public=number % 2 == 0)


QUERIES = {
    "/office/": 17,
    "/office/mitgliedschaften/": 8,
    "/office/sitzungen/": 9,
    "/office/ziele/": 8,
    "/office/beteiligungen/": 7,
    "/office/plaene/": 7,
    "/office/handlungsfelder/": 8,
    "/office/artikel/": 7,
    "/office/bilder/": 7,
    "/office/personen/person/": 8,
    "/office/ziele/ziel/": 11,
    "/office/ziele/ziel/verknuepfungen/?q=Nummer": 10,
    "/office/sitzungen/sitzung/": 11,
    "/office/sitzungen/sitzung/tagesordnung/": 11,
    "/office/artikel/artikel/": 10,
    "/office/mitgliedschaften/neu/": 9,
    "/office/uebersetzung/": 19,
    "/office/uebersetzung/goal/ziel/tr/": 6,
}


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("address", QUERIES)
def test_queries_are_constant(
    office: Client, address: str, count: int, django_assert_num_queries: Callable[[int], Any]
) -> None:
    fill(count)
    office.get(address)
    with django_assert_num_queries(QUERIES[address]):
        assert office.get(address).status_code == 200
