"""The site's addresses and the yardstick: one query, a short answer."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path

from mitsprache.config.urls import urlpatterns as site
from mitsprache.kernel.access import PUBLIC
from mitsprache.kernel.views import Endpoint
from mitsprache.meetings.models import Meeting


class OneQuery(Endpoint):
    """Reads one row and prints one line."""

    access = PUBLIC

    def get(self, _request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        meeting = Meeting.objects.filter(pk=1).values_list("name", flat=True).first()
        return HttpResponse(f"<!doctype html><title>{meeting}</title>")


urlpatterns = [path("yardstick/", OneQuery.as_view()), *site]
