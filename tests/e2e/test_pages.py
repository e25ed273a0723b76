"""Every public page type in a real browser: accessible, within the screen, no stranger asked.

One test goes through all pages of a language and tells all that is wrong, so that each page is
loaded but once. The workspace has its own file, so that two processes can share the work.
"""

from __future__ import annotations

import pytest

from tests.e2e.conftest import Open
from tests.e2e.looking import WIDE, look, look_at_all
from tests.site import addresses

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def token(visit: Open) -> str:
    """Return the secret of the demo's draft, from its page in the workspace."""
    with visit("/office/artikel/rueckblick-2026/", login="office@demo.example") as seen:
        link = seen.page.locator("a[href*='/vorschau/']").first.get_attribute("href")
    assert link
    return link.rstrip("/").rpartition("/")[2]


def test_public_pages(visit: Open, language: str, token: str) -> None:
    paths = [f"/{language}/{path.format(token=token)}" for path in addresses.PUBLIC]
    with visit(f"/{language}/") as seen:
        assert look_at_all(seen, paths) == {}


def test_a_page_that_is_not_there(visit: Open, language: str) -> None:
    with visit(f"/{language}/") as seen:
        answer = seen.page.goto(f"/{language}/{addresses.MISSING}")
        assert answer
        assert answer.status == 404
        seen.console.clear()  # to the browser the status itself is an error
        assert look(seen) == []


def test_dark_pages(visit: Open) -> None:
    """Contrast in the dark: a page of each kind of component is enough."""
    paths = ["", "gremium/", "ziele/", "sitzungen/2016-12-06/", "sitzungen/kalender/", "aktuelles/"]
    with visit("/de/", dark=True) as seen:
        assert look_at_all(seen, [f"/de/{path}" for path in paths], [WIDE]) == {}
