"""Linking sessions and agenda items to a goal."""

from __future__ import annotations

import pytest
from django.test import Client

from mitsprache.goals.models import Goal
from tests.factories.goals import GoalFactory
from tests.factories.meetings import AgendaItemFactory, MeetingFactory

pytestmark = pytest.mark.django_db
PAGE = "/office/ziele/ziel/verknuepfungen/"


@pytest.fixture
def goal() -> Goal:
    return GoalFactory(key="ziel")


def labels(client: Client, name: str, query: str = "") -> list[str]:
    return [entry["label"] for entry in client.get(PAGE + query).context[name]]


def test_sessions_and_items_are_found_added_and_taken_off(office: Client, goal: Goal) -> None:
    item = AgendaItemFactory(title="Wahlrecht für alle")
    meeting = MeetingFactory(name="Sitzung zum Wahlrecht")
    MeetingFactory(name="Anderes")
    query = "?q=wahlrecht"
    assert labels(office, "offered", query) == [str(meeting), "Wahlrecht für alle"]
    for kind, key in (("agenda_items", item.key), ("meetings", meeting.key)):
        response = office.post(PAGE + query, {"kind": kind, "key": key, "add": ""})
        assert response.url == PAGE + query
    assert labels(office, "linked") == [str(meeting), "Wahlrecht für alle"]
    assert labels(office, "offered", query) == []
    office.post(PAGE, {"kind": "meetings", "key": meeting.key, "take_off": ""})
    assert labels(office, "linked") == ["Wahlrecht für alle"]
    goal.refresh_from_db()
    assert goal.version == 4


@pytest.mark.parametrize(
    "data", [{}, {"kind": "term", "key": "x"}, {"kind": "meetings", "key": "x"}]
)
def test_what_is_not_there_is_missing(office: Client, goal: Goal, data: dict[str, str]) -> None:
    assert office.post(PAGE, data).status_code == 404


def test_a_search_without_result_says_so(office: Client, goal: Goal) -> None:
    assert "Nichts gefunden" in office.get(f"{PAGE}?q=nichts").content.decode()
