from __future__ import annotations

import pytest
from django.test import Client

from mitsprache.council.models import Location, Membership, Person
from mitsprache.kernel.pages import deletion
from tests.factories.council import LocationFactory, MembershipFactory
from tests.factories.meetings import MeetingFactory

pytestmark = pytest.mark.django_db


def test_deleting_shows_what_goes_too_and_asks(office: Client) -> None:
    membership = MembershipFactory()
    address = f"/office/personen/{membership.person.key}/loeschen/"
    page = office.get(address).content.decode()
    assert "Wird mit gelöscht" in page
    assert str(membership) in page
    assert Person.objects.exists()
    response = office.post(address)
    assert response.url == "/office/personen/"
    assert not Person.objects.exists()
    assert not Membership.objects.exists()


def test_what_is_needed_is_not_deleted_and_its_users_are_linked(office: Client) -> None:
    meeting = MeetingFactory(location=LocationFactory(key="ort"))
    page = office.get("/office/orte/ort/loeschen/").content.decode()
    assert "Wird noch gebraucht" in page
    assert f'href="/office/sitzungen/{meeting.key}/"' in page
    assert "<button" not in page.partition("<main")[2]
    assert office.post("/office/orte/ort/loeschen/").status_code == 409
    assert Location.objects.exists()


def test_many_dependents_are_counted(office: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deletion, "SHOWN", 1)
    place = LocationFactory()
    for _ in range(3):
        MeetingFactory(location=place)
    page = office.get(f"/office/orte/{place.key}/loeschen/").content.decode()
    assert "und 2 weitere Einträge" in page


def test_nothing_hangs_on_it(office: Client) -> None:
    place = LocationFactory()
    address = f"/office/orte/{place.key}/loeschen/?zurueck=/office/"
    page = office.get(address)
    assert "Nichts anderes hängt daran." in page.content.decode()
    assert page.context["back"] == "/office/"
    assert office.post(address).url == "/office/"
