"""Every page type of workspace and log-in in a real browser, as `test_pages.py` for the public."""

from __future__ import annotations

import re

import pytest

from tests.e2e.conftest import Open
from tests.e2e.looking import WIDE, look, look_at_all
from tests.site import addresses

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ADMINISTRATION = "administration@demo.example"


def filled(paths: list[str]) -> list[str]:
    return [path.format(entry=1, account=1) for path in paths]


def test_office_pages(visit: Open) -> None:
    with visit("/office/", login=ADMINISTRATION) as seen:
        assert look_at_all(seen, [*filled(addresses.OFFICE), *addresses.OWN]) == {}


def test_lists_and_forms_of_every_record(visit: Open) -> None:
    with visit("/office/", login=ADMINISTRATION) as seen:
        assert look_at_all(seen, addresses.RECORD_PAGES) == {}


def test_office_pages_in_english(visit: Open) -> None:
    """The language is the account's, so it is set back in the end."""
    with visit("/office/", login=ADMINISTRATION) as seen:
        seen.page.get_by_role("button", name="English").click()
        assert seen.page.locator("html").get_attribute("lang") == "en"
        try:
            assert look_at_all(seen, filled(addresses.OFFICE), [WIDE]) == {}
        finally:
            seen.page.goto("/office/")
            seen.page.get_by_role("button", name="Deutsch").click()
        assert seen.page.locator("html").get_attribute("lang") == "de"


def test_log_in_pages(visit: Open) -> None:
    with visit("/konto/anmelden/") as seen:
        assert look_at_all(seen, addresses.ANONYMOUS) == {}
        page = seen.page
        page.goto("/konto/anmelden/")
        page.get_by_label("E-Mail-Adresse").fill("niemand@demo.example")
        page.get_by_label("Passwort", exact=True).fill("falsch")
        page.get_by_role("button", name="Anmelden", exact=True).click()
        page.wait_for_selector(".ms-errors")
        seen.console.clear()
        assert look(seen) == []


def test_the_account_of_somebody_without_a_second_factor(visit: Open) -> None:
    factors = "/konto/zweiter-faktor/"
    paths = ["/office/", "/konto/", factors, f"{factors}passkeys/", addresses.FIRST_FACTOR]
    with visit("/office/", login="deputy@demo.example") as seen:
        assert look_at_all(seen, paths) == {}


def test_a_form_with_mistakes_and_a_conflict(visit: Open) -> None:
    path = "/office/orte/geschaeftsstelle/"
    with visit(path, login=ADMINISTRATION) as first, visit(path, login=ADMINISTRATION) as second:
        for seen, text in ((first, "Erster Stock"), (second, "Zweiter Stock")):
            seen.page.get_by_label(re.compile("Raum")).fill(text)
        first.page.get_by_role("button", name="Speichern").click()
        first.page.wait_for_url("**/office/**")
        second.page.get_by_role("button", name="Speichern").click()
        second.page.wait_for_selector(".ms-conflict")
        second.console.clear()  # 409 and 422 are errors to the browser
        assert look(second) == []

        first.page.goto("/office/sitzungen/neu/")
        first.page.locator("form.ms-form").evaluate("form => { form.noValidate = true }")
        first.page.get_by_role("button", name="Speichern").click()
        first.page.wait_for_selector(".ms-errors")
        first.console.clear()
        assert look(first) == []


def test_a_refusal(visit: Open) -> None:
    with visit("/office/", login="member@demo.example") as seen:
        answer = seen.page.goto("/office/personen/")
        assert answer
        assert answer.status == 403
        seen.console.clear()
        assert look(seen) == []
