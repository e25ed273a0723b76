"""Bases of all pages. A page declares its access, or the program does not start."""

from __future__ import annotations

from typing import Any, TypeVar

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from mitsprache.kernel.access import PUBLIC, DeclaresAccess
from mitsprache.kernel.actor import Actor
from mitsprache.kernel.middleware import actor_of
from mitsprache.kernel.page_cache import cacheable

T = TypeVar("T")


class Endpoint(DeclaresAccess, View):
    """A view that builds its answer itself: feeds, downloads, redirects."""

    abstract = True

    @property
    def actor(self) -> Actor:
        """Who looks."""
        return actor_of(self.request)


class Page(DeclaresAccess, TemplateView):
    """A view with a template."""

    abstract = True

    @property
    def actor(self) -> Actor:
        """Who looks."""
        return actor_of(self.request)


class PublicPage(Page):
    """A page for everybody. It depends on its address only, so that it can be kept in memory."""

    abstract = True
    access = PUBLIC

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Build the page and let the cache keep it."""
        response = super().dispatch(request, *args, **kwargs)
        if hasattr(response, "render"):
            response.render()
        return cacheable(response)  # type: ignore[arg-type]


def found(record: T | None) -> T:
    """Return `record`, or answer 404 in the same words whether it is missing or hidden."""
    if record is None:
        raise Http404(_("Diese Seite gibt es nicht."))
    return record
