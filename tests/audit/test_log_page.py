"""The log's pages: for the administration only, searchable, page by page, as a file."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest
from django.test import Client

from mitsprache.accounts.operations import create_account, update_account
from mitsprache.audit.models import Entry
from mitsprache.audit.queries import PAGE, LogFilter, log_entries, log_page
from mitsprache.audit.record import append
from mitsprache.kernel import clock
from mitsprache.kernel.access import PermissionRefused
from mitsprache.kernel.actor import ANONYMOUS, command
from tests.factories.accounts import UserFactory, log_in
from tests.factories.audit import actor, entry

pytestmark = pytest.mark.django_db
LOG = "/office/protokoll/"
ADMIN = command("test")


@pytest.fixture
def admin(client: Client) -> Client:
    log_in(client, UserFactory(roles=["administration"], name="Edda Verwaltung"))
    return client


def numbers(client: Client, query: str = "") -> list[int]:
    page = client.get(LOG + query)
    assert page.status_code == 200
    return [line["entry"].number for line in page.context["lines"]]


@pytest.mark.parametrize("role", ["office", "chair", "member", "deputy", "translator"])
def test_others_are_refused(client: Client, role: str) -> None:
    entry()
    log_in(client, UserFactory(roles=[role]))
    assert client.get(LOG).status_code == 403
    assert client.get(f"{LOG}1/").status_code == 403


def test_a_refusal_names_the_role_that_is_missing(client: Client) -> None:
    log_in(client, UserFactory(roles=["office"]))
    page = client.get(LOG).content.decode()
    assert "Dafür fehlt Ihnen die Rolle „Administration“." in page


def test_an_entry_is_told_in_words(admin: Client) -> None:
    entry()
    page = admin.get(f"{LOG}1/")
    assert page.context["entry"].action not in page.content.decode()
    assert f"<dd>{page.context['lead']}</dd>" in page.content.decode()


def test_visitors_are_sent_to_the_log_in(client: Client) -> None:
    assert client.get(LOG).status_code == 302


@pytest.mark.parametrize("viewer", [ANONYMOUS, actor()])
def test_queries_ask_too(viewer: object) -> None:
    with pytest.raises(PermissionRefused):
        log_entries(viewer, LogFilter())  # type: ignore[arg-type]


def test_the_newest_stand_on_top(admin: Client) -> None:
    for _n in range(3):
        entry()
    assert numbers(admin)[-3:] == [3, 2, 1]


def test_empty_log_says_what_will_stand_there(admin: Client) -> None:
    Client().get("/")
    page = admin.get(LOG + "?text=gibtesnicht")
    assert "Dazu steht nichts" in page.content.decode()


def test_filters(admin: Client) -> None:
    first = entry(label="Ömer Çelik").number
    second = entry("council.create_body", by=actor("Hans Rat", 2), model="council.body").number
    assert second in numbers(admin, "?person=Hans+Rat")
    assert first not in numbers(admin, "?person=Hans+Rat")
    assert numbers(admin, "?action=council.create_body") == [second]
    assert numbers(admin, "?kind=council.person") == [first]
    assert numbers(admin, "?text=çelik") == [first]
    assert numbers(admin, "?text=hans") == [second]


def test_days_count_in_the_sites_zone(admin: Client) -> None:
    midnight = dt.datetime(2026, 3, 1, 23, 30, tzinfo=dt.UTC)  # 0:30 on 2 March in Berlin
    with clock.stopped(midnight):
        number = entry().number
    assert number in numbers(admin, "?first_date=2026-03-02&last_date=2026-03-02")
    assert number not in numbers(admin, "?last_date=2026-03-01")
    assert number not in numbers(admin, "?first_date=2026-03-03")


@pytest.mark.parametrize("query", ["?first_date=quatsch", "?person=Niemand", "?vor=x", "?nach=-1"])
def test_nonsense_does_no_harm(admin: Client, query: str) -> None:
    entry()
    assert 1 in numbers(admin, query)


def test_wrong_values_are_told(admin: Client) -> None:
    page = admin.get(f"{LOG}?first_date=quatsch")
    assert "ms-field__error" in page.content.decode()


def test_pages_forward_and_back() -> None:
    for _n in range(2 * PAGE + 5):
        entry()
    entries = log_entries(ADMIN, LogFilter())
    first = log_page(entries)
    assert (first.entries[0].number, len(first.entries)) == (105, 50)
    assert (first.newer, first.older) == (None, 56)
    second = log_page(entries, before=first.older)
    assert (second.entries[0].number, second.entries[-1].number) == (55, 6)
    assert (second.newer, second.older) == (55, 6)
    last = log_page(entries, before=second.older)
    assert ([e.number for e in last.entries], last.older) == ([5, 4, 3, 2, 1], None)
    back = log_page(entries, after=last.newer)
    assert (back.entries[0].number, back.entries[-1].number) == (55, 6)
    assert (back.newer, back.older) == (55, 6)
    top = log_page(entries, after=back.newer)
    assert (top.entries[0].number, top.newer, top.older) == (105, None, 56)


def test_pages_beyond_either_end() -> None:
    entry()
    entries = log_entries(ADMIN, LogFilter())
    nothing_older = log_page(entries, before=1)
    assert (nothing_older.entries, nothing_older.newer, nothing_older.older) == ([], 0, None)
    nothing_newer = log_page(entries, after=1)
    assert (nothing_newer.entries, nothing_newer.newer, nothing_newer.older) == ([], None, 2)
    assert log_page(Entry.objects.none()).entries == []


def test_links_keep_the_filters(admin: Client) -> None:
    for _n in range(PAGE + 1):
        entry()
    page = admin.get(f"{LOG}?kind=council.person&person=")
    assert page.context["older_url"] == "?kind=council.person&person=&vor=3"
    older = admin.get(LOG + page.context["older_url"])
    assert older.context["newer_url"] == "?kind=council.person&person=&nach=2"


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_however_much_there_is(
    admin: Client, django_assert_num_queries: object, count: int
) -> None:
    admin.get(LOG)
    for n in range(count):
        entry(by=actor(f"Person {n}", n))
    with django_assert_num_queries(9):  # type: ignore[operator]
        admin.get(LOG)


def test_an_entry_shows_old_and_new(admin: Client) -> None:
    account = create_account(actor=ADMIN, email="ada@rat.example", name="Ada Alt")
    update_account(
        actor=ADMIN, account=account, email="ada@rat.example", name="Ada <Neu>", language="de"
    )
    number = Entry.objects.latest("number").number
    page = admin.get(f"{LOG}{number}/").content.decode()
    for text in ("Ada Alt", "Ada &lt;Neu&gt;", "Zugang geändert", ">Name<"):
        assert text in page


def test_passwords_never_show(admin: Client) -> None:
    create_account(
        actor=ADMIN, email="ada@rat.example", name="Ada", password="Brunnen-Kastanie-Fahrrad"
    )
    number = Entry.objects.latest("number").number
    page = admin.get(f"{LOG}{number}/").content.decode()
    assert "•••" in page
    assert "md5$" not in page


def test_a_visitors_entry_names_nobody(admin: Client) -> None:
    entry("accounts.fail_log_in", by=ANONYMOUS)
    assert "nicht angemeldet" in admin.get(f"{LOG}?action=accounts.fail_log_in").content.decode()


def test_an_entry_with_many_records_has_pages(admin: Client) -> None:
    change = {
        "action": "update",
        "model": "council.person",
        "pk": "1",
        "label": "P",
        "fields": {"family_name": ["a", "b"]},
    }
    big = append(actor=ADMIN, action="council.load", changes=[change] * 51)
    first = admin.get(f"{LOG}{big.number}/")
    assert len(first.context["changes"]) == 50
    assert "51 geänderte Datensätze" in first.content.decode()
    last = admin.get(f"{LOG}{big.number}/{first.context['older_url']}")
    assert len(last.context["changes"]) == 1
    assert last.context["newer_url"] == "?seite=1"


def test_missing_entry(admin: Client) -> None:
    assert admin.get(f"{LOG}999/").status_code == 404


def test_file_holds_a_line_per_field_and_no_formula(admin: Client) -> None:
    entry(label="=HYPERLINK(1)", fields={"family_name": ["a", "b"], "given_name": ["", "@x"]})
    answer = admin.get(f"{LOG}?format=csv&kind=council.person")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0][:3] == ["Nummer", "Zeitpunkt", "Wer"]
    assert [row[5:] for row in rows[1:]] == [
        ["'=HYPERLINK(1)", "Nachname", "a", "b"],
        ["'=HYPERLINK(1)", "Vorname", "–", "'@x"],
    ]


def test_file_names_what_changed_no_field(admin: Client) -> None:
    answer = admin.get(f"{LOG}?format=csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[1][2:] == [
        "Edda Verwaltung",
        "Angemeldet",
        "Zugang",
        "Edda Verwaltung",
        "Womit",
        "–",
        "–",
    ]
