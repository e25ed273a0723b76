"""Log-in of a test's client with roles, second factor given."""

from __future__ import annotations

import time

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from django.test import Client

from mitsprache.accounts.models import Role, User


def log_in(client: Client, *roles: str, language: str = "de") -> User:
    """Log `client` in as somebody with `roles`; return the account."""
    number = User.objects.count() + 1
    user = User.objects.create_user(
        email=f"person{number}@council.example", name=f"Person {number}", language=language
    )
    Role.objects.bulk_create([Role(user=user, name=role) for role in roles])
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    client.force_login(user)
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        {"method": method, "at": time.time()} for method in ("password", "mfa")
    ]
    session[f"{AUTHENTICATION_METHODS_SESSION_KEY}_user"] = str(user.pk)
    session.save()
    return user
