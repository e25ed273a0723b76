"""Forgotten, changed and first passwords, and the mails about them."""

from __future__ import annotations

import re
import smtplib
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client, override_settings

from mitsprache.accounts import mails
from mitsprache.audit.models import Entry
from tests.factories.accounts import PASSWORD, UserFactory, log_in

pytestmark = pytest.mark.django_db
FORGOTTEN, CHANGE = "/konto/passwort-vergessen/", "/konto/passwort/"
NEW = "Ganz-andere-Woerter-8"


def mailed_link() -> str:
    found = re.search(r"http://127\.0\.0\.1:8000(/konto/\S+)", mail.outbox[-1].body)
    assert found
    return found[1]


def reset(client: Client, link: str, password: str = NEW) -> Any:
    page = client.get(link)
    if page.status_code == 200:
        return page
    return client.post(page.headers["Location"], {"password1": password, "password2": password})


def test_known_and_unknown_addresses_get_the_same_answer(client: Client) -> None:
    user = UserFactory()
    known = client.post(FORGOTTEN, {"email": user.email})
    unknown = Client().post(FORGOTTEN, {"email": "niemand@rat.example"})
    assert known.headers["Location"] == unknown.headers["Location"]
    assert known.status_code == unknown.status_code == 302
    assert client.get(known.headers["Location"]).status_code == 200
    assert [letter.to for letter in mail.outbox] == [[user.email]]


def test_locked_account_gets_no_link(client: Client) -> None:
    client.post(FORGOTTEN, {"email": UserFactory(is_active=False).email})
    assert mail.outbox == []


def test_link_sets_a_password_once(client: Client) -> None:
    user = UserFactory()
    client.post(FORGOTTEN, {"email": user.email.upper()})
    link = mailed_link()
    assert reset(client, link).headers["Location"] == "/konto/passwort-vergessen/fertig/"
    assert client.get("/konto/passwort-vergessen/fertig/").status_code == 200
    user.refresh_from_db()
    assert user.check_password(NEW)
    assert Entry.objects.latest("number").action == "accounts.reset_password"
    assert Entry.objects.latest("number").actor_name == user.name
    assert "gilt nicht mehr" in reset(Client(), link).content.decode()


def test_mail_names_the_sites_own_address(client: Client) -> None:
    """Not the one the request claims to come to, by which a stranger could catch the link."""
    user = UserFactory()
    client.post(FORGOTTEN, {"email": user.email}, headers={"host": "localhost"})
    assert "http://127.0.0.1:8000/konto/" in mail.outbox[-1].body
    assert "localhost" not in mail.outbox[-1].body


@pytest.mark.parametrize(
    ("language", "subject"), [("de", "Neues Passwort setzen"), ("en", None)], ids=["de", "en"]
)
def test_mail_is_in_the_accounts_language(
    client: Client, language: str, subject: str | None
) -> None:
    user = UserFactory(language=language, name="Ada Rat")
    client.post(FORGOTTEN, {"email": user.email}, headers={"accept-language": "tr"})
    letter = mail.outbox[-1]
    if subject:
        assert letter.subject == subject
    assert "Ada Rat" in letter.body
    assert letter.body.rstrip().endswith("127.0.0.1")


def test_link_ends_with_the_next_log_in(client: Client) -> None:
    user = UserFactory()
    client.post(FORGOTTEN, {"email": user.email})
    other = Client()
    other.post("/konto/anmelden/", {"login": user.email, "password": PASSWORD})
    assert "gilt nicht mehr" in reset(Client(), mailed_link()).content.decode()


def test_link_of_another_account_opens_nothing(client: Client) -> None:
    one, two = UserFactory(), UserFactory()
    client.post(FORGOTTEN, {"email": one.email})
    link = re.sub(r"vergessen/[0-9A-Za-z]+-", f"vergessen/{two.pk}-", mailed_link())
    assert "gilt nicht mehr" in reset(Client(), link).content.decode()


@pytest.mark.parametrize("password", ["kurz", "123456789012", "qwerty123456"])
def test_weak_password_is_refused_at_the_link(client: Client, password: str) -> None:
    user = UserFactory()
    client.post(FORGOTTEN, {"email": user.email})
    answer = reset(client, mailed_link(), password)
    assert answer.status_code == 200
    assert "ms-field__error" in answer.content.decode()
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_reset_ends_all_sessions(client: Client) -> None:
    user = log_in(client, UserFactory())
    other = Client()
    other.post(FORGOTTEN, {"email": user.email})
    reset(other, mailed_link())
    assert client.get("/konto/").status_code == 302


def test_change_needs_the_old_password(client: Client) -> None:
    user = log_in(client, UserFactory())
    wrong = {"oldpassword": "falsch-falsch", "password1": NEW, "password2": NEW}
    assert client.post(CHANGE, wrong).status_code == 200
    assert client.post(CHANGE, wrong | {"oldpassword": PASSWORD}).status_code == 302
    user.refresh_from_db()
    assert user.check_password(NEW)
    assert client.get("/konto/").status_code == 200
    assert Entry.objects.latest("number").action == "accounts.change_password"
    assert mail.outbox[-1].to == [user.email]


def test_change_ends_the_other_sessions(client: Client) -> None:
    user = log_in(client, UserFactory())
    other = Client()
    log_in(other, user)
    client.post(CHANGE, {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    assert client.get("/konto/").status_code == 200
    assert other.get("/konto/").status_code == 302


def test_account_without_password_is_led_to_set_one(client: Client) -> None:
    user = log_in(client, UserFactory(password=None))
    assert client.get(CHANGE).headers["Location"] == "/konto/passwort/setzen/"
    assert client.get("/konto/passwort/setzen/").status_code == 200
    client.post("/konto/passwort/setzen/", {"password1": NEW, "password2": NEW})
    user.refresh_from_db()
    assert user.check_password(NEW)


def test_addresses_are_not_changed_by_their_owner(client: Client) -> None:
    log_in(client, UserFactory())
    assert client.get("/konto/email/").status_code == 404


class Unreachable:
    """A mail server that does not answer."""

    def __init__(self, *_args: object, **_kwargs: object) -> None: ...

    def send_messages(self, _messages: list[EmailMessage]) -> int:
        raise smtplib.SMTPConnectError(421, "closed")


def test_a_dead_mail_server_breaks_no_page(
    client: Client, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = UserFactory()
    monkeypatch.setattr("django.core.mail.backends.smtp.EmailBackend", Unreachable)
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend"):
        answer = client.post(FORGOTTEN, {"email": user.email})
        mails._postman().shutdown(wait=True)
    mails._postman.cache_clear()
    assert answer.status_code == 302
    assert "could not be sent" in caplog.text
