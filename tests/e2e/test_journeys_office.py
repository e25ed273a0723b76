"""The work of the office from the log-in to what residents see, in a real browser.

Tests share one site, so each works on records that no other touches.
"""

from __future__ import annotations

import datetime as dt
import re
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from mitsprache.accounts.demo import PASSWORD
from tests.e2e.conftest import Live, Open
from tests.e2e.keyboard import choose, follow, has_focus_ring, tab_to, write

pytestmark = pytest.mark.browser
OFFICE = "office@demo.example"
ADMINISTRATION = "administration@demo.example"


def save(page: Page) -> None:
    """Press the form's button and wait for what comes back."""
    with page.expect_navigation():
        page.get_by_role("button", name="Speichern", exact=True).press("Enter")


def test_log_in_and_editing_a_person_by_keyboard_alone(visit: Open, live: Live) -> None:
    with visit("/office/") as seen:
        page = seen.page
        write(page.get_by_label("E-Mail-Adresse"), OFFICE)
        assert has_focus_ring(page)
        write(page.get_by_label("Passwort", exact=True), PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url("**/zweiter-faktor/**")
        code = page.get_by_label("Code")
        if not code.evaluate("field => field === document.activeElement"):
            tab_to(code)
        page.keyboard.type(live.code())
        page.keyboard.press("Enter")
        page.wait_for_url("**/office/")

        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Zum Inhalt springen")).to_be_focused()
        follow(page.get_by_role("navigation", name="Büro").get_by_role("link", name="Personen"))
        page.wait_for_url("**/office/personen/")
        write(page.get_by_label("Suchen"), "Akdo")
        page.keyboard.press("Enter")
        page.wait_for_url("**q=Akdo**")
        follow(page.get_by_role("table").get_by_role("link", name=re.compile("Akdo")))
        page.wait_for_url("**/personen/zeynep-akdogu/")

        write(page.get_by_label("Nachname"), "")
        page.keyboard.press("Delete")
        write(page.get_by_label("E-Mail (freiwillig)"), "keine Adresse")
        page.keyboard.press("Enter")
        summary = page.locator(".ms-errors")
        expect(summary).to_be_focused()
        expect(summary).to_contain_text("Bitte prüfen Sie 2 Angaben")
        seen.console.clear()  # the answer 422 is an error to the browser
        follow(summary.get_by_role("link", name=re.compile("^Nachname")))
        name = page.get_by_label("Nachname")
        expect(name).to_be_focused()
        expect(name).to_have_attribute("aria-invalid", "true")
        page.keyboard.type("Akdoğu-Yıldız")
        mail = page.get_by_label("E-Mail (freiwillig)")
        expect(mail).to_have_value("keine Adresse")
        write(mail, "zeynep@example.org")
        follow(page.get_by_role("button", name="Speichern", exact=True))
        expect(page.get_by_role("status").first).to_contain_text("Gespeichert")
        page.goto("/de/personen/zeynep-akdogu/")
        expect(page.get_by_role("heading", level=1)).to_contain_text("Akdoğu-Yıldız")


def test_two_people_edit_one_record_and_nothing_is_lost(visit: Open) -> None:
    path = "/office/personen/cem-oernekay/"
    with visit(path, login=OFFICE) as one, visit(path, login=ADMINISTRATION) as other:
        one.page.get_by_label("Nachname").fill("Örnekay-Erste")
        one.page.locator("[name=title]").fill("Dr.")
        other.page.get_by_label("Nachname").fill("Örnekay-Zweite")
        other.page.get_by_label("Spricht").fill("de, tr, en")
        save(one.page)
        save(other.page)
        page = other.page
        conflict = page.locator(".ms-conflict")
        expect(conflict).to_be_focused()
        expect(conflict).to_contain_text("Jemand anderes hat inzwischen gespeichert")
        expect(conflict).to_contain_text("Örnekay-Erste")
        expect(conflict).to_contain_text("Örnekay-Zweite")
        expect(page.get_by_label("Nachname")).to_have_value("Örnekay-Zweite")
        other.console.clear()  # the answer 409 is an error to the browser

        one.page.goto(path)
        expect(one.page.get_by_label("Nachname")).to_have_value("Örnekay-Erste")

        page.get_by_label("Meine Eingabe speichern").check()
        save(page)
        page.goto(path)
        expect(page.get_by_label("Nachname")).to_have_value("Örnekay-Zweite")
        expect(page.locator("[name=title]")).to_have_value("Dr.")
        expect(page.get_by_label("Spricht")).to_have_value("de, tr, en")


def test_unsaved_input_stays_when_one_stays(visit: Open) -> None:
    with visit("/office/orte/quartierstreff/", login=OFFICE) as seen:
        page = seen.page
        asked: list[str] = []
        page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
        name = page.get_by_label("Bezeichnung")
        name.press("End")
        name.press_sequentially(" neu")
        page.get_by_role("link", name="Abbrechen").press("Enter")
        expect(name).to_have_value(re.compile(" neu$"))
        assert asked == ["beforeunload"]
        assert page.url.endswith("/office/orte/quartierstreff/")
        page.evaluate("document.querySelector('#formular').reset()")
        page.get_by_role("link", name="Abbrechen").press("Enter")
        page.wait_for_url("**/office/orte/")
        assert asked == ["beforeunload"]


def test_an_agenda_by_keyboard_and_a_resident_who_reads_it(visit: Open) -> None:
    """The session begins soon, so it is the next one whenever this runs."""
    start = dt.datetime.now(ZoneInfo("Europe/Berlin")) + dt.timedelta(minutes=15)
    with visit("/de/") as resident, visit("/office/sitzungen/neu/", login=OFFICE) as seen:
        page = seen.page
        choose(page.locator("#id_organization"), "Integrationsrat der Stadt")
        write(page.get_by_label("Bezeichnung"), "Sondersitzung zur Probe")
        choose(page.get_by_label("Stand", exact=True), "eingeladen")
        write(page.get_by_label("Kürzel"), "sondersitzung")
        tab_to(page.get_by_label("Beginn"))
        page.get_by_label("Beginn").fill(f"{start:%Y-%m-%dT%H:%M}")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("/office/sitzungen/(sondersitzung/)?$"))
        page.goto("/office/sitzungen/sondersitzung/tagesordnung/")

        add = page.get_by_role("button", name="Am Ende hinzufügen")
        for title in ("Mitteilungen", "Begrüßung", "Antrag: Mehr Bänke im Park"):
            write(page.get_by_label("Neu am Ende"), title)
            follow(add)
            expect(page.locator(".ms-agendaedit__text", has_text=title)).to_be_visible()
        follow(page.get_by_role("button", name="2 nach oben"))
        numbered = page.locator(".ms-agendaedit__row")
        expect(numbered.first).to_contain_text("Begrüßung")
        expect(page.get_by_role("button", name="1 nach unten")).to_be_visible()
        expect(page.get_by_role("button", name="1 nach oben")).to_be_focused()
        follow(page.get_by_role("button", name="3 unter den Punkt davor"))
        expect(numbered.nth(2)).to_contain_text("2.1")

        page = resident.page
        page.reload()
        card = page.locator(".ms-hero__next")
        expect(card).to_contain_text("Nächste Sitzung")
        follow(card.get_by_role("link", name="Sondersitzung zur Probe"))
        page.wait_for_url("**/de/sitzungen/sondersitzung/")
        agenda = page.locator("ol.ms-agenda")
        expect(agenda).to_contain_text("Antrag: Mehr Bänke im Park")
        assert agenda.locator(".ms-agenda__nr").all_inner_texts() == ["1", "2", "2.1"]
        follow(page.get_by_role("link", name="العربية"))
        page.wait_for_url("**/ar/sitzungen/sondersitzung/")
        assert page.locator("html").get_attribute("dir") == "rtl"
        expect(page.locator("ol.ms-agenda")).to_contain_text("Antrag: Mehr Bänke im Park")


def test_news_are_seen_at_once(visit: Open) -> None:
    title = "Das Büro ist ab Montag wieder offen"
    with visit("/de/aktuelles/") as visitor, visit("/office/artikel/neu/", login=OFFICE) as seen:
        visitor.page.reload()
        assert title not in visitor.page.content()
        page = seen.page
        page.get_by_label("Art", exact=True).select_option("news")
        page.get_by_label("Titel").fill(title)
        page.get_by_label("Kürzel").fill("buero-offen")
        page.get_by_label("Kurz gesagt").fill("Kommen Sie gern vorbei.")
        page.locator("label[for=id_text]").click()
        page.keyboard.type("Montags von 9 bis 12 Uhr.")
        save(page)
        page.goto("/office/artikel/buero-offen/")
        assert visitor.page.request.get("/de/aktuelles/buero-offen/").status == 404
        with page.expect_navigation():
            page.get_by_role("button", name="Veröffentlichen").press("Enter")

        visitor.page.reload()
        visitor.page.get_by_role("link", name=title).first.click()
        visitor.page.wait_for_url("**/aktuelles/buero-offen/")
        expect(visitor.page.locator("main")).to_contain_text("Montags von 9 bis 12 Uhr.")

        page.goto("/office/artikel/buero-offen/")
        with page.expect_navigation():
            page.get_by_role("button", name="Zurückziehen").press("Enter")
        visitor.page.goto("/de/aktuelles/")
        expect(visitor.page.get_by_role("link", name=title)).to_have_count(0)


def test_a_translated_title_stands_on_the_arabic_page(visit: Open) -> None:
    title = "كلنا في صف واحد ضد التطرف"
    public = "/ar/ziele/gegen-rechtsextremismus/"
    with visit(public) as visitor, visit("/office/", login="translator@demo.example") as seen:
        before = visitor.page.get_by_role("heading", level=1).inner_text()
        assert title not in before
        page = seen.page
        page.get_by_role("navigation", name="Büro").get_by_role(
            "link", name="Übersetzungen"
        ).click()
        page.wait_for_url("**/uebersetzung/**")
        page.goto("/office/uebersetzung/goal/gegen-rechtsextremismus/ar/")
        field = page.locator("[name=text-title]")
        expect(field).to_have_attribute("dir", "rtl")
        field.fill(title)
        page.get_by_label("Stand: Titel").select_option("checked")
        save(page)
        visitor.page.reload()
        expect(visitor.page.get_by_role("heading", level=1)).to_have_text(title)
        visitor.page.goto("/tr/ziele/gegen-rechtsextremismus/")
        expect(visitor.page.locator("body")).not_to_contain_text(title)


def test_the_administration_reads_who_changed_what(visit: Open) -> None:
    with visit("/office/personen/dragan-milosevac/", login=OFFICE) as seen:
        seen.page.locator("[name=title]").fill("Prof.")
        save(seen.page)
    with visit("/office/", login=ADMINISTRATION) as seen:
        page = seen.page
        page.get_by_role("link", name="Protokoll der Änderungen").click()
        page.get_by_label("Wer").select_option(label="Demo: Office")
        page.get_by_label("Suchen").fill("Milo")
        page.get_by_role("button", name="Anzeigen").press("Enter")
        row = page.get_by_role("table").get_by_role("row").nth(1)
        expect(row).to_contain_text("Demo: Office")
        expect(row).to_contain_text("Person geändert")
        row.get_by_role("link").first.press("Enter")
        page.wait_for_url(re.compile(r"/office/protokoll/\d+/"))
        expect(page.get_by_role("row", name=re.compile("Titel"))).to_contain_text("Prof.")


def test_a_member_is_told_why_a_page_is_closed(visit: Open) -> None:
    with visit("/office/", login="member@demo.example") as seen:
        page = seen.page
        expect(page.get_by_role("navigation", name="Büro")).not_to_contain_text("Personen")
        answer = page.goto("/office/personen/neu/")
        assert answer
        assert answer.status == 403
        expect(page.locator("main")).to_contain_text(
            "fehlt Ihnen eine dieser Rollen: Administration, Geschäftsstelle"
        )
        expect(page.locator("main").get_by_role("link").first).to_be_visible()
        seen.console.clear()


def test_a_form_is_saved_without_javascript(visit: Open) -> None:
    with visit("/office/ziele/kultur-und-sport/", login=OFFICE, javascript=False) as seen:
        page = seen.page
        page.get_by_label("Titel").fill("")
        page.get_by_role("button", name="Speichern", exact=True).click()
        expect(page.locator(".ms-errors")).to_contain_text("Titel")
        page.get_by_label("Titel").fill("Kultur, Sport und Spiel")
        page.get_by_role("button", name="Speichern", exact=True).click()
        page.goto("/de/ziele/kultur-und-sport/")
        expect(page.get_by_role("heading", level=1)).to_have_text("Kultur, Sport und Spiel")
        seen.console.clear()
