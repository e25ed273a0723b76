"""The floor under every view: what declares no access is not served."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from mitsprache.kernel.access import Denied, PermissionRefused, Public, access_of, may
from mitsprache.kernel.actor import ANONYMOUS, Actor

GetResponse = Callable[[HttpRequest], HttpResponseBase]


def actor_of(request: HttpRequest) -> Actor:
    """Return who acts in `request`; nobody known is a visitor."""
    actor = getattr(request, "actor", ANONYMOUS)
    return actor if isinstance(actor, Actor) else ANONYMOUS


def refused(request: HttpRequest, reason: object) -> HttpResponse:
    """Answer 403 with the reason in plain words."""
    return render(request, "403.html", {"reason": reason}, status=403)


class AccessMiddleware:
    """Asks each view for its `access` before it runs; a view without one answers 404."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., Any],
        _args: tuple[Any, ...],
        _kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        """Let the view run, send to the log-in, or refuse."""
        access = access_of(view)
        if access is None:
            raise Http404(_("Diese Seite gibt es nicht."))
        if isinstance(access, Public):
            return None
        actor = actor_of(request)
        if not actor.is_known:
            return redirect_to_login(request.get_full_path())
        verdict = may(actor, access.permission)
        if isinstance(verdict, Denied):
            return refused(request, verdict.reason)
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Turn a refusal inside a view into an answer that says why."""
        if isinstance(error, PermissionRefused):
            return refused(request, error.reason)
        return None


class LimitsMiddleware:
    """Refuses what no page takes, before anything reads it.

    A body that is too big would fill the disk. NUL characters make PostgreSQL fail; in forms the
    fields refuse them with a word beside the field.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdigit() or int(length[:20]) > settings.REQUEST_BYTES:
            return HttpResponse(status=413)
        if "%00" in request.META.get("QUERY_STRING", ""):
            raise Http404(_("Diese Seite gibt es nicht."))
        return self.get_response(request)


class SecurityHeadersMiddleware:
    """Adds the headers that Django does not set itself."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()"
        )
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response
