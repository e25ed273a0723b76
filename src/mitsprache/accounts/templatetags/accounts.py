"""What the log-in pages show besides their forms."""

from __future__ import annotations

from typing import Any, Final

from django import template
from django.conf import settings
from django.utils.translation import gettext as _

from mitsprache.accounts import demo

register = template.Library()

BROWSERS: Final = (
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Chrome/", "Chrome"),
    ("CriOS/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS: Final = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)
"""Marks in what a browser says of itself, the telling ones first: nearly all also say 'Safari'."""


@register.filter
def browser_name(user_agent: str) -> str:
    """Say in words which browser it was: 'Firefox auf Windows'; an unknown one in its own words."""
    browser = next((name for mark, name in BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "")
    if not (browser and system):
        return browser or system or user_agent
    return _("%(browser)s auf %(system)s") % {"browser": browser, "system": system}


@register.inclusion_tag("accounts/demo.html")
def demo_accounts() -> dict[str, Any]:
    """List the demo's log-ins and the code that holds now; nothing where the demo is off."""
    if not settings.DEMO:
        return {}
    return {"accounts": demo.ACCOUNTS, "password": demo.PASSWORD, "code": demo.present_code()}
