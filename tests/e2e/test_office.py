"""The workspace in a real browser: in the dark, by keyboard and without scripts.

Accessibility of every page type at both widths: `test_pages_office.py`.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Open
from tests.tools.axe import axe

pytestmark = pytest.mark.browser
OFFICE = "office@demo.example"


@pytest.mark.parametrize("path", ["/office/", "/office/personen/", "/office/artikel/impressum/"])
def test_the_dark_colours_have_enough_contrast(visit: Open, path: str) -> None:
    with visit(path, login=OFFICE, dark=True) as seen:
        assert axe(seen.page) == []


def test_a_form_with_errors_leads_to_them(visit: Open) -> None:
    with visit("/office/personen/neu/", login=OFFICE) as seen:
        page = seen.page
        page.get_by_role("button", name="Speichern").press("Enter")
        summary = page.locator(".ms-errors")
        expect(summary).to_be_focused()
        summary.get_by_role("link").first.press("Enter")
        expect(page.get_by_label("Nachname")).to_be_focused()
        seen.console.clear()  # the answer 422 is an error to the browser


def value(page: Page) -> str:
    return str(page.evaluate("document.getElementById('id_text').value"))


def test_the_editor_is_used_by_keyboard_alone(visit: Open) -> None:
    with visit("/office/artikel/neu/", login=OFFICE) as seen:
        page = seen.page
        editor = page.get_by_role("textbox", name="Text", exact=False).first
        expect(page.locator("trix-editor").first).to_be_visible()
        page.locator("label[for=id_text]").click()
        expect(page.locator("trix-editor").first).to_be_focused()
        page.keyboard.type("Vorher")
        page.keyboard.press("Enter")
        heading = page.get_by_role("button", name="Überschrift", exact=True).first
        heading.press("Enter")
        expect(heading).to_have_attribute("aria-pressed", "true")
        page.locator("trix-editor").first.focus()
        page.keyboard.type("Titel")
        assert value(page) == "<p>Vorher</p><h2>Titel</h2>"
        expect(editor).to_be_visible()


def test_the_editor_keeps_what_it_is_given(visit: Open) -> None:
    html = (
        "<p>A</p><p>B<br>C</p><h2>H</h2><h3>H3</h3><h4>H4</h4><ul><li>x<ul><li>y</li></ul></li></ul>"
        "<ol><li>1</li></ol><blockquote>Zitat</blockquote>"
        '<p><a href="https://council.example">Link</a> <strong>fett</strong> <em>kursiv</em></p>'
    )
    with visit("/office/artikel/neu/", login=OFFICE) as seen:
        expect(seen.page.locator("trix-editor").first).to_be_visible()
        seen.page.evaluate(
            "html => document.querySelector('trix-editor').editor.loadHTML(html)", html
        )
        assert value(seen.page).replace("&nbsp;", " ") == html


def test_leaving_with_unsaved_input_asks(visit: Open) -> None:
    with visit("/office/orte/neu/", login=OFFICE) as seen:
        asked: list[str] = []
        seen.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
        seen.page.get_by_label("Bezeichnung").press_sequentially("Neu")
        seen.page.goto("/office/")
        assert asked == ["beforeunload"]


def test_without_scripts_a_page_is_written_and_an_agenda_ordered(visit: Open) -> None:
    agenda = "/office/sitzungen/2027-01-26/tagesordnung/"
    with visit(agenda, login=OFFICE, javascript=False) as seen:
        page = seen.page
        for title in ("Erster Punkt", "Zweiter Punkt"):
            page.get_by_label("Neu am Ende").fill(title)
            page.get_by_role("button", name="Am Ende hinzufügen").press("Enter")
        page.get_by_role("button", name="2 nach oben").press("Enter")
        assert page.locator(".ms-agendaedit__text").all_inner_texts() == [
            "Zweiter Punkt",
            "Erster Punkt",
        ]
        page.get_by_role("button", name="2 unter den Punkt davor").press("Enter")
        numbers = page.locator(".ms-agendaedit__number").all_inner_texts()
        assert numbers == ["1", "1.1"]
        page.get_by_role("link", name="Erster Punkt").click()
        page.get_by_label("Erläuterung").fill("Zeile\n\nAbsatz")
        page.get_by_role("button", name="Speichern").press("Enter")
        page.get_by_role("link", name="Erster Punkt").click()
        assert page.get_by_label("Erläuterung").input_value() == "<p>Zeile</p><p>Absatz</p>"


def test_long_selects_are_narrowed(visit: Open) -> None:
    with visit("/office/mitgliedschaften/neu/", login=OFFICE) as seen:
        page = seen.page
        select = page.locator("#id_person")
        before = select.locator("option").count()
        page.get_by_role("searchbox", name="Person: Liste eingrenzen").fill("tek")
        assert 1 < select.locator("option").count() < before
