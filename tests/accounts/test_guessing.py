"""Guessing is slow, and a stranger who guesses does not lock the member out."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.core import mail, signing
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from mitsprache.accounts.devices import ACCOUNTS, COOKIE, SALT
from mitsprache.audit.models import Entry
from tests.factories.accounts import PASSWORD, UserFactory, log_in, present_code

pytestmark = pytest.mark.django_db
LOGIN, STEP_TWO = "/konto/anmelden/", "/konto/anmelden/zweiter-faktor/"
WRONG = "falsch-falsch-falsch"
TOO_MANY = "Zu viele"


def try_password(client: Client, email: str, password: str = WRONG, ip: str = "203.0.113.9"):
    return client.post(LOGIN, {"login": email, "password": password}, REMOTE_ADDR=ip)


def hammer(email: str, times: int = 12) -> None:
    """Guess from ever new addresses, so that only the account's own limit counts."""
    for n in range(times):
        try_password(Client(), email, ip=f"198.51.100.{n}")


def is_in(client: Client) -> bool:
    return client.get("/konto/").status_code == 200


def test_strangers_are_throttled_per_account() -> None:
    user = UserFactory()
    hammer(user.email)
    stranger = Client()
    answer = try_password(stranger, user.email, PASSWORD, ip="198.51.100.200")
    assert answer.status_code == 200
    assert TOO_MANY in answer.content.decode()
    assert not is_in(stranger)


def test_the_members_own_browser_is_not() -> None:
    user = UserFactory()
    own = Client()
    try_password(own, user.email, PASSWORD)
    own.post("/konto/abmelden/")
    hammer(user.email)
    try_password(own, user.email, PASSWORD)
    assert is_in(own)


def test_the_members_own_browser_has_a_budget_too() -> None:
    user = UserFactory()
    own = Client()
    try_password(own, user.email, PASSWORD)
    own.post("/konto/abmelden/")
    for _try in range(10):
        try_password(own, user.email)
    assert TOO_MANY in try_password(own, user.email, PASSWORD).content.decode()
    assert not is_in(own)
    stranger = Client()
    try_password(stranger, user.email, PASSWORD)
    assert is_in(stranger)


def test_a_right_password_costs_nothing() -> None:
    user = UserFactory()
    for _round in range(12):
        client = Client()
        try_password(client, user.email, PASSWORD)
        assert is_in(client)


def test_a_browser_known_to_one_account_is_a_stranger_to_another() -> None:
    member, victim = UserFactory(), UserFactory()
    own = Client()
    try_password(own, member.email, PASSWORD)
    own.post("/konto/abmelden/")
    hammer(victim.email)
    assert TOO_MANY in try_password(own, victim.email).content.decode()


def test_forged_cookie_is_a_stranger() -> None:
    user = UserFactory()
    hammer(user.email)
    forger = Client()
    forger.cookies[COOKIE] = signing.dumps({"id": "x", "of": [user.pk]}, key="guessed", salt=SALT)
    assert TOO_MANY in try_password(forger, user.email, PASSWORD).content.decode()


def test_reset_by_mail_stays_a_way_in() -> None:
    user = UserFactory()
    hammer(user.email, 60)
    client = Client()
    client.post("/konto/passwort-vergessen/", {"email": user.email})
    link = re.search(r"http://\S+/konto/(\S+)", mail.outbox[-1].body)
    assert link
    form = client.get(f"/konto/{link[1]}").headers["Location"]
    new = "Ganz-andere-Woerter-8"
    client.post(form, {"password1": new, "password2": new})
    hammer(user.email, 60)
    try_password(client, user.email, new)
    assert is_in(client)


def test_one_network_address_can_try_many_accounts_only_for_a_while() -> None:
    accounts = [UserFactory() for _n in range(21)]
    for user in accounts[:20]:
        try_password(Client(), user.email)
    assert TOO_MANY in try_password(Client(), accounts[20].email).content.decode()


def test_unknown_addresses_are_throttled_alike() -> None:
    hammer("niemand@rat.example")
    answer = try_password(Client(), "niemand@rat.example", ip="198.51.100.200")
    assert TOO_MANY in answer.content.decode()


def work_of(email: str) -> list[str]:
    """Return what a wrong log-in asks of the database, without the values."""
    with CaptureQueriesContext(connection) as asked:
        try_password(Client(), email)
    values = r"'(?:[^']|'')*'|\"s\d+_x\d+\"|\b\d+\b"
    return [re.sub(values, "?", query["sql"]) for query in asked]


def test_unknown_addresses_cost_the_same_work() -> None:
    """A difference could be measured, and would tell who has an account.

    What is written takes milliseconds. One read more of an unknown address, in which allauth looks
    at a second table, takes less than the noise of hashing a password.
    """
    user = UserFactory()
    for _first in (user.email, "niemand@rat.example"):
        work_of(_first)  # makes the counters, and the head of the log's chain
    known, unknown = work_of(user.email), work_of("niemand@rat.example")
    written = [[sql for sql in asked if not sql.startswith("SELECT")] for asked in (known, unknown)]
    assert any("INSERT INTO" in sql and "audit_entry" in sql for sql in known)
    assert written[0] == written[1]
    assert 0 <= len(unknown) - len(known) <= 1


def test_a_failure_at_an_unknown_address_is_noted_without_the_address() -> None:
    try_password(Client(), "niemand@rat.example")
    entry = Entry.objects.latest("number")
    assert (entry.action, entry.target_label) == ("accounts.fail_log_in", "unbekannte Adresse")
    assert "niemand" not in str(entry.changes)
    assert WRONG not in str(entry.changes)


@pytest.mark.parametrize(
    ("behind_proxy", "counted_apart"), [(0, False), (1, True)], ids=["direct", "behind a proxy"]
)
def test_the_proxys_header_counts_only_behind_a_proxy(
    behind_proxy: int, counted_apart: bool
) -> None:
    with override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=behind_proxy):
        for n in range(20):
            user = UserFactory()
            header = f"6.6.6.6, 198.51.100.{n}"
            Client().post(
                LOGIN, {"login": user.email, "password": WRONG}, headers={"x-forwarded-for": header}
            )
        answer = Client().post(
            LOGIN,
            {"login": UserFactory().email, "password": WRONG},
            headers={"x-forwarded-for": "6.6.6.6, 198.51.100.99"},
        )
    assert (TOO_MANY not in answer.content.decode()) is counted_apart


def test_a_visitor_can_not_choose_the_counted_address_behind_a_proxy() -> None:
    """Only what the proxy itself wrote, the last address, counts."""
    with override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=1):
        for n in range(21):
            answer = Client().post(
                LOGIN,
                {"login": UserFactory().email, "password": WRONG},
                headers={"x-forwarded-for": f"198.51.100.{n}, 203.0.113.5"},
            )
    assert TOO_MANY in answer.content.decode()


def test_cookie_is_set_only_at_log_in_and_for_the_account_pages(client: Client) -> None:
    user = UserFactory()
    client.get(LOGIN)
    try_password(client, user.email)
    assert COOKIE not in client.cookies
    answer = try_password(client, user.email, PASSWORD)
    cookie = answer.cookies[COOKIE]
    assert cookie["path"] == "/konto/"
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == 365 * 24 * 3600
    assert bool(cookie["secure"]) == settings.SESSION_COOKIE_SECURE


def test_a_browser_remembers_the_latest_accounts(client: Client) -> None:
    users = [UserFactory() for _n in range(ACCOUNTS + 1)]
    for user in users:
        try_password(client, user.email, PASSWORD)
        client.post("/konto/abmelden/")
    content = signing.loads(client.cookies[COOKIE].value, salt=SALT)
    assert content["of"] == [user.pk for user in users[1:]]


def step_two(client: Client, user: object, code: str):
    try_password(client, user.email, PASSWORD)  # type: ignore[attr-defined]
    return client.post(STEP_TWO, {"code": code})


def test_codes_are_throttled_and_the_owner_is_told() -> None:
    user = UserFactory(roles=["office"])
    thief = Client()
    for _try in range(5):
        assert TOO_MANY not in step_two(thief, user, "000000").content.decode()
    for _try in range(2):
        assert TOO_MANY in step_two(thief, user, present_code()).content.decode()
    assert [letter.subject for letter in mail.outbox] == ["Jemand kennt vielleicht Ihr Passwort"]
    assert not is_in(thief)


def test_a_thief_with_the_password_does_not_lock_the_owners_browser() -> None:
    user = UserFactory(roles=["office"])
    own = Client()
    step_two(own, user, present_code())
    own.post("/konto/abmelden/")
    thief = Client()
    for _try in range(7):
        step_two(thief, user, "000000")
    step_two(own, user, present_code(steps=1))
    assert is_in(own)


def test_a_new_password_gives_a_new_budget_for_codes() -> None:
    user = UserFactory(roles=["office"])
    thief = Client()
    for _try in range(7):
        step_two(thief, user, "000000")
    user.set_password("Ganz-andere-Woerter-8")
    user.save()
    fresh = Client()
    try_password(fresh, user.email, "Ganz-andere-Woerter-8")
    fresh.post(STEP_TWO, {"code": present_code()})
    assert is_in(fresh)


def test_mailed_links_are_throttled_per_address() -> None:
    user = UserFactory()
    for _try in range(5):
        assert Client().post("/konto/passwort-vergessen/", {"email": user.email}).status_code == 302
    answer = Client().post("/konto/passwort-vergessen/", {"email": user.email})
    assert answer.status_code == 429
    assert "warten" in answer.content.decode()
    assert len(mail.outbox) == 5


def test_a_stranger_does_not_block_a_confirmation_of_somebody_logged_in(client: Client) -> None:
    user = log_in(client, UserFactory())
    hammer(user.email)
    answer = client.post("/konto/bestaetigen/", {"password": PASSWORD})
    assert answer.status_code == 302
