"""Puts the actor on every request, and leads to the second factor where a role needs it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from mitsprache.accounts import devices
from mitsprache.accounts.actors import Standing, account_of, has_second_factor, standing_of
from mitsprache.accounts.models import User
from mitsprache.kernel.access import Requires, access_of
from mitsprache.kernel.languages import BINDING

OWN_ACCOUNT = Requires("accounts.manage_own")
"""The pages on which a second factor is set up."""
INTERNAL = dict(User._meta.get_field("language").choices or ())
"""Languages of the pages without a language in their address, and where these are."""
INTERNAL_PATHS = ("/konto/", "/office/")


def use_language(request: HttpRequest) -> None:
    """On account and office pages speak the account's language: German or English."""
    if not request.path_info.startswith(INTERNAL_PATHS):
        return
    user = request.user if request.session.session_key else None
    chosen = user.language if isinstance(user, User) else translation.get_language()
    translation.activate(chosen if chosen in INTERNAL else BINDING)
    request.LANGUAGE_CODE = translation.get_language()


def lead_to_second_factor(request: HttpRequest) -> HttpResponseRedirect:
    """Send to the set-up of a second factor, or have an existing one given, and say why."""
    if has_second_factor(account_of(request)):
        text = _("Bestätigen Sie bitte mit Ihrem zweiten Faktor, dass Sie es sind.")
        page = "mfa_reauthenticate"
    else:
        text = _(
            "Ihre Rolle darf viel, deshalb verlangt sie einen zweiten Faktor. Richten Sie hier eine "
            "App oder einen Passkey ein; das dauert etwa zwei Minuten."
        )
        page = "mfa_index"
    messages.warning(request, text)
    return HttpResponseRedirect(f"{reverse(page)}?{urlencode({'next': request.get_full_path()})}")


class ActorMiddleware:
    """Sets `request.actor` from the logged-in account and its roles."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        standing = standing_of(request)
        request.standing = standing  # type: ignore[attr-defined]
        request.actor = standing.actor  # type: ignore[attr-defined]
        use_language(request)
        response = self.get_response(request)
        devices.keep(request, response)
        return response

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., Any],
        _args: tuple[Any, ...],
        _kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        """Who holds a role that needs a second factor gets no further than the own account without."""
        standing: Standing = request.standing  # type: ignore[attr-defined]
        access = access_of(view)
        if standing.withheld and isinstance(access, Requires) and access != OWN_ACCOUNT:
            return lead_to_second_factor(request)
        return None
