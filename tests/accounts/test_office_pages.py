"""The administration's pages about accounts."""

from __future__ import annotations

import time
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from mitsprache.accounts.models import User
from mitsprache.accounts.queries import account_by_id, account_lines
from mitsprache.kernel.actor import ANONYMOUS
from tests.factories.accounts import PASSWORD, UserFactory, log_in

pytestmark = pytest.mark.django_db
LIST = "/office/zugaenge/"


@pytest.fixture
def admin(client: Client) -> Client:
    log_in(client, UserFactory(roles=["administration"], name="Edda Verwaltung"))
    return client


def names(client: Client, query: str = "") -> list[str]:
    return [line.account.name for line in client.get(LIST + query).context["lines"]]


def form_of(client: Client, account: User) -> dict[str, Any]:
    form = client.get(f"{LIST}{account.pk}/").context["form"]
    return {name: form.initial[name] for name in ("name", "email", "language", "roles", "seen")}


@pytest.mark.parametrize("role", ["office", "chair", "member", "deputy", "translator"])
@pytest.mark.parametrize("page", ["", "neu/", "1/", "1/sperren/", "1/zweiter-faktor/"])
def test_others_are_refused(client: Client, role: str, page: str) -> None:
    log_in(client, UserFactory(roles=[role]))
    assert client.get(LIST + page).status_code == 403


def test_queries_show_others_nothing() -> None:
    user = UserFactory()
    assert account_lines(ANONYMOUS) == []
    assert account_by_id(ANONYMOUS, user.pk) is None


def test_list_with_search_and_role(admin: Client) -> None:
    UserFactory(name="Ömer Çelik", roles=["member"])
    UserFactory(name="Ada Rat", email="ada@anders.example", roles=["chair", "member"])
    assert names(admin) == ["Ada Rat", "Edda Verwaltung", "Ömer Çelik"]
    assert names(admin, "?q=çelik") == ["Ömer Çelik"]
    assert names(admin, "?q=anders") == ["Ada Rat"]
    assert names(admin, "?rolle=member") == ["Ada Rat", "Ömer Çelik"]
    assert len(names(admin, "?rolle=quatsch")) == 3
    assert names(admin, "?q=niemand") == []


def test_list_tells_what_is_missing(admin: Client) -> None:
    UserFactory(name="A", roles=["office"], second_factor=False)
    UserFactory(name="B", is_active=False)
    UserFactory(name="C", password=None)
    page = admin.get(LIST).content.decode()
    for word in ("fehlt", "gesperrt", "eingeladen", "noch nie"):
        assert word in page


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same_however_many(
    admin: Client, django_assert_num_queries: Any, count: int
) -> None:
    admin.get(LIST)
    for _n in range(count):
        UserFactory(roles=["member", "chair"])
    with django_assert_num_queries(7):
        admin.get(LIST)


def test_create_invites(admin: Client, django_capture_on_commit_callbacks: Any) -> None:
    data = {
        "name": "Ada Rat",
        "email": "ada@rat.example",
        "language": "en",
        "roles": ["member", "chair"],
    }
    with django_capture_on_commit_callbacks(execute=True):
        answer = admin.post(f"{LIST}neu/", data)
    assert answer.headers["Location"] == LIST
    account = User.objects.get(email="ada@rat.example")
    assert {role.name for role in account.roles.all()} == {"member", "chair"}
    assert mail.outbox[0].to == ["ada@rat.example"]


def test_create_shows_what_is_wrong(admin: Client) -> None:
    UserFactory(email="ada@rat.example")
    data = {"name": "Ada", "email": "ADA@rat.example", "language": "de"}
    taken = admin.post(f"{LIST}neu/", data)
    assert taken.status_code == 422
    assert taken.context["form"].errors["email"]
    empty = admin.post(f"{LIST}neu/", {})
    assert empty.status_code == 422
    assert mail.outbox == []


def test_change(admin: Client) -> None:
    account = UserFactory(name="Alt", roles=["member"])
    data = form_of(admin, account) | {"name": "Neu", "roles": ["chair"]}
    assert admin.post(f"{LIST}{account.pk}/", data).status_code == 302
    account.refresh_from_db()
    assert account.name == "Neu"
    assert [role.name for role in account.roles.all()] == ["chair"]


def test_change_is_all_or_nothing(admin: Client) -> None:
    last = User.objects.get()
    data = form_of(admin, last) | {"name": "Anders", "roles": ["member"]}
    answer = admin.post(f"{LIST}{last.pk}/", data)
    assert answer.status_code == 422
    assert "letzte Zugang der Administration" in answer.content.decode()
    last.refresh_from_db()
    assert last.name == "Edda Verwaltung"
    assert answer.context["page_title"] == "Edda Verwaltung"


def test_change_shows_invalid_input(admin: Client) -> None:
    account = UserFactory()
    data = form_of(admin, account) | {"email": "kaputt"}
    answer = admin.post(f"{LIST}{account.pk}/", data)
    assert answer.status_code == 422
    assert answer.context["form"].errors["email"]


def test_what_somebody_else_saved_is_not_overwritten_in_silence(admin: Client) -> None:
    account = UserFactory(name="Alt", roles=["member"])
    mine = form_of(admin, account) | {"name": "Meins"}
    theirs = form_of(admin, account) | {"name": "Ihres", "roles": ["translator"]}
    admin.post(f"{LIST}{account.pk}/", theirs)
    answer = admin.post(f"{LIST}{account.pk}/", mine)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "inzwischen geändert" in page
    assert "Ihres" in page
    assert "Übersetzung" in page
    account.refresh_from_db()
    assert account.name == "Ihres"
    again = mine | {"seen": answer.context["form"].data["seen"]}
    assert admin.post(f"{LIST}{account.pk}/", again).status_code == 302
    account.refresh_from_db()
    assert account.name == "Meins"


@pytest.mark.parametrize(
    ("page", "check"),
    [
        ("einladen/", lambda account: account.is_active),
        ("sperren/", lambda account: not account.is_active),
        ("entsperren/", lambda account: account.is_active),
        ("zweiter-faktor/", lambda account: not account.authenticator_set.exists()),
    ],
)
def test_actions_ask_first(admin: Client, page: str, check: Any) -> None:
    account = UserFactory(roles=["office"])
    assert admin.get(f"{LIST}{account.pk}/{page}").status_code == 200
    answer = admin.post(f"{LIST}{account.pk}/{page}")
    assert answer.headers["Location"] == f"{LIST}{account.pk}/"
    account.refresh_from_db()
    assert check(account)
    shown = admin.get(f"{LIST}{account.pk}/").content.decode()
    assert 'role="status"' in shown


def test_refusal_is_told(admin: Client) -> None:
    own = User.objects.get()
    admin.post(f"{LIST}{own.pk}/sperren/")
    assert "eigenen Zugang" in admin.get(f"{LIST}{own.pk}/").content.decode()
    own.refresh_from_db()
    assert own.is_active


def test_missing_account(admin: Client) -> None:
    assert admin.get(f"{LIST}999/").status_code == 404
    assert admin.post(f"{LIST}999/sperren/").status_code == 404


def test_what_was_sent_is_done_after_asking_again(admin: Client) -> None:
    account = UserFactory(name="Alt")
    data = form_of(admin, account) | {"name": "Neu"}
    session = admin.session
    session["account_authentication_methods"][0]["at"] = time.time() - 16 * 60
    session.save()
    question = admin.post(f"{LIST}{account.pk}/", data).headers["Location"]
    account.refresh_from_db()
    assert account.name == "Alt"
    page = admin.get(question)
    assert "next" in page.content.decode()
    address = f"{LIST}{account.pk}/"
    answer = admin.post(question, {"password": PASSWORD, "next": address})
    assert answer.headers["Location"] == address
    account.refresh_from_db()
    assert account.name == "Neu"


def test_writing_asks_again_after_a_while(admin: Client) -> None:
    account = UserFactory()
    session = admin.session
    session["account_authentication_methods"][0]["at"] = time.time() - 16 * 60
    session.save()
    assert admin.get(LIST).status_code == 200
    for page in ("neu/", f"{account.pk}/", f"{account.pk}/sperren/"):
        answer = admin.post(LIST + page)
        assert answer.headers["Location"].startswith("/konto/bestaetigen/?next=")
