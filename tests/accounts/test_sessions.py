"""Where one is logged in, and how to end it from afar."""

from __future__ import annotations

import datetime as dt

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from mitsprache.accounts import tasks
from mitsprache.accounts.models import User
from mitsprache.accounts.templatetags.accounts import browser_name
from mitsprache.audit.models import Entry
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
DEVICES = "/konto/geraete/"


def logged_in(user: User, browser: str) -> Client:
    client = Client(headers={"user-agent": browser})
    client.post("/konto/anmelden/", {"login": user.email, "password": PASSWORD})
    return client


def is_in(client: Client) -> bool:
    return client.get("/konto/").status_code == 200


@pytest.fixture
def user() -> User:
    return UserFactory()


def test_sessions_are_listed(user: User) -> None:
    logged_in(user, "Altes Telefon")
    page = logged_in(user, "Neuer Rechner").get(DEVICES).content.decode()
    assert "Altes Telefon" in page
    assert "Neuer Rechner" in page
    assert page.count("dieses Gerät") == 1


def test_one_session_is_ended_from_afar(user: User) -> None:
    here, there, third = (logged_in(user, name) for name in ("hier", "dort", "drittens"))
    session = UserSession.objects.get(user_agent="dort")
    answer = here.post(f"{DEVICES}{session.pk}/abmelden/")
    assert answer.headers["Location"] == DEVICES
    assert (is_in(here), is_in(there), is_in(third)) == (True, False, True)
    assert Entry.objects.latest("number").action == "accounts.end_own_session"


def test_what_has_run_out_is_forgotten_every_night(user: User) -> None:
    old, new = logged_in(user, "Altes Telefon"), logged_in(user, "Neuer Rechner")
    Session.objects.filter(session_key=old.session.session_key).update(
        expire_date=timezone.now() - dt.timedelta(minutes=1)
    )
    assert tasks.clear_sessions.interval == dt.timedelta(days=1)
    tasks.clear_sessions()
    assert [row.session_key for row in Session.objects.all()] == [new.session.session_key]
    assert [row.user_agent for row in UserSession.objects.all()] == ["Neuer Rechner"]
    assert is_in(new)


def test_the_own_session_is_ended_like_a_log_out(user: User) -> None:
    here = logged_in(user, "hier")
    session = UserSession.objects.get()
    here.post(f"{DEVICES}{session.pk}/abmelden/")
    assert not is_in(here)


def test_all_others_are_ended_at_once(user: User) -> None:
    here, there, third = (logged_in(user, name) for name in ("hier", "dort", "drittens"))
    here.post(DEVICES)
    assert (is_in(here), is_in(there), is_in(third)) == (True, False, False)
    ended = Entry.objects.filter(action="accounts.end_session")
    browsers = {entry.changes[0]["fields"]["browser"][0] for entry in ended}
    assert browsers == {"dort", "drittens"}


def test_somebody_elses_session_counts_as_missing(user: User) -> None:
    other = logged_in(UserFactory(), "fremd")
    session = UserSession.objects.get(user_agent="fremd")
    here = logged_in(user, "hier")
    assert here.post(f"{DEVICES}{session.pk}/abmelden/").status_code == 404
    assert here.post(f"{DEVICES}999999/abmelden/").status_code == 404
    assert is_in(other)


def test_ending_needs_a_post(user: User) -> None:
    here = logged_in(user, "hier")
    session = UserSession.objects.get()
    assert here.get(f"{DEVICES}{session.pk}/abmelden/").status_code == 405
    assert is_in(here)


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox auf Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0 Safari/537.36 Edg/150.0", "Edge auf Linux"),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0 Mobile Safari/537.36", "Chrome auf Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1", "Safari auf iPhone"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)", "Mac"),
        ("curl/8.1", "curl/8.1"),
        ("", ""),
    ],
)  # fmt: skip
def test_browsers_are_named(user_agent: str, name: str) -> None:
    assert browser_name(user_agent) == name
