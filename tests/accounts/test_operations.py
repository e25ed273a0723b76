"""Writes to accounts: who may, what is refused, what the log keeps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client

from mitsprache.accounts import operations
from mitsprache.accounts.actors import actor_of_user
from mitsprache.accounts.enums import RoleName
from mitsprache.accounts.models import Role, User
from mitsprache.accounts.permissions import PERMISSIONS
from mitsprache.audit.models import Entry
from mitsprache.kernel.access import PermissionRefused, may
from mitsprache.kernel.actor import ANONYMOUS, Actor, ActorKind, command
from tests.factories.accounts import PASSWORD, UserFactory, log_in

pytestmark = pytest.mark.django_db
ADMIN = Actor(ActorKind.USER, user_id=0, name="Edda", roles=frozenset({"administration"}))
COMMAND = command("test")
Commit = Callable[..., Any]


def roles_of(account: User) -> list[str]:
    return sorted(account.roles.values_list("name", flat=True))


def last_entry() -> Entry:
    return Entry.objects.latest("number")


def actions_on(account: User) -> list[str]:
    entries = Entry.objects.filter(target_pk=str(account.pk)).order_by("number")
    return list(entries.values_list("action", flat=True))


# create_account


def test_create_account() -> None:
    account = operations.create_account(
        actor=ADMIN,
        email=" Ada@Rat.Example ",
        name=" Ada Rat ",
        roles=["member", "chair"],
        language="en",
    )
    account.refresh_from_db()
    assert (account.email, account.name, account.language) == ("ada@rat.example", "Ada Rat", "en")
    assert roles_of(account) == ["chair", "member"]
    assert not account.has_usable_password()
    assert EmailAddress.objects.get(user=account).email == "ada@rat.example"
    assert actions_on(account) == ["accounts.create_account"]
    assert "md5" not in str(last_entry().changes)


def test_create_account_with_password() -> None:
    account = operations.create_account(
        actor=COMMAND, email="ada@rat.example", name="Ada", password=PASSWORD
    )
    assert account.check_password(PASSWORD)
    assert PASSWORD not in str(last_entry().changes)


@pytest.mark.parametrize("password", ["kurz", "123456789012", "ada@rat.example", "qwerty123456"])
def test_create_account_refuses_weak_passwords(password: str) -> None:
    with pytest.raises(ValidationError):
        operations.create_account(
            actor=COMMAND, email="ada@rat.example", name="Ada", password=password
        )
    assert not User.objects.exists()


@pytest.mark.parametrize("email", ["", "ada", "ADA@rat.example"])
def test_create_account_refuses_wrong_and_taken_addresses(email: str) -> None:
    UserFactory(email="ada@rat.example")
    with pytest.raises(ValidationError) as refused:
        operations.create_account(actor=ADMIN, email=email, name="Ada")
    assert "email" in refused.value.message_dict
    assert User.objects.count() == 1


def test_create_account_ignores_roles_that_are_none() -> None:
    account = operations.create_account(
        actor=ADMIN, email="ada@rat.example", name="Ada", roles=["superuser"]
    )
    assert roles_of(account) == []


# update_account


def test_update_account(django_capture_on_commit_callbacks: Commit) -> None:
    account = UserFactory(email="alt@rat.example", name="Alt")
    with django_capture_on_commit_callbacks(execute=True):
        operations.update_account(
            actor=ADMIN, account=account, email="NEU@rat.example", name="Neu", language="en"
        )
    account.refresh_from_db()
    assert (account.email, account.name, account.language) == ("neu@rat.example", "Neu", "en")
    assert [address.email for address in EmailAddress.objects.all()] == ["neu@rat.example"]
    assert mail.outbox[0].to == ["alt@rat.example"]
    assert "neu@rat.example" in mail.outbox[0].body
    assert last_entry().changes[0]["fields"]["email"] == ["alt@rat.example", "neu@rat.example"]


def test_old_address_opens_nothing_any_more(client: Client) -> None:
    account = UserFactory(email="alt@rat.example")
    operations.update_account(
        actor=ADMIN, account=account, email="neu@rat.example", name="A", language="de"
    )
    client.post("/konto/anmelden/", {"login": "alt@rat.example", "password": PASSWORD})
    assert client.get("/konto/").status_code == 302
    client.post("/konto/anmelden/", {"login": "neu@rat.example", "password": PASSWORD})
    assert client.get("/konto/").status_code == 200


def test_same_address_sends_no_mail(django_capture_on_commit_callbacks: Commit) -> None:
    account = UserFactory()
    with django_capture_on_commit_callbacks(execute=True):
        operations.update_account(
            actor=ADMIN, account=account, email=account.email, name="Neu", language="de"
        )
    assert mail.outbox == []


# set_roles


def test_set_roles() -> None:
    account = UserFactory(roles=["member", "translator"])
    operations.set_roles(actor=ADMIN, account=account, roles=["chair", "member"])
    assert roles_of(account) == ["chair", "member"]
    written = {(change["action"], change["model"]) for change in last_entry().changes}
    assert written == {("create", "accounts.role"), ("delete", "accounts.role")}


def test_setting_the_same_roles_leaves_no_entry() -> None:
    account = UserFactory(roles=["member"])
    operations.set_roles(actor=ADMIN, account=account, roles=["member"])
    assert not Entry.objects.exists()


def test_last_administrator_keeps_the_role() -> None:
    last = UserFactory(roles=["administration"])
    UserFactory(roles=["administration"], is_active=False)
    with pytest.raises(ValidationError, match="letzte"):
        operations.set_roles(actor=COMMAND, account=last, roles=["member"])
    assert roles_of(last) == ["administration"]


def test_one_of_two_administrators_may_go() -> None:
    one, _other = UserFactory(roles=["administration"]), UserFactory(roles=["administration"])
    operations.set_roles(actor=COMMAND, account=one, roles=[])
    assert roles_of(one) == []


def test_locked_administrator_is_not_the_last() -> None:
    locked = UserFactory(roles=["administration"], is_active=False)
    operations.set_roles(actor=COMMAND, account=locked, roles=[])
    assert roles_of(locked) == []


# invite


@pytest.mark.parametrize(
    ("language", "words"), [("de", "Zugang angelegt"), ("en", "/konto/passwort-vergessen/")]
)
def test_invite(django_capture_on_commit_callbacks: Commit, language: str, words: str) -> None:
    account = operations.create_account(
        actor=ADMIN, email="ada@rat.example", name="Ada Rat", language=language
    )
    with django_capture_on_commit_callbacks(execute=True):
        operations.invite(actor=ADMIN, account=account)
    letter = mail.outbox[0]
    assert letter.to == ["ada@rat.example"]
    assert "\n" not in letter.subject
    assert words in letter.body
    assert "Ada Rat" in letter.body
    assert last_entry().action == "accounts.invite"
    link = letter.body.split("http://127.0.0.1:8000")[1].split()[0]
    assert link not in str(last_entry().changes)
    client = Client()
    form = client.get(link).headers["Location"]
    new = "Ganz-andere-Woerter-8"
    client.post(form, {"password1": new, "password2": new})
    account.refresh_from_db()
    assert account.check_password(new)


def test_locked_account_is_not_invited() -> None:
    with pytest.raises(ValidationError):
        operations.invite(actor=ADMIN, account=UserFactory(is_active=False))


# deactivate_account, activate_account


def test_deactivate_and_activate_account(client: Client) -> None:
    account = UserFactory()
    client.post("/konto/anmelden/", {"login": account.email, "password": PASSWORD})
    operations.deactivate_account(actor=ADMIN, account=account)
    assert not account.is_active
    assert client.get("/konto/").status_code == 302
    operations.activate_account(actor=ADMIN, account=account)
    assert account.is_active
    assert client.get("/konto/").status_code == 302, "the session is gone for good"
    assert actions_on(account)[-2:] == ["accounts.deactivate_account", "accounts.activate_account"]


def test_own_account_is_not_locked() -> None:
    account = UserFactory(roles=["administration"])
    actor = actor_of_user(account, second_factor=True)
    with pytest.raises(ValidationError, match="eigenen"):
        operations.deactivate_account(actor=actor, account=account)


def test_last_administrator_is_not_locked() -> None:
    account = UserFactory(roles=["administration"])
    with pytest.raises(ValidationError, match="letzte"):
        operations.deactivate_account(actor=COMMAND, account=account)
    UserFactory(roles=["administration"])
    operations.deactivate_account(actor=COMMAND, account=account)
    assert not account.is_active


# remove_second_factor


def test_remove_second_factor(client: Client, django_capture_on_commit_callbacks: Commit) -> None:
    account = log_in(client, UserFactory(roles=["office"]))
    Authenticator.objects.create(user=account, type="recovery_codes", data={"seed": "geheim"})
    with django_capture_on_commit_callbacks(execute=True):
        operations.remove_second_factor(actor=ADMIN, account=account)
    assert not Authenticator.objects.exists()
    assert mail.outbox[0].to == [account.email]
    fields = last_entry().changes[0]["fields"]
    assert fields == {"second_factor": ["recovery_codes, totp", None]}
    assert client.get("/office/").headers["Location"].startswith("/konto/zweiter-faktor/")


def test_remove_second_factor_ends_sessions(client: Client) -> None:
    account = UserFactory(second_factor=True)
    operations.remove_second_factor(actor=ADMIN, account=account)
    client.post("/konto/anmelden/", {"login": account.email, "password": PASSWORD})
    Authenticator.objects.create(user=account, type="totp", data={"secret": "x"})
    operations.remove_second_factor(actor=ADMIN, account=account)
    assert client.get("/konto/").status_code == 302


def test_nothing_to_remove_leaves_no_entry(django_capture_on_commit_callbacks: Commit) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        operations.remove_second_factor(actor=ADMIN, account=UserFactory())
    assert mail.outbox == []
    assert not Entry.objects.exists()


# passwords and sessions of one's own


@pytest.mark.parametrize("write", [operations.change_password, operations.reset_password])
def test_own_password(write: Callable[..., None]) -> None:
    account = UserFactory()
    actor = actor_of_user(account, second_factor=False)
    write(actor=actor, account=account, password="Ganz-andere-Woerter-8")
    account.refresh_from_db()
    assert account.check_password("Ganz-andere-Woerter-8")
    assert last_entry().changes[0]["fields"] == {"password": ["•••", "•••"]}
    with pytest.raises(PermissionRefused):
        write(actor=ADMIN, account=account, password="Noch-andere-Woerter-9")


# permissions

EVERY_ADMIN_ACT = [
    name for name, rule in PERMISSIONS.items() if rule(ADMIN) and not rule(ANONYMOUS)
]


def test_administration_has_no_hand_in_passwords() -> None:
    assert set(PERMISSIONS) - set(EVERY_ADMIN_ACT) == {
        "accounts.change_password",
        "accounts.reset_password",
        "accounts.end_own_session",
    }


@pytest.mark.parametrize("role", sorted(set(RoleName.values) - {"administration"}))
def test_other_roles_manage_only_their_own_account(role: str) -> None:
    account = UserFactory(roles=[role])
    actor = actor_of_user(account, second_factor=True)
    allowed = {name for name in PERMISSIONS if may(actor, name, account)}
    assert allowed == {
        "accounts.manage_own",
        "accounts.change_password",
        "accounts.reset_password",
        "accounts.end_own_session",
    }
    others = {name for name in PERMISSIONS if may(actor, name, UserFactory())}
    assert others == {"accounts.manage_own"}


def test_administration_without_second_factor_is_nobody() -> None:
    account = UserFactory(roles=["administration"], second_factor=False)
    actor = actor_of_user(account, second_factor=False)
    with pytest.raises(PermissionRefused):
        operations.create_account(actor=actor, email="x@rat.example", name="X")


@pytest.mark.parametrize("actor", [ANONYMOUS, Actor(ActorKind.USER, 7, "M", frozenset({"member"}))])
@pytest.mark.parametrize(
    "call",
    [
        lambda actor, account: operations.create_account(
            actor=actor, email="x@y.example", name="X"
        ),
        lambda actor, account: operations.update_account(
            actor=actor, account=account, email="x@y.example", name="X", language="de"
        ),
        lambda actor, account: operations.set_roles(
            actor=actor, account=account, roles=["administration"]
        ),
        lambda actor, account: operations.invite(actor=actor, account=account),
        lambda actor, account: operations.deactivate_account(actor=actor, account=account),
        lambda actor, account: operations.activate_account(actor=actor, account=account),
        lambda actor, account: operations.remove_second_factor(actor=actor, account=account),
        lambda actor, account: operations.end_own_session(
            actor=actor, account=account, session=None
        ),
    ],
)
def test_others_are_refused(actor: Actor, call: Callable[..., Any]) -> None:
    account = UserFactory()
    with pytest.raises(PermissionRefused):
        call(actor, account)
    assert not Entry.objects.exists()
    assert not Role.objects.exists()
