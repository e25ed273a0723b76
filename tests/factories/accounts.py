"""Accounts for tests, and a log-in that skips the form."""

from __future__ import annotations

import time
from collections.abc import Collection
from typing import Any

import factory
from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.test import Client

from mitsprache.accounts.enums import NEEDS_SECOND_FACTOR
from mitsprache.accounts.models import Role, User

PASSWORD = "Brunnen-Kastanie-Fahrrad"
TOTP_KEY = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


class UserFactory(factory.django.DjangoModelFactory[User]):
    """An account with a password; `roles=["office"]` gives roles.

    An account whose roles need a second factor gets an app; `second_factor=False` leaves it out.
    """

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@rat.example")
    name = factory.Sequence(lambda n: f"Person {n}")

    @classmethod
    def _create(cls, _model: type[User], *_args: Any, **kwargs: Any) -> User:
        roles: Collection[str] = kwargs.pop("roles", ())
        second_factor = kwargs.pop("second_factor", not NEEDS_SECOND_FACTOR.isdisjoint(roles))
        user = User.objects.create_user(password=kwargs.pop("password", PASSWORD), **kwargs)
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
        Role.objects.bulk_create(Role(user=user, name=name) for name in roles)
        if second_factor:
            totp.TOTP.activate(user, TOTP_KEY)
        return user


def log_in(client: Client, user: User) -> User:
    """Log `user` in as if by the form, second factor included where the account has one."""
    client.force_login(user)
    factor = Authenticator.objects.filter(user=user).first()
    if factor is not None:
        session = client.session
        session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(user.pk)
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [
            {"method": "mfa", "at": time.time(), "id": factor.pk, "type": str(factor.type)}
        ]
        session.save()
    return user


def present_code(key: str = TOTP_KEY, *, steps: int = 0) -> str:
    """Return the six digits an app shows now, or `steps` half minutes later."""
    counters = list(totp.yield_hotp_counters_from_time())
    value = totp.hotp_value(key, counters[len(counters) // 2] + steps)
    return str(totp.format_hotp_value(value))
