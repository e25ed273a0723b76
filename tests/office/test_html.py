"""Pages of the workspace are valid HTML."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories.council import LocationFactory
from tests.factories.meetings import AgendaItemFactory
from tests.office.forms import sent
from tests.office.test_queries import fill
from tests.tools.html import check_pages

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ADDRESSES = [
    "/office/",
    "/office/orte/",
    "/office/orte/?q=nichts",
    "/office/orte/neu/",
    "/office/orte/rathaus/",
    "/office/orte/rathaus/loeschen/",
    "/office/personen/person/",
    "/office/personen/person/loeschen/",
    "/office/sitzungen/sitzung/",
    "/office/sitzungen/sitzung/tagesordnung/",
    "/office/sitzungen/sitzung/tagesordnung/neu/",
    "/office/ziele/ziel/",
    "/office/ziele/ziel/verknuepfungen/?q=nummer",
    "/office/artikel/artikel/",
    "/office/bilder/neu/",
    "/office/uebersetzung/?sprache=ar",
    "/office/uebersetzung/goal/ziel/ar/",
]


def test_pages_are_valid(office: Client) -> None:
    fill(2)
    place = LocationFactory(key="rathaus")
    AgendaItemFactory(key="punkt")
    pages = {address: office.get(address).content.decode() for address in ADDRESSES}
    mine = office.get("/office/orte/rathaus/")
    office.post("/office/orte/rathaus/", sent(mine, room="Ihr Raum"))
    pages |= {
        "errors": office.post("/office/orte/rathaus/", sent(mine, description="")).content.decode(),
        "conflict": office.post("/office/orte/rathaus/", sent(mine, room="X")).content.decode(),
        "bulk": office.post(
            "/office/orte/", {"aktion": "loeschen", "auswahl": [place.key]}
        ).content.decode(),
    }
    assert {name: problems for name, problems in check_pages(pages).items() if problems} == {}
