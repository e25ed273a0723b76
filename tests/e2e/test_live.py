"""The fixtures themselves: the site runs, log-ins work, and a page is watched while it is open."""

from __future__ import annotations

import pytest

from tests.e2e.conftest import Live, Open

pytestmark = pytest.mark.browser


def test_the_site_answers(visit: Open) -> None:
    with visit("/de/") as seen:
        assert seen.page.locator("h1").count() == 1
        assert any("/static/" in address for address in seen.requests)


def test_it_answers_without_scripts_in_the_dark_on_a_phone(visit: Open) -> None:
    with visit("/ar/", width=360, javascript=False, dark=True) as seen:
        assert seen.page.locator("html").get_attribute("dir") == "rtl"


@pytest.mark.parametrize("role", ["office", "member"])
def test_demo_log_ins_reach_the_office(visit: Open, role: str) -> None:
    with visit("/office/", login=f"{role}@demo.example") as seen:
        assert seen.page.url.endswith("/office/")


def test_a_page_with_a_foreign_request_fails(visit: Open, live: Live) -> None:
    with (
        pytest.raises(AssertionError, match=r"elsewhere\.test"),
        visit("/de/", clean=False) as seen,
    ):
        seen.requests.append("http://elsewhere.test/pixel.png")


def test_a_page_with_an_error_in_its_console_fails(visit: Open) -> None:
    with (
        pytest.raises(AssertionError, match="broken"),
        visit("/de/") as seen,
        seen.page.expect_console_message(),
    ):
        seen.page.evaluate("console.error('broken')")


def test_static_files_are_kept_for_long(visit: Open) -> None:
    with visit("/de/") as seen:
        (style, *_rest) = (
            address for address in seen.requests if "/static/" in address and ".css" in address
        )
        response = seen.page.request.get(style)
        assert "max-age=315360000" in response.headers["cache-control"]
        assert "immutable" in response.headers["cache-control"]
