"""Log-ins and second factors happen inside Django and allauth; here they reach the audit log."""

from __future__ import annotations

from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.account.signals import password_reset
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
)
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest

from mitsprache.accounts import devices
from mitsprache.accounts.actors import FACTORS, actor_of_user
from mitsprache.accounts.log import note
from mitsprache.accounts.models import User
from mitsprache.kernel.actor import ANONYMOUS, Actor


def _actor(user: User) -> Actor:
    return actor_of_user(user, second_factor=False)


def logged_in(*, request: HttpRequest, user: User, **_rest: Any) -> None:
    """A session began; the entry names the steps that led there."""
    records = get_authentication_records(request, user)
    steps = [str(record.get("type") or record["method"]) for record in records]
    note(_actor(user), "accounts.log_in", user, {"steps": [None, ", ".join(steps)]})
    devices.remember(request, user.pk)


def log_in_failed(*, credentials: dict[str, Any], **_rest: Any) -> None:
    """Somebody gave a wrong password, or an address that has no account; neither is kept.

    Both leave an entry: were it only one of them, the time of the answer would tell which addresses
    have accounts.
    """
    user = User.objects.filter(email__iexact=credentials.get("email", "")).first()
    note(ANONYMOUS, "accounts.fail_log_in", user, {"step": [None, "password"]})


def logged_out(*, user: User | None, **_rest: Any) -> None:
    """A session was ended by its owner."""
    if user is not None:
        note(_actor(user), "accounts.log_out", user, {})


def password_was_reset(*, request: HttpRequest, user: User, **_rest: Any) -> None:
    """Who could open the mail is no stranger: the browser gets a budget of its own."""
    devices.remember(request, user.pk)


def factor_added(
    *, request: HttpRequest, user: User, authenticator: Authenticator, **_rest: Any
) -> None:
    """A factor was set up, which just proved it: this session counts as having given it."""
    if authenticator.type in FACTORS:
        record_authentication(
            request, user, "mfa", id=authenticator.pk, type=str(authenticator.type)
        )
    fields = {"type": [None, str(authenticator.type)]}
    note(_actor(user), "accounts.add_second_factor", user, fields)


def factor_removed(*, user: User, authenticator: Authenticator, **_rest: Any) -> None:
    """A factor was taken away by its owner."""
    fields = {"type": [str(authenticator.type), None]}
    note(_actor(user), "accounts.drop_second_factor", user, fields)


def codes_renewed(*, user: User, **_rest: Any) -> None:
    """New recovery codes were made; the old ones are void."""
    note(_actor(user), "accounts.renew_recovery_codes", user, {})


def second_factor_failed(*, user: User, authenticator: Authenticator, **_rest: Any) -> None:
    """The password was right and the second factor was not."""
    fields = {"step": [None, str(authenticator.type)]}
    note(ANONYMOUS, "accounts.fail_log_in", user, fields)


def connect() -> None:
    """Listen from start-up on."""
    for signal, receiver in (
        (user_logged_in, logged_in),
        (user_login_failed, log_in_failed),
        (user_logged_out, logged_out),
        (password_reset, password_was_reset),
        (authenticator_added, factor_added),
        (authenticator_removed, factor_removed),
        (authenticator_reset, codes_renewed),
        (authentication_failed, second_factor_failed),
    ):
        signal.connect(receiver, dispatch_uid=f"{__name__}.{receiver.__name__}")
