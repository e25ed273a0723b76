"""Browsers that an account has logged in with before.

A signed cookie, set at a log-in and after a reset by mail, says so. It is no key: it opens nothing
and only gives the browser a budget of its own for mistyped passwords, so that a stranger who
hammers an address does not use up the member's (see docs/adr/0003-second-factor-and-guessing.md).
"""

from __future__ import annotations

import secrets
from typing import Any, Final

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

COOKIE: Final = "geraet"
SALT: Final = "mitsprache.accounts.devices"
SECONDS: Final = 365 * 24 * 3600
ACCOUNTS: Final = 10
"""How many accounts one browser remembers; the longest unused one is forgotten first."""
_MARK: Final = "_remember_device_of"


def _content(request: HttpRequest) -> dict[str, Any]:
    try:
        content = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=SECONDS)
    except signing.BadSignature:
        return {"id": secrets.token_urlsafe(12), "of": []}
    return dict(content)


def known_device(request: HttpRequest, user_id: int) -> str | None:
    """Return the name of the browser if the account logged in with it before."""
    content = _content(request)
    return str(content["id"]) if user_id in content["of"] else None


def remember(request: HttpRequest, user_id: int) -> None:
    """Have the answer to `request` tell the browser that this account knows it."""
    setattr(request, _MARK, user_id)


def keep(request: HttpRequest, response: HttpResponseBase) -> None:
    """Set the cookie if `remember` was called. Only the pages below /konto/ get to see it."""
    user_id = getattr(request, _MARK, None)
    if user_id is None:
        return
    content = _content(request)
    others = [other for other in content["of"] if other != user_id]
    content["of"] = [*others, user_id][-ACCOUNTS:]
    response.set_cookie(
        COOKIE,
        signing.dumps(content, salt=SALT),
        max_age=SECONDS,
        path=reverse("account_home"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
