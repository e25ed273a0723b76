"""The list of a record type, shown with locations, persons and organizations."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from mitsprache.council.models import Location, Organization
from mitsprache.kernel.pages.lists import RecordList
from tests.factories.council import (
    LocationFactory,
    MembershipFactory,
    OrganizationFactory,
    PersonFactory,
    TermFactory,
)
from tests.factories.meetings import MeetingFactory

pytestmark = pytest.mark.django_db
PLACES = "/office/orte/"


def first_cells(response: Any) -> list[str]:
    return [row["cells"][0]["text"] for row in response.context["rows"]]


def test_an_empty_list_says_what_will_stand_there(office: Client) -> None:
    page = office.get(PLACES).content.decode()
    assert "Noch keine Einträge" in page
    assert "Legen Sie die Orte an" in page
    assert 'href="/office/orte/neu/"' in page


def test_search_finds_every_word_in_any_field(office: Client) -> None:
    LocationFactory(description="Rathaus", street_address="Friedensplatz 1")
    LocationFactory(description="Bürgerhaus", street_address="Am Park 2")
    assert first_cells(office.get(PLACES, {"q": "rat frieden"})) == ["Rathaus"]
    assert first_cells(office.get(PLACES, {"q": "BÜRGER"})) == ["Bürgerhaus"]


def test_a_search_without_result_offers_to_lift_it(office: Client) -> None:
    LocationFactory()
    page = office.get(PLACES, {"q": "gibtesnicht"}).content.decode()
    assert "Nichts gefunden" in page
    assert "Filter aufheben" in page


def test_filters_narrow_and_unknown_values_count_as_none(office: Client) -> None:
    LocationFactory(description="A", is_accessible=True)
    LocationFactory(description="B", is_accessible=False)
    assert first_cells(office.get(PLACES, {"is_accessible": "ja"})) == ["A"]
    assert first_cells(office.get(PLACES, {"is_accessible": "nein"})) == ["B"]
    assert first_cells(office.get(PLACES, {"is_accessible": "vielleicht"})) == ["A", "B"]


def test_filters_by_choice_and_by_related_record(office: Client) -> None:
    term = TermFactory()
    OrganizationFactory(name="Mit", term=term, organization_type="electoral_list")
    OrganizationFactory(name="Ohne")
    assert first_cells(office.get("/office/organisationen/", {"term": term.key})) == ["Mit"]
    page = office.get("/office/organisationen/", {"organization_type": "electoral_list"})
    assert first_cells(page) == ["Mit"]


def test_filter_by_a_condition_of_its_own(office: Client) -> None:
    MembershipFactory(person__family_name="Drin", end_date=None)
    PersonFactory(family_name="Draußen")
    assert first_cells(office.get("/office/personen/", {"mitglied": "jetzt"})) == ["Drin"]
    assert first_cells(office.get("/office/personen/", {"mitglied": "keine"})) == ["Draußen"]


def test_columns_sort_up_and_down(office: Client) -> None:
    for name in ("B", "A", "C"):
        LocationFactory(description=name)
    assert first_cells(office.get(PLACES, {"sort": "description"})) == ["A", "B", "C"]
    response = office.get(PLACES, {"sort": "-description"})
    assert first_cells(response) == ["C", "B", "A"]
    assert 'aria-sort="descending"' in response.content.decode()
    assert first_cells(office.get(PLACES, {"sort": "password"})) == ["A", "B", "C"]


def test_pages_hold_every_row_once(office: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RecordList, "page_size", 2)
    for _ in range(5):
        LocationFactory(description="Gleich")
    keys: list[str] = []
    for number in (1, 2, 3):
        response = office.get(PLACES, {"seite": number, "sort": "description"})
        keys += [row["record"].key for row in response.context["rows"]]
    assert len(keys) == len(set(keys)) == 5
    page = office.get(PLACES, {"seite": 2}).content.decode()
    assert "Seite 2 von 3" in page
    assert "?seite=1" in page
    assert "?seite=3" in page


def test_a_bulk_action_asks_before_it_deletes(office: Client) -> None:
    one, two = LocationFactory(), LocationFactory()
    data = {"aktion": "loeschen", "auswahl": [one.key, two.key]}
    page = office.post(PLACES, data)
    assert page.status_code == 200
    assert "Löschen: 2 Einträge" in page.content.decode()
    assert Location.objects.count() == 2
    assert office.post(PLACES, data | {"bestaetigt": "ja"}).status_code == 302
    assert Location.objects.count() == 0


def test_a_bulk_action_keeps_what_is_needed_and_says_so(office: Client) -> None:
    used = LocationFactory(description="Gebraucht")
    MeetingFactory(location=used)
    LocationFactory(description="Frei")
    data = {"aktion": "loeschen", "auswahl": [*Location.objects.values_list("key", flat=True)]}
    page = office.post(PLACES, data | {"bestaetigt": "ja"}, follow=True).content.decode()
    assert [*Location.objects.values_list("description", flat=True)] == ["Gebraucht"]
    assert "wird noch gebraucht von" in page
    assert "1 Eintrag: Löschen" in page


@pytest.mark.parametrize("data", [{}, {"aktion": "loeschen"}, {"aktion": "was", "auswahl": ["x"]}])
def test_a_bulk_action_needs_a_choice(office: Client, data: dict[str, Any]) -> None:
    LocationFactory()
    page = office.post(PLACES, data, follow=True).content.decode()
    assert "Wählen Sie mindestens einen Eintrag" in page
    assert Location.objects.count() == 1


def test_csv_holds_all_matching_rows_and_no_formula(
    office: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(RecordList, "page_size", 1)
    LocationFactory(description="=cmd", postal_code="44135", is_accessible=True)
    LocationFactory(description="Rathaus")
    LocationFactory(description="Anderswo", locality="Hagen")
    response = office.get(PLACES, {"format": "csv", "q": "dortmund"})
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0][0] == "Bezeichnung"
    assert [row[0] for row in rows[1:]] == ["'=cmd", "Rathaus"]
    assert rows[1][3:] == ["44135", "Dortmund", "ja"]


def test_xlsx_holds_the_same(office: Client) -> None:
    LocationFactory(description="=cmd")
    response = office.get(PLACES, {"format": "xlsx"})
    sheet = load_workbook(io.BytesIO(response.content)).active
    assert sheet is not None
    assert sheet["A2"].value == "=cmd"
    assert sheet["A2"].data_type == "s"


def test_values_are_escaped(office: Client) -> None:
    LocationFactory(description="<script>alert(1)</script>")
    assert "<script>alert" not in office.get(PLACES).content.decode()


QUERIES = {"/office/orte/": 7, "/office/organisationen/": 8, "/office/personen/": 7}


@pytest.mark.parametrize("address", QUERIES)
@pytest.mark.parametrize("count", [1, 3])
def test_a_list_takes_the_same_queries_whatever_its_size(
    office: Client, address: str, count: int, django_assert_num_queries: Callable[[int], Any]
) -> None:
    for _ in range(count):
        MembershipFactory(
            organization=OrganizationFactory(location=LocationFactory(), term=TermFactory())
        )
    office.get(address)
    with django_assert_num_queries(QUERIES[address]):
        office.get(address)


def test_a_reader_without_the_right_to_write_gets_no_buttons(client: Client) -> None:
    from tests.factories.accounts import UserFactory, log_in

    log_in(client, UserFactory(roles=["chair"]))
    OrganizationFactory()
    page = client.get("/office/organisationen/")
    assert page.status_code == 200
    assert page.context["create_url"] == ""
    assert page.context["bulk_actions"] == []
    data = {"aktion": "loeschen", "auswahl": [*Organization.objects.values_list("key", flat=True)]}
    client.post("/office/organisationen/", data | {"bestaetigt": "ja"})
    assert Organization.objects.count() == 1
