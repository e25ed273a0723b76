"""What the log-in pages show besides their forms."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings

from mitsprache.accounts import demo

register = template.Library()


@register.inclusion_tag("accounts/demo.html")
def demo_accounts() -> dict[str, Any]:
    """List the demo's log-ins and the code that holds now; nothing where the demo is off."""
    if not settings.DEMO:
        return {}
    return {"accounts": demo.ACCOUNTS, "password": demo.PASSWORD, "code": demo.present_code()}
