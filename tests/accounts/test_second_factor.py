"""Office and administration hold only with a second factor given in this very session."""

from __future__ import annotations

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache
from django.db import transaction
from django.test import Client, override_settings

from mitsprache.accounts.actors import has_second_factor
from mitsprache.audit.models import Entry
from tests.factories.accounts import PASSWORD, TOTP_KEY, UserFactory, log_in, present_code

pytestmark = pytest.mark.django_db
LOGIN, STEP_TWO = "/konto/anmelden/", "/konto/anmelden/zweiter-faktor/"
SET_UP, APP = "/konto/zweiter-faktor/", "/konto/zweiter-faktor/app/"


def half_way(client: Client, user: object) -> None:
    client.post(LOGIN, {"login": user.email, "password": PASSWORD})  # type: ignore[attr-defined]


def test_role_without_second_factor_is_led_to_the_set_up(client: Client) -> None:
    user = UserFactory(roles=["office"], second_factor=False)
    half_way(client, user)
    for page in ("/office/", "/office/protokoll/"):
        answer = client.get(page)
        assert answer.headers["Location"].startswith(f"{SET_UP}?next=")
    page = client.get(SET_UP).content.decode()
    assert "verlangt sie einen zweiten Faktor" in page
    assert client.get(SET_UP).wsgi_request.actor.roles == set()


def test_own_pages_stay_open_without_second_factor(client: Client) -> None:
    log_in(client, UserFactory(roles=["administration"], second_factor=False))
    for page in ("", "passwort/", "geraete/", "zweiter-faktor/"):
        assert client.get(f"/konto/{page}").status_code == 200


def test_member_needs_none(client: Client) -> None:
    log_in(client, UserFactory(roles=["member"]))
    assert client.get("/office/").status_code == 200


def test_setting_up_an_app_gives_the_role_in_the_same_session(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What waits for the commit comes before the answer, but the test's transaction never ends.
    monkeypatch.setattr(transaction, "on_commit", lambda work: work())
    user = UserFactory(roles=["office"], second_factor=False)
    half_way(client, user)
    page = client.get(APP)
    secret = page.context["form"].secret
    assert secret in page.content.decode()
    assert client.post(APP, {"code": "000000"}).status_code == 200
    answer = client.post(APP, {"code": present_code(secret)})
    assert answer.headers["Location"] == "/konto/zweiter-faktor/ersatzcodes/"
    assert client.get("/office/").wsgi_request.actor.roles == {"office"}
    assert len(client.get("/konto/zweiter-faktor/ersatzcodes/").context["unused_codes"]) == 10
    assert "accounts.add_second_factor" in Entry.objects.values_list("action", flat=True)
    assert mail.outbox[-1].to == [user.email]


def test_secrets_are_unreadable_in_database_and_log(client: Client) -> None:
    user = UserFactory(roles=["office"])
    assert TOTP_KEY not in str(list(Authenticator.objects.values()))
    log_in(client, user)
    client.post("/konto/zweiter-faktor/app/entfernen/")
    assert not has_second_factor(user)
    assert "secret" not in str(list(Entry.objects.values()))


@pytest.mark.parametrize(("old_keys", "status"), [(["only-for-tests"], 302), ([], 200)])
def test_changed_signing_key(client: Client, old_keys: list[str], status: int) -> None:
    """With the old key named, codes hold; without it none does, and nothing breaks."""
    user = UserFactory(roles=["office"])
    with override_settings(SECRET_KEY="a-new-key", SECRET_KEY_FALLBACKS=old_keys):
        half_way(client, user)
        assert client.post(STEP_TWO, {"code": present_code()}).status_code == status


def test_qr_code_stands_in_the_page_itself(client: Client) -> None:
    log_in(client, UserFactory())
    client.post("/konto/bestaetigen/", {"password": PASSWORD})
    answer = client.get(APP)
    page = answer.content.decode()
    assert re.search(
        r'<svg class="ms-qr" role="img" aria-label="[^"]+" viewBox="0 0 \d+ \d+">', page
    )
    assert "data:image" not in page
    assert "style=" not in page
    assert "img-src 'self'" in answer.headers["Content-Security-Policy"]


def test_session_without_the_step_holds_no_role(client: Client) -> None:
    """Such as one that was there before the second factor was set up elsewhere."""
    user = UserFactory(roles=["office"])
    client.force_login(user)
    answer = client.get("/office/")
    assert answer.headers["Location"].startswith("/konto/bestaetigen/zweiter-faktor/?next=")
    again = answer.headers["Location"]
    assert client.post(again, {"code": "000000"}).status_code == 200
    answer = client.post(again, {"code": present_code(), "next": "/office/"})
    assert answer.headers["Location"] == "/office/"
    assert client.get("/office/").wsgi_request.actor.roles == {"office"}


def test_taking_the_factor_away_takes_the_role(client: Client) -> None:
    user = log_in(client, UserFactory(roles=["office"]))
    assert client.get("/office/").status_code == 200
    Authenticator.objects.filter(user=user).delete()
    assert client.get("/office/").headers["Location"].startswith(SET_UP)


def test_recovery_codes_alone_are_no_second_factor(client: Client) -> None:
    user = log_in(client, UserFactory(roles=["office"]))
    client.post("/konto/zweiter-faktor/ersatzcodes/neu/")
    Authenticator.objects.filter(user=user, type="totp").delete()
    assert client.get("/office/").headers["Location"].startswith(SET_UP)


def test_recovery_code_stands_in_for_the_app_once(client: Client) -> None:
    user = log_in(client, UserFactory(roles=["office"]))
    client.post("/konto/zweiter-faktor/ersatzcodes/neu/")
    codes = client.get("/konto/zweiter-faktor/ersatzcodes/").context["unused_codes"]
    file = client.get("/konto/zweiter-faktor/ersatzcodes/datei/")
    assert codes[0] in file.content.decode()
    for expected in (302, 200):
        other = Client()
        half_way(other, user)
        assert other.post(STEP_TWO, {"code": codes[0]}).status_code == expected


def test_a_code_holds_once(client: Client) -> None:
    user = UserFactory(roles=["office"])
    code = present_code()
    for expected in (302, 200):
        other = Client()
        half_way(other, user)
        assert other.post(STEP_TWO, {"code": code}).status_code == expected
        cache.delete(f"allauth.mfa.totp.used?user={user.pk}&code={code}")  # forgotten after 30 s


def test_code_may_hold_blanks_and_be_a_bit_late(client: Client) -> None:
    user = UserFactory(roles=["office"])
    half_way(client, user)
    code = present_code(steps=-1)
    assert client.post(STEP_TWO, {"code": f" {code[:3]} {code[3:]}"}).status_code == 302


def test_reset_by_mail_does_not_skip_the_second_factor(client: Client) -> None:
    user = UserFactory(roles=["administration"])
    client.post("/konto/passwort-vergessen/", {"email": user.email})
    link = re.search(r"http://\S+/konto/(\S+)", mail.outbox[-1].body)
    assert link
    form = client.get(f"/konto/{link[1]}").headers["Location"]
    new = "Ganz-andere-Woerter-8"
    answer = client.post(form, {"password1": new, "password2": new})
    assert answer.headers["Location"] == "/konto/passwort-vergessen/fertig/"
    assert client.get("/konto/").status_code == 302
    answer = client.post(LOGIN, {"login": user.email, "password": new})
    assert answer.headers["Location"] == STEP_TWO
    assert client.get("/office/").status_code == 302


def test_log_in_between_the_steps_ends_with_a_new_password(client: Client) -> None:
    user = UserFactory(roles=["office"])
    half_way(client, user)
    user.set_password("Ganz-andere-Woerter-8")
    user.save()
    answer = client.post(STEP_TWO, {"code": present_code()})
    assert answer.status_code == 200
    assert "von vorn" in answer.content.decode()


def test_step_two_expires(client: Client) -> None:
    user = UserFactory(roles=["office"])
    half_way(client, user)
    session = client.session
    session["account_login"]["initiated_at"] = time.time() - 16 * 60
    session.save()
    assert client.get(STEP_TWO).headers["Location"] == LOGIN


def test_no_browser_is_trusted_past_the_second_factor(client: Client) -> None:
    user = UserFactory(roles=["office"])
    for _round in range(2):
        half_way(client, user)
        assert client.get(STEP_TWO).status_code == 200
        client.post(STEP_TWO, {"code": present_code(steps=_round)})
        client.post("/konto/abmelden/")
    assert "mfa_trusted" not in client.cookies


@pytest.mark.parametrize(
    "page",
    [
        "app/entfernen/",
        "ersatzcodes/",
        "ersatzcodes/datei/",
        "ersatzcodes/neu/",
        "passkeys/neu/",
    ],
)
def test_sensitive_pages_ask_again_after_a_while(client: Client, page: str) -> None:
    log_in(client, UserFactory(roles=["office"]))
    client.get(f"{SET_UP}ersatzcodes/neu/")
    client.post(f"{SET_UP}ersatzcodes/neu/")
    session = client.session
    session["account_authentication_methods"][0]["at"] = time.time() - 16 * 60
    session.save()
    answer = client.get(SET_UP + page)
    assert answer.headers["Location"].startswith("/konto/bestaetigen/?next=")
    assert client.get(answer.headers["Location"]).status_code == 200
    client.post(answer.headers["Location"], {"password": PASSWORD})
    assert client.get(SET_UP + page).status_code == 200


@pytest.mark.parametrize("page", ["app/entfernen/", "ersatzcodes/neu/", "passkeys/neu/"])
def test_an_older_session_can_not_change_the_factors_by_password(client: Client, page: str) -> None:
    user = UserFactory(second_factor=True)
    client.force_login(user)
    answer = client.get(SET_UP + page)
    assert answer.headers["Location"].startswith("/konto/bestaetigen/zweiter-faktor/?next=")
    by_password = client.post("/konto/bestaetigen/", {"password": PASSWORD})
    assert by_password.headers["Location"].startswith("/konto/bestaetigen/zweiter-faktor/")
    assert client.get(SET_UP + page).status_code == 302
    client.post("/konto/bestaetigen/zweiter-faktor/", {"code": present_code()})
    assert client.get(SET_UP + page).status_code == 200


def test_wrong_password_confirms_nothing(client: Client) -> None:
    log_in(client, UserFactory())
    answer = client.post("/konto/bestaetigen/", {"password": "falsch-falsch-falsch"})
    assert answer.status_code == 200


def test_pages_without_scripts_inside(client: Client) -> None:
    """The CSP forbids inline scripts; only data blocks may stand in a page."""
    log_in(client, UserFactory())
    client.post("/konto/bestaetigen/", {"password": PASSWORD})
    pages = [client.get(f"{SET_UP}passkeys/neu/"), Client().get(LOGIN)]
    for page in pages:
        for attributes in re.findall(r"<script([^>]*)>", page.content.decode()):
            assert "src=" in attributes or 'type="application/json"' in attributes


@pytest.mark.parametrize(
    "sent", ["[" * 20_000, "9" * 5000, '{"a":' * 20_000, "[]", "7", "null", "{", "{}"]
)
def test_a_damaged_passkey_is_refused(client: Client, sent: str) -> None:
    answer = client.post("/konto/anmelden/passkey/", {"credential": sent})
    assert answer.status_code < 500
    assert client.get("/konto/").status_code == 302
