"""Writes to accounts. Log-in and second factors themselves are django-allauth's."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import partial
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.transaction import on_commit
from django.utils.translation import gettext as _

from mitsprache.accounts import mails
from mitsprache.accounts.enums import RoleName
from mitsprache.accounts.models import Role, User
from mitsprache.kernel import store
from mitsprache.kernel.actor import Actor
from mitsprache.kernel.operation import Change, current_run, operation


def _note(action: str, account: User, fields: Mapping[str, list[Any]]) -> None:
    """Add to the audit entry what is no write to a record of ours, or must not be shown."""
    change = Change(action, account._meta.label_lower, str(account.pk), str(account), dict(fields))
    current_run().changes.append(change)


def _keep_address(account: User) -> None:
    """Give allauth, which looks addresses up in a table of its own, the account's one address."""
    EmailAddress.objects.filter(user=account).delete()
    EmailAddress.objects.create(user=account, email=account.email, primary=True, verified=True)


def _end_sessions(account: User) -> None:
    for session in UserSession.objects.filter(user=account):
        session.end()


def _keep_an_administrator(account: User) -> None:
    """Refuse to take away the last account that could give the right back.

    Raises:
        ValidationError: there is no other active administrator.
    """
    others = Role.objects.select_for_update(of=("self",)).filter(
        name=RoleName.ADMINISTRATION, user__is_active=True
    )
    if not others.exclude(user=account):
        raise ValidationError(
            _(
                "Das ist der letzte Zugang der Administration. Geben Sie diese Rolle zuerst einem "
                "anderen Zugang."
            )
        )


def _is_administrator(account: User) -> bool:
    return account.roles.filter(name=RoleName.ADMINISTRATION).exists()


def _give_roles(account: User, roles: Collection[str]) -> None:
    for name in RoleName:
        if name in roles:
            store.create(Role(user=account, name=name))


@operation(permission="accounts.create_account")
def create_account(
    *,
    actor: Actor,
    email: str,
    name: str,
    password: str | None = None,
    roles: Collection[str] = (),
    language: str = "de",
) -> User:
    """Make an account; without a password it can't log in before one is set by mail.

    Raises:
        ValidationError: the address is wrong or taken, or the password too weak.
    """
    account = User(email=email.strip().lower(), name=name.strip(), language=language)
    if password is not None:
        validate_password(password, account)
    account.set_password(password)
    store.create(account)
    _keep_address(account)
    _give_roles(account, roles)
    return account


@operation(permission="accounts.update_account", target="account")
def update_account(*, actor: Actor, account: User, email: str, name: str, language: str) -> User:
    """Change address, name and language; a changed address is told to the old one.

    Raises:
        ValidationError: a value is wrong, or another account has the address.
    """
    old = account.email
    store.update(account, email=email.strip().lower(), name=name.strip(), language=language)
    if account.email != old:
        _keep_address(account)
        on_commit(partial(mails.tell, account, "address_changed", to=old, new=account.email))
    return account


@operation(permission="accounts.set_roles", target="account")
def set_roles(*, actor: Actor, account: User, roles: Collection[str]) -> None:
    """Let the account hold exactly `roles`.

    Raises:
        ValidationError: nobody would be left to administer accounts.
    """
    for role in account.roles.exclude(name__in=roles):
        if role.name == RoleName.ADMINISTRATION and account.is_active:
            _keep_an_administrator(account)
        store.delete(role)
    held = set(account.roles.values_list("name", flat=True))
    _give_roles(account, set(roles) - held)


@operation(permission="accounts.invite", target="account")
def invite(*, actor: Actor, account: User) -> None:
    """Send the account a link to set its password.

    Raises:
        ValidationError: the account is deactivated.
    """
    if not account.is_active:
        raise ValidationError(_("Dieser Zugang ist gesperrt. Entsperren Sie ihn zuerst."))
    _note("invite", account, {"email": [None, account.email]})
    on_commit(partial(mails.invite, account))


@operation(permission="accounts.deactivate_account", target="account")
def deactivate_account(*, actor: Actor, account: User) -> None:
    """Lock the account and end its sessions; what it wrote stays.

    Raises:
        ValidationError: it is the actor's own, or the last one of the administration.
    """
    if actor.user_id == account.pk:
        raise ValidationError(_("Den eigenen Zugang können Sie nicht sperren."))
    if _is_administrator(account):
        _keep_an_administrator(account)
    store.update(account, is_active=False)
    _end_sessions(account)


@operation(permission="accounts.activate_account", target="account")
def activate_account(*, actor: Actor, account: User) -> None:
    """Unlock the account."""
    store.update(account, is_active=True)


@operation(permission="accounts.remove_second_factor", target="account")
def remove_second_factor(*, actor: Actor, account: User) -> None:
    """Take away app, passkeys and recovery codes, for who lost them all; tell the person.

    Their secrets stay out of the audit log. Sessions end, so that whoever has the lost phone is out.
    """
    kinds = sorted(Authenticator.objects.filter(user=account).values_list("type", flat=True))
    if not kinds:
        return
    Authenticator.objects.filter(user=account).delete()
    _note("update", account, {"second_factor": [", ".join(kinds), None]})
    _end_sessions(account)
    on_commit(partial(mails.tell, account, "second_factor_removed"))


@operation(permission="accounts.change_password", target="account")
def change_password(*, actor: Actor, account: User, password: str) -> None:
    """Replace the own password, whose form has checked the old one and the new one's strength."""
    store.update(account, password=make_password(password))


@operation(permission="accounts.reset_password", target="account")
def reset_password(*, actor: Actor, account: User, password: str) -> None:
    """Set a password at the link that was mailed to the account's address."""
    store.update(account, password=make_password(password))


@operation(permission="accounts.end_own_session", target="account")
def end_own_session(*, actor: Actor, account: User, session: UserSession) -> None:
    """Log the account out elsewhere."""
    _note("update", account, {"session": [session.user_agent, None]})
    session.end()
