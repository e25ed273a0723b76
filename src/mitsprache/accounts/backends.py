"""Who can log in at all."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings

from mitsprache.accounts.enums import DEMO_DOMAIN


class AccountBackend(AuthenticationBackend):  # type: ignore[misc]
    """Log-in by address and password, as allauth does it.

    Demo accounts have passwords that everybody knows. They exist only while the demo is on: after
    it is switched off they can't log in, and sessions they still have are worth nothing.
    """

    def user_can_authenticate(self, user: Any) -> bool:
        """Refuse accounts that are deactivated, and the demo's outside the demo."""
        demo = user.email.endswith(f"@{DEMO_DOMAIN}")
        return bool(super().user_can_authenticate(user)) and (settings.DEMO or not demo)
