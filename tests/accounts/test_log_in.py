"""Who gets in, and what the doors tell strangers."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.account.adapter import get_adapter
from django.core import mail
from django.test import Client, override_settings

from mitsprache.accounts.enums import NEEDS_SECOND_FACTOR, RoleName
from mitsprache.audit.models import Entry
from tests.factories.accounts import PASSWORD, UserFactory, log_in, present_code

pytestmark = pytest.mark.django_db
LOGIN = "/konto/anmelden/"
STEP_TWO = "/konto/anmelden/zweiter-faktor/"


def give_password(client: Client, email: str, password: str = PASSWORD, **more: str):
    return client.post(LOGIN, {"login": email, "password": password, **more})


@pytest.mark.parametrize("role", RoleName.values)
def test_every_role_logs_in(client: Client, role: str) -> None:
    user = UserFactory(roles=[role])
    answer = give_password(client, user.email)
    if role in NEEDS_SECOND_FACTOR:
        assert answer.headers["Location"] == STEP_TWO
        assert client.get("/konto/").status_code == 302
        answer = client.post(STEP_TWO, {"code": present_code()})
    assert answer.headers["Location"] == "/office/"
    assert client.get("/konto/").status_code == 200
    actor = client.get("/konto/").wsgi_request.actor
    assert actor.roles == {role}


def test_address_is_taken_in_upper_case_too(client: Client) -> None:
    user = UserFactory()
    assert give_password(client, user.email.upper()).status_code == 302


def test_session_gets_a_new_key_at_log_in(client: Client) -> None:
    user = UserFactory()
    client.get(LOGIN)
    session = client.session
    session["planted"] = "x"
    session.save()
    client.cookies["sessionid"] = session.session_key
    give_password(client, user.email)
    assert client.session.session_key != session.session_key


def test_who_may_not_enter_the_office_lands_at_the_own_account(
    client: Client, settings: Any
) -> None:
    settings.LOGIN_REDIRECT_URL = "/office/protokoll/"
    assert give_password(client, UserFactory().email).headers["Location"] == "/konto/"


def test_nobody_registers_alone(client: Client) -> None:
    assert not get_adapter().is_open_for_signup(client.get(LOGIN).wsgi_request)
    assert client.get("/konto/signup/").status_code == 404
    assert b"signup" not in client.get(LOGIN).content


def test_wrong_password_and_unknown_address_get_the_same_answer(client: Client) -> None:
    user = UserFactory(email="bekannt@rat.example")

    def words(email: str) -> str:
        page = Client().post(LOGIN, {"login": email, "password": "falsch-falsch-falsch"})
        assert page.status_code == 200
        start = page.content.index(b'<div class="ms-errors"')
        return page.content[start:].decode().replace(email, "")[:400]

    assert words(user.email) == words("niemand@rat.example")


def test_locked_account_is_told_so_only_after_the_right_password(client: Client) -> None:
    user = UserFactory(is_active=False)
    assert give_password(client, user.email).headers["Location"] == "/konto/gesperrt/"
    assert client.get("/konto/gesperrt/").status_code == 200
    assert client.get("/konto/").status_code == 302
    assert give_password(Client(), user.email, "falsch-falsch").status_code == 200


def test_deactivation_ends_a_running_session(client: Client) -> None:
    user = log_in(client, UserFactory())
    type(user).objects.filter(pk=user.pk).update(is_active=False)
    assert client.get("/konto/").status_code == 302


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("/office/protokoll/", "/office/protokoll/"),
        ("https://evil.example/", "/office/"),
        ("//evil.example/", "/office/"),
        ("/\\evil.example/", "/office/"),
        ("javascript:alert(1)", "/office/"),
    ],
)
def test_next_leads_nowhere_else(client: Client, target: str, expected: str) -> None:
    user = UserFactory(roles=["member"])
    answer = give_password(client, user.email, next=target)
    assert answer.headers["Location"] == expected


def test_log_out_needs_a_post(client: Client) -> None:
    log_in(client, UserFactory())
    assert client.get("/konto/abmelden/").status_code == 200
    assert client.get("/konto/").status_code == 200
    assert client.post("/konto/abmelden/").headers["Location"] == LOGIN
    assert client.get("/konto/").status_code == 302


@pytest.mark.parametrize("path", [LOGIN, "/konto/abmelden/", "/konto/passwort-vergessen/"])
def test_forms_refuse_posts_from_elsewhere(path: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(path, {"login": "x@rat.example"}).status_code == 403


def test_account_pages_are_not_stored(client: Client) -> None:
    assert "no-store" in client.get(LOGIN).headers["Cache-Control"]


def test_a_visitor_is_sent_to_the_log_in_and_back(client: Client) -> None:
    assert client.get("/konto/geraete/").headers["Location"] == f"{LOGIN}?next=/konto/geraete/"


def test_pages_speak_german_or_english_only(client: Client) -> None:
    turkish = client.get(LOGIN, headers={"accept-language": "tr"})
    english = client.get(LOGIN, headers={"accept-language": "en"})
    assert '<html lang="de"' in turkish.content.decode()
    assert '<html lang="en"' in english.content.decode()


def test_pages_speak_the_language_of_the_account(client: Client) -> None:
    log_in(client, UserFactory(language="en"))
    page = client.get("/konto/", headers={"accept-language": "de"})
    assert '<html lang="en"' in page.content.decode()


def test_log_ins_reach_the_audit_log(client: Client) -> None:
    user = UserFactory(roles=["office"], name="Grete Amt")
    give_password(client, user.email, "falsch-falsch-falsch")
    give_password(client, "niemand@rat.example", "falsch-falsch-falsch")
    give_password(client, user.email)
    client.post(STEP_TWO, {"code": "000000"})
    client.post(STEP_TWO, {"code": present_code()})
    client.post("/konto/abmelden/")
    entries = list(Entry.objects.order_by("number"))
    assert [entry.action for entry in entries] == [
        "accounts.fail_log_in",
        "accounts.fail_log_in",
        "accounts.fail_log_in",
        "accounts.log_in",
        "accounts.log_out",
    ]
    assert [entry.changes[0]["fields"] for entry in entries] == [
        {"step": [None, "password"]},
        {"step": [None, "password"]},
        {"step": [None, "totp"]},
        {"steps": [None, "password, totp"]},
        {},
    ]
    assert [entry.actor_name for entry in entries] == ["", "", "", "Grete Amt", "Grete Amt"]
    labels = [entry.target_label for entry in entries]
    assert labels == ["Grete Amt", "unbekannte Adresse", *["Grete Amt"] * 3]
    assert "niemand" not in str(list(Entry.objects.values()))
    assert "falsch" not in str(list(Entry.objects.values()))


@override_settings(DEMO=False)
def test_demo_accounts_are_dead_outside_the_demo(client: Client) -> None:
    user = UserFactory(email="office@demo.example")
    assert give_password(client, user.email).headers["Location"] == "/konto/gesperrt/"
    log_in(client, user)
    assert client.get("/konto/").status_code == 302


@override_settings(DEMO=True)
def test_demo_accounts_live_in_the_demo(client: Client) -> None:
    user = UserFactory(email="member@demo.example", roles=["member"])
    assert give_password(client, user.email).headers["Location"] == "/office/"


def test_wrong_password_sends_no_mail(client: Client) -> None:
    give_password(client, UserFactory().email, "falsch-falsch-falsch")
    assert mail.outbox == []
