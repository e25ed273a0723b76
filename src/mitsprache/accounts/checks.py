"""System checks of the log-in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core import checks


@checks.register(checks.Tags.security, deploy=True)
def demo_is_off(**_kwargs: Any) -> list[checks.CheckMessage]:
    """Refuse the demo's log-ins, whose passwords stand in the source code, on a real site."""
    if not settings.DEMO:
        return []
    return [
        checks.Error(
            "MITSPRACHE_DEMO is on: everybody knows the demo's passwords.",
            hint="Set MITSPRACHE_DEMO to no.",
            id="accounts.E001",
        )
    ]
