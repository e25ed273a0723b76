"""Limits on guessing that don't let a stranger lock a member out.

Strangers share one budget per account and one per network address (settings.ACCOUNT_RATE_LIMITS).
A browser that the account knows has a budget of its own, which strangers can't use up.
"""

from __future__ import annotations

from typing import Final

from allauth.core.internal import ratelimit
from allauth.core.internal.ratelimit import RateLimitUsage
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from mitsprache.accounts.devices import known_device
from mitsprache.accounts.models import User

APP: Final = "mitsprache.accounts"
RATES: Final = {"password": "10/10m/key,50/d/key", "second_factor": "5/5m/key,30/d/key"}
"""Mistakes per browser and account. With 30 codes a day, a guesser who has the password hits a
six-digit code, of which three hold at a time, in 1 of 11,000 days."""
USED_CODE_SECONDS: Final = 120
"""How long a code is refused a second time; longer than it is valid."""


def fingerprint(user: User) -> str:
    """Return a short mark of the account's password, which changes when the password does."""
    return salted_hmac(APP, user.password, algorithm="sha256").hexdigest()[:16]


def _own_device(request: HttpRequest, user: User) -> str | None:
    if request.user.pk == user.pk:
        return f"session {request.session.session_key}"
    return known_device(request, user.pk)


def _consume(request: HttpRequest, action: str, *parts: object) -> RateLimitUsage | None:
    key = ":".join(str(part) for part in parts)
    return ratelimit.consume(request, app=APP, action=action, config=RATES, key=key)


def password_budget(request: HttpRequest, email: str) -> tuple[bool, RateLimitUsage | None]:
    """Take one try from the budget of a browser that the account knows.

    Returns:
        Whether the browser is known, and the try (None: used up). For an unknown browser nothing
        was taken; the strangers' budget counts.
    """
    user = User.objects.filter(email__iexact=email).first()
    device = _own_device(request, user) if user else None
    if user is None or device is None:
        return False, None
    return True, _consume(request, "password", user.pk, device)


def second_factor_budget(request: HttpRequest, user: User) -> RateLimitUsage | None:
    """Take one try at the second factor; None if the budget is used up.

    Strangers have one budget per account and password: who resets the password gets a new one.
    """
    device = _own_device(request, user) or f"stranger {fingerprint(user)}"
    return _consume(request, "second_factor", user.pk, device)


def use_code_once(user: User, code: str) -> bool:
    """Mark a six-digit code as used; False if it was used already."""
    return bool(cache.add(f"{APP}:code:{user.pk}:{code}", 1, timeout=USED_CODE_SECONDS))


def first_today(action: str, user: User) -> bool:
    """Whether `action` happens to the account for the first time in 24 hours."""
    return bool(cache.add(f"{APP}:{action}:{user.pk}", 1, timeout=24 * 3600))


VISITORS: Final = {"link": "30/10m/ip", "reply": "100/10m/ip", "support": "20/h/ip"}
"""What visitors may try per network address: links that lead nowhere, answers to invitations (a
whole council may sit in one network), requests for support."""


def visitor_budget(request: HttpRequest, action: str) -> bool:
    """Take one try of `action` from the budget of a visitor's network address; False: used up."""
    usage = ratelimit.consume(
        request, app="mitsprache.visitors", action=action, config=VISITORS, limit_get=True
    )
    return usage is not None
