"""allauth's views are opened one by one; what nobody thought of stops the start."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.urls import include, path, reverse

from mitsprache.accounts.urls import CLOSED, OPENED, under_our_rules
from mitsprache.kernel.access import PUBLIC, Requires, access_of


def view(_request: HttpRequest, pk: int = 0) -> HttpResponse:
    return HttpResponse(str(pk))


THEIRS = [path("a/", view, name="a"), path("in/", include([path("<int:pk>/", view, name="b")]))]


def test_views_get_address_and_access() -> None:
    ours = under_our_rules(
        THEIRS, {"a": ("eins/", PUBLIC), "b": ("zwei/<int:pk>/", Requires("x.y"))}, frozenset()
    )
    assert [str(pattern.pattern) for pattern in ours] == ["eins/", "zwei/<int:pk>/"]
    assert [access_of(pattern.callback) for pattern in ours] == [PUBLIC, Requires("x.y")]
    assert ours[1].callback(HttpRequest(), pk=3).content == b"3"
    assert access_of(view) is None


@pytest.mark.parametrize(
    ("opened", "closed"),
    [
        ({"a": ("eins/", PUBLIC)}, frozenset()),
        ({"a": ("eins/", PUBLIC)}, frozenset({"b", "gone"})),
        ({"a": ("eins/", PUBLIC), "gone": ("weg/", PUBLIC)}, frozenset({"b"})),
    ],
    ids=["forgotten", "closed what is not there", "opened what is not there"],
)
def test_a_table_that_does_not_fit_stops_the_start(opened: dict, closed: frozenset[str]) -> None:
    with pytest.raises(ImproperlyConfigured):
        under_our_rules(THEIRS, opened, closed)


def test_closed_views_have_no_address() -> None:
    assert "account_signup" in CLOSED
    assert OPENED.keys().isdisjoint(CLOSED)
    assert reverse("account_login") == "/konto/anmelden/"
