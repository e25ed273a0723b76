"""Home, sessions, news and fixed pages as visitors get them: accessible, valid, within the screen."""

from __future__ import annotations

import pytest

from tests.e2e.conftest import Open
from tests.tools.axe import axe
from tests.tools.html import HtmlCheck

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PATHS = [
    "",
    "sitzungen/",
    "sitzungen/?jahr=2015",
    "sitzungen/kalender/",
    "sitzungen/kalender/2015/06/",
    "sitzungen/2015-06-16/",
    "sitzungen/2026-12-08/",
    "aktuelles/",
    "aktuelles/internationale-woche-2027/",
    "impressum/",
    "kontakt/",
    "gebaerdensprache/",
    "gibt-es-nicht/",
]


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("language", ["de", "tr", "ar"])
def test_pages_are_accessible_valid_and_fit(visit: Open, language: str, width: int) -> None:
    html = HtmlCheck()
    dark = width > 1000
    with visit(f"/{language}/", width=width, dark=dark, clean=False) as seen:
        for path in PATHS:
            answer = seen.page.goto(f"/{language}/{path}")
            assert answer is not None
            html.add(path, answer.text())
            assert axe(seen.page) == [], path
            needed = seen.page.evaluate("document.documentElement.scrollWidth")
            assert needed <= width, path
    assert html.problems() == {}


def test_the_narrowest_phone_needs_no_sideways_scrolling(visit: Open) -> None:
    with visit("/ar/", width=320, clean=False) as seen:
        seen.page.set_viewport_size({"width": 320, "height": 640})
        for path in PATHS:
            seen.page.goto(f"/ar/{path}")
            assert seen.page.evaluate("document.documentElement.scrollWidth") <= 320, path


def test_by_keyboard_alone_to_the_next_agenda_and_into_another_language(visit: Open) -> None:
    with visit("/de/") as seen:
        page = seen.page
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.url.endswith("#inhalt")
        for _ in range(30):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.closest('.ms-hero__next') !== null"):
                break
        page.keyboard.press("Enter")
        page.wait_for_url("**/de/sitzungen/*/")
        path = page.url.partition("/de/")[2]
        link = page.locator(".ms-languages a[hreflang=tr]")
        link.focus()
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/tr/{path}")
        assert page.locator("html").get_attribute("lang") == "tr"


def test_a_filter_works_without_javascript(visit: Open) -> None:
    with visit("/de/sitzungen/", javascript=False) as seen:
        seen.page.select_option("#jahr", "2015")
        seen.page.get_by_role("button", name="Anzeigen").click()
        assert "jahr=2015" in seen.page.url
        assert seen.page.get_by_role("link", name="7. Sitzung des Integrationsrates").count() == 1
