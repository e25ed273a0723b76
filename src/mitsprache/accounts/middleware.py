"""Puts the actor on every request."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from mitsprache.accounts.actors import actor_for


class ActorMiddleware:
    """Sets `request.actor` from the logged-in account and its roles."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.actor = actor_for(request)  # type: ignore[attr-defined]
        return self.get_response(request)
