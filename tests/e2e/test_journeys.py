"""What residents come for, from the first page to the answer, in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Open
from tests.e2e.keyboard import follow, has_focus_ring, tab_to

pytestmark = pytest.mark.browser


def main(page: Page) -> str:
    return page.locator("main").inner_text()


def test_who_sat_where_on_6_december_2016(visit: Open) -> None:
    """By keyboard; only the browser's own date field is filled in one go."""
    with visit("/de/") as seen:
        page = seen.page
        follow(
            page.get_by_role("navigation", name="Hauptnavigation").get_by_role(
                "link", name="Gremium"
            )
        )
        page.wait_for_url("**/de/gremium/")
        day = page.get_by_label("Besetzung an einem anderen Tag")
        tab_to(day)
        assert has_focus_ring(page)
        day.fill("2016-12-06")
        day.press("Enter")
        page.wait_for_url("**/gremium/?am=2016-12-06")

        expect(
            page.get_by_role("heading", name="Wer am 6. Dezember 2016 im Gremium saß")
        ).to_be_visible()
        table = page.get_by_role("table", name="Mitglieder am 6. Dezember 2016")
        expect(table.get_by_role("row", name=re.compile("Aysun Tekin"))).to_contain_text("Vorsitz")
        groups = table.locator("th[scope=rowgroup], th[scope=colgroup]").all_inner_texts()
        assert any(
            re.search(r"Internationale SPD-Liste.*gewählt · 5 Sitze", g, re.S) for g in groups
        )
        assert any(re.search(r"CDU-Fraktion.*vom Rat bestellt · 3 Sitze", g, re.S) for g in groups)
        expect(page.locator(".ms-seats .ms-seat > title")).to_have_count(27)


def test_subscribing_to_the_calendar(visit: Open) -> None:
    with visit("/de/sitzungen/2026-12-08/") as seen:
        page = seen.page
        with page.expect_download() as download:
            page.get_by_role("link", name="In meinen Kalender").click()
        one = page.request.get(download.value.url)
        assert one.headers["content-type"].startswith("text/calendar")
        assert one.text().count("BEGIN:VEVENT") == 1
        assert "DTSTART;TZID=Europe/Berlin:20261208T160000" in one.text()

        page.goto("/de/sitzungen/")
        calendar = page.locator("main").get_by_role("link", name="Kalender abonnieren")
        address = calendar.get_attribute("href")
        assert address
        everything = page.request.get(address)
        assert everything.headers["content-type"].startswith("text/calendar")
        assert everything.text().startswith("BEGIN:VCALENDAR\r\n")
        assert everything.text().endswith("END:VCALENDAR\r\n")

        feed = page.get_by_role("link", name="Tagesordnungen als Feed").get_attribute("href")
        assert feed
        answer = page.request.get(feed)
        assert answer.headers["content-type"].startswith("application/atom+xml")
        assert "<entry" in answer.text()


def test_from_a_goal_to_a_decision(visit: Open) -> None:
    with visit("/de/") as seen:
        page = seen.page
        follow(page.locator("main").get_by_role("link", name="Kommunales Wahlrecht", exact=True))
        page.wait_for_url("**/ziele/kommunales-wahlrecht/")
        expect(page.get_by_role("heading", level=1)).to_have_text("Kommunales Wahlrecht")
        decision = "Kommunales Wahlrecht: Beteiligung an der Kampagne im Land"
        follow(page.get_by_role("link", name=decision))
        page.wait_for_url("**/sitzungen/2015-06-16/#top-3.1")
        item = page.locator("[id='top-3.1']")
        expect(item).to_be_in_viewport()
        expect(item).to_contain_text("einstimmig beschlossen")
        expect(item).to_contain_text("Der Integrationsrat beteiligt sich an der Kampagne")


def test_the_way_to_a_person_in_turkish(visit: Open) -> None:
    with visit("/tr/gremium/") as seen:
        page = seen.page
        page.get_by_role("link", name="Nergis Altunkaya").first.click()
        page.wait_for_url("**/tr/personen/nergis-altunkaya/")
        assert page.locator("html").get_attribute("lang") == "tr"
        page.get_by_role("link", name="العربية").click()
        page.wait_for_url("**/ar/personen/nergis-altunkaya/")
        assert page.locator("html").get_attribute("dir") == "rtl"
        expect(page.get_by_role("heading", level=1)).to_contain_text("Nergis Altunkaya")


def test_everything_is_read_without_javascript(visit: Open) -> None:
    with visit("/de/", width=360, javascript=False) as seen:
        page = seen.page
        page.locator(".ms-nav summary").press("Enter")
        page.get_by_role("link", name="Sitzungen", exact=True).first.click()
        page.wait_for_url("**/de/sitzungen/")
        page.get_by_label("Jahr").select_option("2016")
        page.get_by_role("button", name="Anzeigen").click()
        page.get_by_role("link", name="19. Sitzung des Integrationsrates").click()
        page.wait_for_url("**/sitzungen/2016-12-06/")
        assert "Benennung eines Mitglieds zur Mitunterzeichnung" in main(page)
        page.goto("/de/gremium/")
        page.get_by_label("Besetzung an einem anderen Tag").fill("2016-12-06")
        page.get_by_label("Besetzung an einem anderen Tag").press("Enter")
        page.wait_for_url("**/?am=2016-12-06")
        assert "Aysun Tekin" in main(page)


@pytest.mark.parametrize("chosen", [False, True], ids=["system", "switch"])
def test_paper_is_black_on_white_without_the_shell(visit: Open, chosen: bool) -> None:
    """Also for somebody whose screen is dark, by the system's choice or by the switch."""
    with visit("/de/sitzungen/2026-12-08/", dark=not chosen) as seen:
        page = seen.page
        if chosen:
            page.get_by_role("button", name="Dunkle Darstellung").click()
        ground, ink = colours(page)
        assert max(ground) < 60
        assert min(ink) > 180
        page.emulate_media(media="print")
        ground, ink = colours(page)
        assert ground == [255, 255, 255]
        assert max(ink) < 60
        for hidden in (".ms-nav", ".ms-languages", "[data-theme-switch]", ".ms-footer ul"):
            expect(page.locator(hidden).first).to_be_hidden()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(page.locator("[id='top-7.2']")).to_be_visible()
        assert page.pdf(format="A4").startswith(b"%PDF-")


def colours(page: Page) -> tuple[list[int], list[int]]:
    """Return the page's ground and ink as red, green and blue."""
    ground, ink = page.evaluate(
        "() => { const s = getComputedStyle(document.body); return [s.backgroundColor, s.color] }"
    )
    return [int(part) for part in re.findall(r"\d+", ground)[:3]], [
        int(part) for part in re.findall(r"\d+", ink)[:3]
    ]
