"""Requests and values that nothing here takes."""

from __future__ import annotations

import datetime as dt

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.test import Client

from mitsprache.council import operations
from mitsprache.council.models import Location, Membership
from mitsprache.kernel.actor import Actor, ActorKind
from tests.factories.accounts import UserFactory, log_in
from tests.factories.council import LocationFactory, MembershipFactory

pytestmark = pytest.mark.django_db

OFFICE = Actor(kind=ActorKind.USER, name="Büro", roles=frozenset({"office"}))


@pytest.mark.parametrize("length", [str(settings.REQUEST_BYTES + 1), "9" * 5000, "-1", "1e3", "x"])
def test_a_body_without_end_is_not_even_read(client: Client, length: str) -> None:
    answer = client.post("/konto/anmelden/", CONTENT_LENGTH=length)
    assert answer.status_code == 413
    assert "Permissions-Policy" in answer.headers


def test_a_body_of_usual_size_is_read(client: Client) -> None:
    assert client.post("/konto/anmelden/", {"login": "x" * 100_000}).status_code == 200


@pytest.mark.parametrize("query", ["vor=%00", "x=a%00b", "%00", "q=%00&q=a"])
@pytest.mark.parametrize("path", ["/de/sitzungen/", "/office/", "/konto/anmelden/"])
def test_a_nul_in_the_query_leads_nowhere(client: Client, path: str, query: str) -> None:
    assert client.get(f"{path}?{query}").status_code == 404


@pytest.mark.parametrize("day", ["0001-01-01", "0202-05-01", "2200-01-01", "9999-12-31"])
def test_a_day_that_can_not_be_meant_is_refused(day: str) -> None:
    membership = MembershipFactory()
    with pytest.raises(ValidationError, match="1800") as refused:
        operations.membership.update(
            actor=OFFICE, record=membership, values={"start_date": dt.date.fromisoformat(day)}
        )
    assert list(refused.value.message_dict) == ["start_date"]
    assert Membership.objects.get().start_date == membership.start_date


@pytest.mark.parametrize("moment", ["0001-01-01T00:00", "9999-12-31T23:59", "0202-01-01T10:00"])
def test_a_form_says_it_beside_the_field(client: Client, moment: str) -> None:
    log_in(client, UserFactory(roles=["office"]))
    answer = client.post("/office/sitzungen/neu/", {"name": "x", "start_at": moment})
    assert answer.status_code == 422
    assert "start_at" in answer.context["form"].errors


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_log_takes_any_day(client: Client, day: str) -> None:
    log_in(client, UserFactory(roles=["administration"]))
    for name in ("first_date", "last_date"):
        assert client.get("/office/protokoll/", {name: day}).status_code == 200


def test_who_loses_a_race_for_a_unique_value_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    LocationFactory(key="rathaus")
    monkeypatch.setattr(Location, "full_clean", lambda _self: None)
    with pytest.raises(ValidationError, match="im selben Moment") as refused:
        operations.location.create(
            actor=OFFICE, values={"key": "rathaus", "description": "Rathaus"}
        )
    assert isinstance(refused.value.__cause__, IntegrityError)
