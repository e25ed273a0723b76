"""Papers in the browser: with axe, on the narrowest phone, and a member's way by keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Open
from tests.tools.axe import axe
from tests.tools.browser import sideways_scroll

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PAPER = "drucksachen/dolmetschen-bei-sitzungen/"
PUBLIC = ["drucksachen/", PAPER, f"{PAPER}fassungen/", "sitzungen/2026-10-06/"]


@pytest.mark.parametrize("language", ["de", "ar"])
def test_the_narrowest_phone_needs_no_sideways_scrolling(visit: Open, language: str) -> None:
    with visit(f"/{language}/", width=320) as seen:
        for path in PUBLIC:
            seen.page.goto(f"/{language}/{path}")
            assert sideways_scroll(seen.page) == 0, path
            assert axe(seen.page) == [], path


def test_a_member_writes_a_draft_and_hands_it_in(visit: Open) -> None:
    with visit("/office/meine-drucksachen/", width=360, login="member@demo.example") as seen:
        page = seen.page
        assert axe(page) == []
        page.get_by_role("link", name="Entwurf schreiben").click()
        assert axe(page) == []
        page.get_by_label("Art", exact=True).select_option("motion")
        page.get_by_label("Titel", exact=True).fill("Ein Brunnen vor dem Rathaus")
        page.get_by_role("textbox", name="Text", exact=False).first.click()
        page.keyboard.type("Der Rat baut einen Brunnen.")
        page.get_by_role("button", name="Speichern").press("Enter")
        page.wait_for_url("**/meine-drucksachen/ein-brunnen-vor-dem-rathaus/")
        assert axe(page) == []
        assert sideways_scroll(page) == 0
        page.get_by_role("button", name="An die Geschäftsstelle abgeben").press("Enter")
        expect(page.get_by_text("Der Entwurf liegt jetzt bei der Geschäftsstelle.")).to_be_visible()
        assert axe(page) == []
