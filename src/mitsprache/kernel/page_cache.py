"""Whole public pages in the memory of each worker, valid for one content version."""

from __future__ import annotations

import datetime as dt
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.db import connection, models
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified

from mitsprache.kernel import clock
from mitsprache.kernel.models import ContentVersion

CACHEABLE: Final = "_page_cacheable"
"""Attribute by which a view says that its answer depends on the address only."""
MOST_BYTES: Final = 24 * 1024 * 1024
"""How much a worker keeps at most, all pages together."""
BYTES_WITH_QUERY: Final = 4 * 1024 * 1024
"""The share of addresses with a query, of which anybody can make up as many as they like."""


NEVER: Final = dt.datetime.max.replace(tzinfo=dt.UTC)
_planned: list[str] = []
"""Subqueries for the next moment at which something appears or goes by the clock alone."""


def register_moments(model: type[models.Model], column: str, condition: str) -> None:
    """Keep no page beyond the next moment in `column` of the rows that fulfil `condition` (SQL)."""
    name, table = connection.ops.quote_name(column), model._meta.db_table
    moments = f'SELECT MIN({name}) FROM "{table}" WHERE {condition} AND {name} > %s'  # noqa: S608 (own names)
    if moments not in _planned:
        _planned.append(moments)


@dataclass(frozen=True, slots=True)
class _Page:
    version: int
    expires: dt.datetime
    body: bytes
    headers: dict[str, str]
    etag: str


class _Shelf:
    """Pages by address; what nobody asked for the longest goes first. Threads share it."""

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self.bytes = 0
        self.pages: OrderedDict[str, _Page] = OrderedDict()
        self.lock = threading.Lock()

    def get(self, address: str) -> _Page | None:
        """Return the page, which then is the last to go."""
        with self.lock:
            page = self.pages.get(address)
            if page:
                self.pages.move_to_end(address)
            return page

    def put(self, address: str, page: _Page, most_pages: int) -> None:
        """Keep the page, and drop others until all fit in."""
        with self.lock:
            old = self.pages.pop(address, None)
            self.bytes -= _weight(address, old) if old else 0
            self.pages[address] = page
            self.bytes += _weight(address, page)
            while self.pages and (len(self.pages) > most_pages or self.bytes > self.most_bytes):
                self.bytes -= _weight(*self.pages.popitem(last=False))


def _weight(address: str, page: _Page) -> int:
    return len(address) + len(page.body)


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


def version_and_next_change(now: dt.datetime) -> tuple[int, dt.datetime]:
    """Return the content version, and until when nothing changes by itself, in one statement."""
    version = f'SELECT number FROM "{ContentVersion._meta.db_table}" WHERE id = 1'  # noqa: S608 (own table name)
    columns = ", ".join(f"({subquery})" for subquery in (version, *_planned))
    moment = connection.ops.adapt_datetimefield_value(now)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns}", [moment] * len(_planned))
        number, *moments = cursor.fetchone()
    return number or 0, min((_aware(value) for value in moments if value), default=NEVER)


def _aware(value: dt.datetime | str) -> dt.datetime:
    """Return a moment as the database gives it; SQLite gives text, in UTC."""
    moment = dt.datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


class PageCacheMiddleware:
    """Serves anonymous GET and HEAD requests from memory while nothing was written."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.plain = _Shelf(MOST_BYTES - BYTES_WITH_QUERY)
        self.with_query = _Shelf(BYTES_WITH_QUERY)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if (
            not settings.PAGE_CACHE_SECONDS
            or request.method not in {"GET", "HEAD"}
            or settings.SESSION_COOKIE_NAME in request.COOKIES
        ):
            return self.get_response(request)
        host = request.META.get("HTTP_HOST", "")
        key = f"{request.scheme}://{host}{request.get_full_path()}"
        now = clock.now()
        version, next_change = version_and_next_change(now)
        request.content_version = version  # type: ignore[attr-defined]
        shelf = self.with_query if request.META.get("QUERY_STRING") else self.plain
        page = shelf.get(key)
        if page and page.version == version and now < page.expires:
            return self._answer(request, page)
        expires = min(now + dt.timedelta(seconds=settings.PAGE_CACHE_SECONDS), next_change)
        response = self.get_response(request)
        if (
            getattr(response, CACHEABLE, False)
            and isinstance(response, HttpResponse)
            and response.status_code == 200
            and not response.cookies
        ):
            page = self._page(version, expires, response)
            shelf.put(key, page, settings.PAGE_CACHE_PAGES)
            return self._answer(request, page)
        return response

    def _page(self, version: int, expires: dt.datetime, response: HttpResponse) -> _Page:
        body = response.content
        return _Page(
            version=version,
            expires=expires,
            body=body,
            headers={
                name: value
                for name, value in response.items()
                if name.lower() not in {"content-length", "etag", "vary"}
            },
            etag=f'W/"{hashlib.blake2b(body, digest_size=12).hexdigest()}"',
        )

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
