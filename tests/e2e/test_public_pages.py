"""Home, sessions, news and fixed pages as visitors get them: on the narrowest phone, by keyboard alone.

Accessibility of every page type at both widths: `test_pages.py`; valid HTML: `tests/site/test_html.py`.
"""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from tests.e2e.conftest import Open
from tests.e2e.keyboard import choose

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


def test_the_narrowest_phone_needs_no_sideways_scrolling(visit: Open) -> None:
    with visit("/ar/", width=320, clean=False) as seen:
        seen.page.set_viewport_size({"width": 320, "height": 640})
        for path in PATHS:
            seen.page.goto(f"/ar/{path}")
            assert seen.page.evaluate("document.documentElement.scrollWidth") <= 320, path


@pytest.fixture
def coming_session(visit: Open) -> str:
    """Return the name of a session of the whole council that is the next one whenever this runs."""
    start = dt.datetime.now(ZoneInfo("Europe/Berlin")) + dt.timedelta(minutes=5)
    name = "Sitzung gleich nebenan"
    with visit("/office/sitzungen/neu/", login="office@demo.example") as seen:
        choose(seen.page.locator("#id_organization"), "Integrationsrat der Stadt")
        seen.page.get_by_label("Bezeichnung").fill(name)
        seen.page.get_by_label("Beginn").fill(f"{start:%Y-%m-%dT%H:%M}")
        seen.page.get_by_role("button", name="Speichern", exact=True).click()
        seen.page.wait_for_url("**/office/sitzungen/**")
        assert "/neu/" not in seen.page.url
    return name


def test_by_keyboard_alone_to_the_next_agenda_and_into_another_language(
    visit: Open, coming_session: str
) -> None:
    with visit("/de/") as seen:
        page = seen.page
        assert coming_session in page.locator(".ms-hero__next").inner_text()
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
