"""The minute taker's page in a real browser: a roll call of 27 by keyboard, bad Wi-Fi, two at once.

Each test opens a session of its own, a past or coming one of the demonstration.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Open
from tests.e2e.keyboard import tab_to
from tests.e2e.looking import look
from tests.tools.browser import sideways_scroll

pytestmark = [pytest.mark.browser, pytest.mark.slow]
OFFICE = "office@demo.example"
ADMINISTRATION = "administration@demo.example"


def address(key: str) -> str:
    return f"/office/sitzungen/{key}/verlauf/"


def opened(page: Page) -> None:
    """Open the session and let everybody come."""
    page.get_by_role("button", name="Sitzung eröffnen").click()
    page.wait_for_selector("[data-cockpit]")
    page.get_by_role("button", name="Alle Übrigen sind da").click()
    expect(line(page)).to_have_text("Alle Übrigen als anwesend erfasst")


def line(page: Page):  # type: ignore[no-untyped-def]
    return page.locator("[data-line]")


def roll_call(page: Page) -> None:
    """Call the first item and open a roll call on it, by keys."""
    page.keyboard.press("w")
    expect(line(page)).to_have_text("Punkt aufgerufen")
    page.keyboard.press("a")
    expect(page.locator("#vote_kind")).to_be_focused()
    page.keyboard.type("namentlich")
    tab_to(page.get_by_role("button", name="Abstimmung eröffnen"))
    page.keyboard.press("Enter")
    expect(page.locator("[data-rollcall]")).to_be_visible()


def counts(page: Page) -> list[int]:
    return [
        int(page.locator(f"[data-count={name}]").inner_text())
        for name in ("yes", "no", "abstain", "missing")
    ]


def saved(page: Page) -> None:
    """Wait until nothing waits in the browser any more."""
    expect(page.locator("[data-rollcall]:not([data-waiting])")).to_be_visible()


def test_a_roll_call_by_keyboard_alone(visit: Open) -> None:
    with visit(address("2026-10-06"), login=OFFICE) as seen:
        page = seen.page
        opened(page)
        page.locator("body").press("Escape")
        roll_call(page)
        names = page.locator("[data-call]").count()
        assert names >= 26
        assert look(seen) == []
        expect(page.locator("[data-call] button").first).to_be_focused()
        for place in range(names):
            page.keyboard.press("jjne"[place % 4])
        expect(page.get_by_role("button", name="Abstimmung schließen")).to_be_focused()
        saved(page)
        assert counts(page)[3] == 0
        page.reload()
        assert counts(page)[3] == 0
        whole = counts(page)
        page.get_by_role("button", name="Abstimmung schließen").press("Enter")
        expect(page.get_by_text(f"{whole[0]} Ja, {whole[1]} Nein")).to_have_count(1)
        page.locator("#teil-abstimmung").focus()
        page.keyboard.press("?")
        expect(page.get_by_text("nächsten Punkt aufrufen")).to_be_visible()


def test_a_lost_connection_loses_no_vote(visit: Open) -> None:
    with visit(address("2027-03-09"), login=OFFICE, clean=False) as seen:
        page = seen.page
        opened(page)
        page.locator("#dringlich > summary").click()
        page.locator("#urgent_title").fill("Ein dringender Punkt")
        page.locator("#urgent_reason").fill("Es eilt.")
        page.locator("#urgent_yes").fill("20")
        page.get_by_role("button", name="Abstimmung über die Aufnahme festhalten").click()
        expect(line(page)).to_have_text("Der Punkt steht auf der Tagesordnung.")
        page.locator("#teil-abstimmung").focus()
        roll_call(page)
        page.locator("[data-call] button").first.focus()
        page.keyboard.press("j")
        saved(page)
        page.context.set_offline(offline=True)
        for key in "nej":
            page.keyboard.press(key)
        expect(line(page)).to_contain_text(re.compile("noch nicht gespeichert|Keine Verbindung"))
        assert counts(page)[:3] == [2, 1, 1]
        page.context.set_offline(offline=False)
        page.reload()
        saved(page)
        page.reload()
        assert counts(page)[:3] == [2, 1, 1]
        page.locator("[data-call] button").first.focus()
        page.keyboard.press("j")
        page.keyboard.press("Backspace")
        saved(page)
        assert counts(page)[:3] == [1, 1, 1]


def test_two_minute_takers_see_each_other(visit: Open) -> None:
    with visit(address("2027-05-04"), login=OFFICE) as seen:
        opened(seen.page)
        with visit(address("2027-05-04"), login=ADMINISTRATION) as other:
            other.page.locator("#gast > summary").click()
            other.page.locator("#guest_name").fill("Gitta Gast")
            other.page.get_by_role("button", name="Auf die Liste").click()
            attendance = seen.page.locator("[data-part=attendance]")
            expect(attendance.get_by_text("Gitta Gast").first).to_be_visible()


def test_the_page_fits_a_phone(visit: Open) -> None:
    with visit(address("2026-06-30"), width=360, login=OFFICE) as seen:
        assert look(seen) == []
        assert sideways_scroll(seen.page) == 0


def test_it_works_without_script(visit: Open) -> None:
    with visit(address("2027-01-26"), login=OFFICE, javascript=False) as seen:
        page = seen.page
        page.get_by_role("button", name="Sitzung eröffnen").click()
        page.get_by_role("button", name="Alle Übrigen sind da").click()
        expect(page.get_by_text("Alle Übrigen als anwesend erfasst")).to_be_visible()


def test_a_member_looks_at_its_own_votes(visit: Open) -> None:
    with visit("/office/abstimmen/", login="deputy@demo.example") as seen:
        expect(seen.page.get_by_role("heading", name="Für Sie erfasst")).to_be_visible()
        assert look(seen) == []


def test_the_opening_of_a_session(visit: Open) -> None:
    with visit(address("2026-11-10-ak-bildung"), login=OFFICE) as seen:
        expect(seen.page.get_by_role("button", name="Sitzung eröffnen")).to_be_visible()
        assert look(seen) == []
