"""Nonsense in addresses and forms: whatever anybody sends, it is never an error of ours.

Every address is tried, but with few values each: they take turns, so that all of them reach every
kind of parameter and field somewhere on the site.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import cycle
from typing import Any, Final
from urllib.parse import quote

import pytest
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.test import Client
from django.urls import path as route
from django.urls import resolve

from mitsprache.kernel.access import PUBLIC
from mitsprache.publishing.models import Article
from tests.architecture.resolver import addresses as all_addresses
from tests.factories.accounts import UserFactory, log_in
from tests.site import addresses

pytestmark = pytest.mark.slow

IN_QUERIES: Final = (
    "x" * 10_000,
    "a+" * 3_000,
    "%ff%fe%ed%a0%80%e2%80%ae",
    "-1",
    "9" * 19,
    "9" * 5_000,
    "0001-01-01",
    "9999-12-31",
    "32.13.2026",
    "00010101T000000000000Z-1",
    "99991231T235959999999Z-999999999999999999",
    "%0d%0aSet-Cookie:a=b%27%22%3E%3Cscript%3E",
    "%2f%2fevil.example%2f",
    "%00",
)
"""Values as they stand in an address."""
IN_PATHS: Final = ("%00", "x" * 10_000, "%ff", "-1", "9" * 30, "..%2f..", "a%0d%0ab", "%E2%80%AE")
IN_FORMS: Final = (
    "\x00",
    "x" * 200_000,
    "<b><i></p>" * 200,
    "9" * 5_000,
    "-1",
    "0001-01-01T00:00",
    "9999-12-31",
    "\u202e\ud83c\udff4".encode("utf-16", "surrogatepass").decode("utf-16"),
    "[" * 20_000,
)
ALONE: Final = 3
"""How many parameters of a page are tried alone; lists with more have code in common."""
FORM: Final = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.DOTALL)
METHOD: Final = re.compile(r'method="post"', re.IGNORECASE)
ACTION: Final = re.compile(r'action="([^"]*)"')
NAME: Final = re.compile(r'<(?:input|select|textarea|button)\b[^>]*\bname="([^"]+)"')
ARGUMENT: Final = re.compile(r"<\w+:(\w+)>|\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)")
BESIDE: Final = ("csrfmiddlewaretoken",)
"""Fields that are no business of the page."""


class LightClient(Client):
    """Answers and nothing else: no context, no templates, no error raised."""

    def request(self, **request: Any) -> HttpResponse:  # type: ignore[override]
        return self.handler(self._base_environ(**request))  # type: ignore[return-value]


class Watcher:
    """Notes which parameters of an address a view asks for."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.names: set[str] = set()
        for method in ("get", "getlist", "__getitem__", "__contains__"):
            monkeypatch.setattr(QueryDict, method, self.noting(getattr(QueryDict, method)))

    def noting(self, original: Any) -> Any:
        def note(data: QueryDict, name: str, *rest: Any) -> Any:
            self.names.add(name)
            return original(data, name, *rest)

        return note


@pytest.fixture(autouse=True)
def _quiet(settings: Any) -> Iterator[None]:
    """Keep thousands of answers 404 out of the log, and pages out of memory."""
    settings.PAGE_CACHE_SECONDS = 0
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def visitor(demo: None) -> LightClient:
    return LightClient()


@pytest.fixture
def administrator(demo: None) -> LightClient:
    client = LightClient()
    log_in(client, UserFactory(roles=["office", "administration", "member"]))
    return client


def listed(below: str) -> list[str]:
    """Return every address of the site below a path.

    Of page types, those of `addresses.py`. All others get the arguments that page types of the same
    app have, else '1'.
    """
    token = Article.objects.get(key="rueckblick-2026").preview_token
    found = [
        *(f"/de/{path.format(token=token)}" for path in addresses.PUBLIC),
        *addresses.ANONYMOUS,
        *(path.format(account=1, entry=1) for path in addresses.OFFICE),
        *addresses.RECORD_PAGES,
        *addresses.OWN,
        addresses.FIRST_FACTOR,
    ]
    matches = [resolve(path.partition("?")[0]) for path in found]
    usual = {
        (match.namespace, name): str(value)
        for match in matches
        for name, value in match.kwargs.items()
    }
    known = {match.view_name for match in matches}
    for pattern, name, _view in all_addresses():
        if name not in known:
            space = name.rpartition(":")[0]
            found.append(
                "/"
                + re.sub(
                    r"[\^$]|\\Z",
                    "",
                    ARGUMENT.sub(
                        lambda match, space=space: usual.get((space, match[1] or match[2]), "1"),
                        pattern.replace("\\.", "."),
                    ),
                )
            )
    return sorted({path for path in found if path.startswith(below)})


def with_odd_argument(address: str, values: Iterator[str]) -> Iterator[str]:
    """Yield the address with nonsense for each of its arguments."""
    path = address.partition("?")[0]
    try:
        arguments = resolve(path).kwargs.values()
    except Http404:
        arguments = ()
    for argument in arguments:
        before, _middle, after = path.rpartition(str(argument))
        yield f"{before}{next(values)}{after}"


def with_odd_query(address: str, names: list[str], values: Iterator[str]) -> Iterator[str]:
    """Yield the address with nonsense for some parameters alone, and for all at once."""
    path = address.partition("?")[0]
    for name in names[:ALONE]:
        yield f"{path}?{quote(name)}={next(values)}"
    if len(names) > 1:
        yield f"{path}?{'&'.join(f'{quote(name)}={next(values)}' for name in names)}"


def failures(
    client: Client, paths: Iterable[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """Yield every address, with nonsense in path or parameters, that answers 500 or worse."""
    in_paths, in_queries = cycle(IN_PATHS), cycle(IN_QUERIES)
    for address in paths:
        with monkeypatch.context() as patch:
            watcher = Watcher(patch)
            status = client.get(address, {"q": "x"}).status_code
        tried = [
            *with_odd_argument(address, in_paths),
            *with_odd_query(address, sorted(watcher.names), in_queries),
        ]
        for one in [address, *tried]:
            if one != address:
                status = client.get(one).status_code
            if status >= 500:
                yield f"{status} {one[:120]}"


def forms(client: Client, address: str) -> Iterator[tuple[str, list[str]]]:
    """Yield where each form of a page goes, and its fields."""
    body = client.get(address)
    if "html" not in body.get("Content-Type", ""):
        return
    for opening, inner in FORM.findall(body.content.decode()):
        if METHOD.search(opening):
            action = ACTION.search(opening)
            target = unescape(action[1]) if action and action[1] else address
            names = {unescape(name) for name in NAME.findall(inner)} - set(BESIDE)
            yield target, sorted(names)


def refusals(client: Client, paths: Iterable[str]) -> Iterator[str]:
    """Yield every form that answers 500 or worse to nonsense in its fields. Nothing stays written."""
    values, sent = cycle(IN_FORMS), set()
    for address in paths:
        for target, names in forms(client, address):
            kind = (resolve(target.partition("?")[0]).view_name, *names)
            if kind in sent:
                continue
            sent.add(kind)
            data = {name: next(values) for name in names}
            next(values)  # or forms with as many fields as values would all get the same
            with transaction.atomic():
                status = client.post(target, data).status_code
                transaction.set_rollback(True)
            if status >= 500:
                yield f"{status} {target} { ({n: v[:20] for n, v in data.items()}) }"


@pytest.mark.parametrize("below", ["/de/", "/"])
def test_a_visitor_can_write_anything_into_an_address(
    visitor: Client, monkeypatch: pytest.MonkeyPatch, below: str
) -> None:
    paths = [path for path in listed(below) if below != "/" or not path.startswith("/de/")]
    outside = [path for path in paths if not path.startswith("/office/")]
    assert list(failures(visitor, outside, monkeypatch)) == []


@pytest.mark.parametrize("below", ["/office/", "/konto/"])
def test_the_office_can_write_anything_into_an_address(
    administrator: Client, monkeypatch: pytest.MonkeyPatch, below: str
) -> None:
    paths = [path for path in listed(below) if "abmelden" not in path]
    assert list(failures(administrator, paths, monkeypatch)) == []


def test_anybody_can_write_anything_into_a_form(visitor: Client, administrator: Client) -> None:
    assert list(refusals(visitor, listed("/konto/"))) == []
    paths = [*listed("/office/"), *listed("/konto/")]
    assert list(refusals(administrator, paths)) == []


def broken(request: HttpRequest, key: str) -> HttpResponse:
    """A page with the faults that nonsense should find."""
    if request.method == "POST":
        int(request.POST["number"])
        return HttpResponse()
    if len(key) > 1000:
        raise ValueError("no such key")
    if request.GET.get("page", "1") != "1":
        int(request.GET["page"])
    return HttpResponse('<form method="post"><input name="number"></form>')


broken.access = PUBLIC  # type: ignore[attr-defined]
urlpatterns = [route("kaputt/<str:key>/", broken)]
"""For the test that proves that the others can fail."""


@pytest.mark.urls(__name__)
def test_nonsense_finds_faults(db: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MIDDLEWARE = ["mitsprache.kernel.middleware.AccessMiddleware"]
    client = LightClient()
    paths = ["/kaputt/x/"] * 8
    found = list(failures(client, paths, monkeypatch))
    assert any("?page=x" in one for one in found)
    assert any("/kaputt/xxx" in one for one in found)
    assert not any(one.endswith("/kaputt/x/") for one in found)
    assert len(list(refusals(client, paths))) > 0
