"""Rules of procedure: defaults, what contradicts itself, and their pages in the workspace."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from mitsprache.audit.models import Entry
from mitsprache.council import operations
from mitsprache.council.models import AllowanceRate, RulesOfProcedure
from mitsprache.council.queries import rules_for
from mitsprache.kernel.access import PermissionRefused
from mitsprache.kernel.actor import ANONYMOUS, command
from tests.factories.accounts import UserFactory, log_in
from tests.factories.council import RateFactory, RulesFactory, TermFactory
from tests.office.forms import sent

pytestmark = pytest.mark.django_db
HAND = command("test")


def changed(**values: Any) -> RulesOfProcedure:
    return operations.procedure.update(actor=HAND, record=RulesFactory(), values=values)


def refused(**values: Any) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as caught:
        changed(**values)
    assert not Entry.objects.exists()
    return caught.value.message_dict


def test_a_term_without_rules_gets_the_defaults(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    term = TermFactory()
    with django_assert_num_queries(1):
        rules = rules_for(term)
        assert (rules.pk, rules.term, rules.notice_days) == (None, term, 8)


def test_a_terms_own_rules_hold(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    stored = RulesFactory(notice_days=10)
    with django_assert_num_queries(1):
        rules = rules_for(stored.term)
        assert (rules.pk, rules.term.seats, rules.notice_days) == (stored.pk, 27, 10)


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"notice_days": 2, "reminder_days": 0}, "urgent_notice_hours", "weniger als 48 Stunden"),
        ({"reminder_days": 8}, "reminder_days", "weniger als 8 Tage vor der Sitzung"),
        ({"roll_call_request": 28}, "roll_call_request", "Das Gremium hat 27 Sitze"),
        ({"secret_request": 30}, "secret_request", "Das Gremium hat 27 Sitze"),
        ({"non_public_categories": "Vergaben\nVergaben"}, "non_public_categories", "zweimal"),
        ({"non_public_categories": "x" * 121}, "non_public_categories", "höchstens 120 Zeichen"),
        ({"notice_days": 0}, "notice_days", "größer oder gleich 1"),
    ],
)
def test_rules_that_contradict_themselves_are_refused(
    values: dict[str, Any], field: str, words: str
) -> None:
    found = refused(**values)
    assert words in " ".join(found[field])


def test_all_contradictions_of_a_field_are_told_at_once() -> None:
    found = refused(non_public_categories="A\nA\nB\nB", secret_request=99)
    assert [len(found[name]) for name in ("non_public_categories", "secret_request")] == [2, 1]


def test_the_limits_themselves_are_allowed() -> None:
    rules = changed(urgent_notice_hours=191, secret_request=27, reminder_days=7)
    assert rules.version == 2


def test_a_term_keeps_the_seats_that_its_rules_count_with() -> None:
    term = RulesFactory(secret_request=20).term
    with pytest.raises(ValidationError) as caught:
        operations.term.update(actor=HAND, record=term, values={"seats_elected": 10})
    (message,) = caught.value.messages
    assert message.startswith("Geschäftsordnung, „Geheime Abstimmung auf Verlangen von“: So viele")
    assert message.endswith("Das Gremium hat 19 Sitze.")
    operations.term.update(actor=HAND, record=term, values={"seats_elected": 11})


def test_a_rate_begins_before_the_term_ends() -> None:
    rules = RulesFactory()
    values = {"key": "x", "rules": rules, "amount": "20.00"}
    with pytest.raises(ValidationError) as caught:
        operations.rate.create(actor=HAND, values={**values, "valid_from": dt.date(2020, 11, 1)})
    assert "endet am 31. Oktober 2020" in caught.value.messages[0]
    operations.rate.create(actor=HAND, values={**values, "valid_from": dt.date(2020, 10, 31)})
    rules.term.end_date = None
    rules.term.save()
    values |= {"key": "y", "valid_from": dt.date(2099, 1, 1)}
    assert operations.rate.create(actor=HAND, values=values).pk


def test_visitors_change_no_rules() -> None:
    with pytest.raises(PermissionRefused):
        operations.procedure.update(actor=ANONYMOUS, record=RulesFactory(), values={})


@pytest.fixture
def office(client: Client) -> Client:
    log_in(client, UserFactory(roles=["office"]))
    return client


def test_a_term_leads_to_its_rules(office: Client) -> None:
    TermFactory()
    link = "/office/geschaeftsordnungen/neu/?term=2014-2020"
    assert f'href="{link}"' in office.get("/office/wahlperioden/2014-2020/").content.decode()
    page = office.get(link)
    assert page.context["form"]["term"].value() == RulesOfProcedure(term=TermFactory()).term_id
    assert "So viele Tage vor der Sitzung muss die Einladung da sein." in page.content.decode()
    saved = office.post(link, sent(page, notice_days="10", item_deadline_days="5"), follow=True)
    assert "Sie brauchen dann einen Nachtrag." in saved.content.decode()
    assert rules_for(TermFactory()).notice_days == 10
    again = office.get("/office/wahlperioden/2014-2020/").content.decode()
    assert 'href="/office/geschaeftsordnungen/2014-2020/"' in again


def test_binding_votes_on_devices_are_warned_of(office: Client) -> None:
    RulesFactory()
    address = "/office/geschaeftsordnungen/2014-2020/"
    values = sent(office.get(address), device_votes="binding")
    assert (
        "nur mit zugelassener Technik" in office.post(address, values, follow=True).content.decode()
    )


def test_a_contradiction_stands_beside_its_field(office: Client) -> None:
    RulesFactory()
    address = "/office/geschaeftsordnungen/2014-2020/"
    response = office.post(address, sent(office.get(address), urgent_notice_hours="192"))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["urgent_notice_hours"]


def test_rates_stand_with_the_rules_and_lead_back(office: Client) -> None:
    RulesFactory()
    address = "/office/geschaeftsordnungen/2014-2020/"
    assert "Noch kein Betrag" in office.get(address).content.decode()
    add = f"/office/sitzungsgelder/neu/?rules=2014-2020&zurueck={address}"
    assert add.replace("&", "&amp;") in office.get(address).content.decode()
    values = sent(office.get(add), valid_from="2016-01-01", amount="22.70", sessions_a_year="8")
    assert office.post(add, values).url == address
    assert AllowanceRate.objects.get().key == "2014-2020-plenary-2016-01-01"
    page = office.get(address).content.decode()
    assert "22,70 Euro ab 01.01.2016" in page
    assert "höchstens 8 Sitzungen im Jahr" in page


def test_the_page_of_rules_asks_the_same_queries_with_many_rates(
    office: Client, django_assert_max_num_queries: Any
) -> None:
    RateFactory()
    address = "/office/geschaeftsordnungen/2014-2020/"
    office.get(address)
    with django_assert_max_num_queries(30) as one:
        office.get(address)
    for year in (2015, 2016):
        RateFactory(valid_from=dt.date(year, 1, 1))
    with django_assert_max_num_queries(len(one)):
        office.get(address)
