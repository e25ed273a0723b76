from __future__ import annotations

import csv
import datetime as dt
import io
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from pypdf import PdfReader

from mitsprache.council.models import AllowanceRate, RulesOfProcedure
from mitsprache.kernel import clock
from mitsprache.kernel.access import PermissionRefused
from mitsprache.kernel.actor import command
from mitsprache.minutes.models import AllowanceEntry, AllowanceList
from mitsprache.minutes.operations_allowances import prepare_allowances, release_allowances
from mitsprache.minutes.payments import payments_of
from mitsprache.proceedings.models import Presence
from tests.factories.accounts import UserFactory, log_in
from tests.factories.council import OrganizationFactory, TermFactory
from tests.factories.minutes import CHAIR, OFFICE, SECOND, held_session
from tests.tools.html import HtmlCheck
from tests.tools.pdf import pdf_problems

pytestmark = pytest.mark.django_db

LISTS = "/office/sitzungsgeldlisten/"


def rate(day: str, amount: str, kind: str = "plenary", most: int | None = None) -> AllowanceRate:
    return AllowanceRate.objects.create(
        key=f"rate-{kind}-{day}",
        rules=RulesOfProcedure.objects.get(),
        organization_type=kind,
        valid_from=dt.date.fromisoformat(day),
        amount=Decimal(amount),
        sessions_a_year=most,
    )


@pytest.fixture
def held():
    held = held_session()
    rate("2015-01-01", "20.00")
    return held


def prepare(actor=OFFICE, half=1, year=2016, term=None) -> AllowanceList:
    return prepare_allowances(actor=actor, term=term or TermFactory(), year=year, half=half)


def paid(listed: AllowanceList) -> list[tuple[str, Decimal]]:
    return [(str(row.person), row.amount) for row in listed.entries.all()]


class TestCompute:
    def test_members_and_their_substitutes_are_paid_who_were_there(self, held) -> None:
        listed = prepare()
        assert paid(listed) == [
            ("Mina Einss7", Decimal(20)),
            ("Mina Ersatzs7", Decimal(20)),
            ("Mina Zweis7", Decimal(20)),
        ]
        assert listed.entries.get(person__family_name="Ersatzs7").stands_in_for == "Mina Dreis7"

    def test_a_deputy_who_stands_in_for_nobody_is_not_paid(self, held) -> None:
        held.sitting.participants.filter(kind="deputy").update(substitutes=None)
        assert "Mina Ersatzs7" not in dict(paid(prepare()))

    def test_guests_and_advisory_members_are_not_paid(self, held) -> None:
        held.sitting.participants.filter(person__family_name="Einss7").update(kind="advisory")
        assert "Mina Einss7" not in dict(paid(prepare()))

    def test_who_came_and_went_is_paid_once(self, held) -> None:
        Presence.objects.create(
            participant=held.members[0],
            from_at=held.sitting.closed_at,
            until_at=held.sitting.closed_at,
        )
        assert [name for name, _ in paid(prepare())].count("Mina Einss7") == 1

    def test_the_half_year_and_the_term_bound_the_list(self, held) -> None:
        held_session("s8", "2016-07-01", number=8)
        other = TermFactory(key="2020", name="2020", start_date="2020-11-01", end_date=None)
        RulesOfProcedure.objects.create(key="2020", term=other)
        held_session("s9", "2016-06-01", number=9, term=other)
        assert {row.session for row in prepare().entries.all()} == {"7. Sitzung"}
        assert {row.session for row in prepare(half=2).entries.all()} == {"8. Sitzung"}

    def test_yearly_limits_count_from_january(self, held) -> None:
        group = OrganizationFactory(organization_type="working_group")
        rate("2015-01-01", "10.00", "working_group", most=1)
        first = held_session("a1", "2016-02-01", number=1, organization=group)
        second = held_session("a2", "2016-08-01", number=2, organization=group)
        one, two = first.members[0], second.members[0]
        second.sitting.participants.filter(pk=two.pk).update(person=one.person)
        (row,) = prepare(half=2).entries.filter(person=one.person)
        assert (row.amount, row.reason) == (0, "limit")

    def test_without_rate_it_says_so(self) -> None:
        held_session()
        assert {row.reason for row in prepare().entries.all()} == {"no_rate"}

    @pytest.mark.parametrize("count", [1, 3])
    def test_it_reads_as_often_at_any_size(self, count, django_assert_num_queries) -> None:
        for number in range(count):
            held_session(f"s{number}", number=number + 1)
        term = TermFactory()
        with django_assert_num_queries(2):
            payments_of(term, 2016, 1)


class TestRelease:
    def test_a_second_person_releases(self, held) -> None:
        listed = prepare()
        release_allowances(actor=SECOND, listed=listed)
        listed.refresh_from_db()
        assert (listed.state, listed.prepared_by, listed.released_by) == (
            "released",
            "Büro",
            "Zweite",
        )

    @pytest.mark.parametrize("actor", [OFFICE, CHAIR, command("shell")])
    def test_nobody_else_does(self, held, actor) -> None:
        with pytest.raises(PermissionRefused):
            release_allowances(actor=actor, listed=prepare())

    def test_who_computes_anew_can_not_release(self, held) -> None:
        prepare(OFFICE)
        listed = prepare(SECOND)
        with pytest.raises(PermissionRefused):
            release_allowances(actor=SECOND, listed=listed)
        release_allowances(actor=OFFICE, listed=listed)

    def test_a_list_that_is_out_of_date_is_not_released(self, held) -> None:
        listed = prepare()
        AllowanceRate.objects.update(amount=Decimal(25))
        with pytest.raises(ValidationError, match="neu auf"):
            release_allowances(actor=SECOND, listed=listed)
        prepare()
        release_allowances(actor=SECOND, listed=listed)

    def test_an_empty_list_is_not_released(self) -> None:
        held_session(day="2016-09-01")
        with pytest.raises(ValidationError, match="leer"):
            release_allowances(actor=SECOND, listed=prepare())

    def test_a_released_list_never_changes(self, held) -> None:
        listed = prepare()
        release_allowances(actor=SECOND, listed=listed)
        with pytest.raises(ValidationError, match="freigegeben"):
            prepare()
        with pytest.raises(ValidationError, match="freigegeben"):
            release_allowances(actor=SECOND, listed=listed)
        for change in (
            lambda: AllowanceList.objects.update(released_by="x"),
            lambda: AllowanceEntry.objects.update(amount=999),
            lambda: AllowanceEntry.objects.all()._raw_delete("default"),
            lambda: AllowanceEntry.objects.create(
                list=listed, person=held.members[0].person, day="2016-06-16", session="x", amount=1
            ),
            lambda: AllowanceList.objects.all()._raw_delete("default"),
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                change()

    def test_the_future_has_no_list(self, held) -> None:
        with clock.stopped(dt.date(2016, 6, 30)), pytest.raises(ValidationError, match="begonnen"):
            prepare(half=2)

    def test_only_the_office_prepares(self, held) -> None:
        with pytest.raises(PermissionRefused):
            prepare(CHAIR)


class TestPages:
    @pytest.fixture
    def office(self, client: Client) -> Client:
        log_in(client, UserFactory(roles=["office"], name="Frau Büro"))
        return client

    @pytest.fixture
    def second(self) -> Client:
        client = Client()
        log_in(client, UserFactory(roles=["administration"], name="Herr Zweiter"))
        return client

    def test_from_the_form_to_the_released_list(self, office, second, held) -> None:
        assert "Noch keine Liste" in office.get(LISTS).content.decode()
        data = {"term": held.meeting.term_id, "year": 2016, "half": 1}
        answer = office.post(LISTS, data)
        page = office.get(answer.url).content.decode()
        assert "60,00 €" in page
        assert "in Vertretung für Mina Dreis7" in page
        assert "haben Sie selbst aufgestellt" in page
        assert office.post(answer.url, {"action": "release"}).status_code == 403
        AllowanceRate.objects.update(amount=Decimal(25))
        assert "haben sich seitdem geändert" in second.get(answer.url).content.decode()
        told = second.post(answer.url, {"action": "release"}, follow=True)
        assert "neu auf" in told.content.decode()
        office.post(answer.url, {"action": "prepare"})
        second.post(answer.url, {"action": "release"})
        page = office.get(answer.url).content.decode()
        assert "Herr Zweiter" in page
        assert "75,00 €" in page
        assert "Neu aufstellen" not in page
        assert "freigegeben" in office.get(LISTS).content.decode()
        assert office.post(answer.url, {"action": "x"}).status_code == 404

    def test_what_is_wrong_is_told(self, office, held) -> None:
        assert "Nennen Sie" in office.post(LISTS, {}, follow=True).content.decode()
        data = {"term": held.meeting.term_id, "year": 2199, "half": 1}
        assert "nicht begonnen" in office.post(LISTS, data, follow=True).content.decode()

    def test_files_hold_every_session_and_the_sums(self, office, held) -> None:
        rate("2015-01-01", "1.00", "committee")
        listed = prepare()
        body = office.get(f"{LISTS}{listed.key}/liste.csv").content.decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(body), delimiter=";"))
        assert rows[1][0] == "Mina Einss7"
        assert [row[4] for row in rows[1:]] == ["20.00"] * 3
        answer = office.get(f"{LISTS}{listed.key}/liste.pdf")
        text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
        assert "noch nicht freigegeben" in text
        assert "60,00 €" in text
        assert "7. Sitzung (in Vertretung für Mina Dreis7)" in text
        assert answer["Cache-Control"] == "no-store"
        release_allowances(actor=SECOND, listed=listed)
        released = office.get(f"{LISTS}{listed.key}/liste.pdf").content
        assert pdf_problems({"open": answer.content, "released": released}) == {
            "open": [],
            "released": [],
        }

    @pytest.mark.parametrize("role", ["chair", "member", "deputy", "translator"])
    def test_nobody_else_sees_them(self, client, held, role) -> None:
        key = prepare().key
        log_in(client, UserFactory(roles=[role]))
        for address in (
            LISTS,
            f"{LISTS}{key}/",
            f"{LISTS}{key}/liste.csv",
            f"{LISTS}{key}/liste.pdf",
        ):
            assert client.get(address).status_code == 403

    def test_pages_are_valid_html(self, office, held) -> None:
        check = HtmlCheck()
        check.add("empty", office.get(LISTS).content.decode())
        listed = prepare()
        check.add("list", office.get(LISTS).content.decode())
        check.add("open", office.get(f"{LISTS}{listed.key}/").content.decode())
        release_allowances(actor=SECOND, listed=listed)
        check.add("released", office.get(f"{LISTS}{listed.key}/").content.decode())
        empty = prepare(half=2)
        check.add("nobody", office.get(f"{LISTS}{empty.key}/").content.decode())
        assert check.problems() == {}
        assert office.get(f"{LISTS}gibt-es-nicht/").status_code == 404
