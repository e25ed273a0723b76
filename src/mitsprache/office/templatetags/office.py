"""What the shell of the workspace prints on every page."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context

from mitsprache.accounts.models import User
from mitsprache.kernel.middleware import actor_of
from mitsprache.office.navigation import navigation

register = template.Library()


@register.inclusion_tag("office/navigation.html", takes_context=True)
def office_navigation(context: Context) -> dict[str, Any]:
    """Print the side navigation."""
    request = context["request"]
    return {"sections": navigation(actor_of(request), request.path)}


@register.inclusion_tag("office/tools.html", takes_context=True)
def office_tools(context: Context) -> dict[str, Any]:
    """Print theme switch, language, link to the public page and log-out."""
    request = context["request"]
    languages = dict(User._meta.get_field("language").choices or ())
    return {
        "languages": list(languages.items()),
        "current": context["page_language"],
        "public_url": context.get("public_url") or f"/{context['page_language']}/",
        "here": request.get_full_path() if request.method == "GET" else request.path,
        "csrf_token": context.get("csrf_token"),
    }
