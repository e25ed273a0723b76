"""Whole public pages in the memory of each worker, valid for one content version."""

from __future__ import annotations

import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified

from mitsprache.kernel.models import ContentVersion

CACHEABLE: Final = "_page_cacheable"
"""Attribute by which a view says that its answer depends on the address only."""


@dataclass(frozen=True, slots=True)
class _Page:
    version: int
    expires: float
    body: bytes
    headers: dict[str, str]
    etag: str


def cacheable(response: HttpResponse) -> HttpResponse:
    """Mark an answer that depends on nothing but its address."""
    setattr(response, CACHEABLE, True)
    return response


def content_version() -> int:
    """Return the content version, by one bare statement."""
    table = ContentVersion._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT number FROM "{table}" WHERE id = 1')  # noqa: S608 (own table name)
        row = cursor.fetchone()
    return int(row[0]) if row else 0


class PageCacheMiddleware:
    """Serves anonymous GET and HEAD requests from memory while nothing was written."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.pages: OrderedDict[str, _Page] = OrderedDict()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if (
            not settings.PAGE_CACHE_SECONDS
            or request.method not in {"GET", "HEAD"}
            or settings.SESSION_COOKIE_NAME in request.COOKIES
        ):
            return self.get_response(request)
        host = request.META.get("HTTP_HOST", "")
        key = f"{request.scheme}://{host}{request.get_full_path()}"
        version = content_version()
        request.content_version = version  # type: ignore[attr-defined]
        page = self.pages.get(key)
        if page and page.version == version and page.expires > time.monotonic():
            self.pages.move_to_end(key)
            return self._answer(request, page)
        response = self.get_response(request)
        if (
            getattr(response, CACHEABLE, False)
            and isinstance(response, HttpResponse)
            and response.status_code == 200
            and not response.cookies
        ):
            page = self._keep(key, version, response)
            return self._answer(request, page)
        return response

    def _keep(self, key: str, version: int, response: HttpResponse) -> _Page:
        body = response.content
        page = _Page(
            version=version,
            expires=time.monotonic() + settings.PAGE_CACHE_SECONDS,
            body=body,
            headers={
                name: value
                for name, value in response.items()
                if name.lower() not in {"content-length", "etag", "vary"}
            },
            etag=f'W/"{hashlib.blake2b(body, digest_size=12).hexdigest()}"',
        )
        self.pages[key] = page
        while len(self.pages) > settings.PAGE_CACHE_PAGES:
            self.pages.popitem(last=False)
        return page

    def _answer(self, request: HttpRequest, page: _Page) -> HttpResponse:
        answer: HttpResponse
        if page.etag in request.META.get("HTTP_IF_NONE_MATCH", ""):
            answer = HttpResponseNotModified()
        else:
            answer = HttpResponse(page.body)
        for name, value in page.headers.items():
            if answer.status_code == 200 or name.lower() != "content-type":
                answer.headers[name] = value
        answer.headers["ETag"] = page.etag
        answer.headers["Cache-Control"] = "no-cache"
        answer.headers["Vary"] = "Cookie"
        return answer
