"""How somebody gets a log-in and comes back after losing the phone, in a real browser.

The pages that only such a way leads to are looked at here as `test_pages.py` does with the others.
"""

from __future__ import annotations

import re
from email import message_from_bytes, policy

import pytest
from allauth.mfa.totp.internal import auth as totp
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Live, Open
from tests.e2e.looking import look

pytestmark = pytest.mark.browser
ADDRESS = "neu@demo.example"
PASSWORD = "Kastanie-Brunnen-Fahrrad-9"


def press(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).press("Enter")


def give_password(page: Page) -> None:
    page.get_by_label("E-Mail-Adresse").fill(ADDRESS)
    page.get_by_label("Passwort", exact=True).fill(PASSWORD)
    press(page, "Anmelden")


def present_code(secret: str) -> str:
    """Return the six digits that an app with this key shows now."""
    counters = list(totp.yield_hotp_counters_from_time())
    value = totp.hotp_value(secret, counters[len(counters) // 2])
    return str(totp.format_hotp_value(value))


def test_a_new_colleague_gets_a_log_in(visit: Open, live: Live) -> None:
    """From the invitation's mail to password, second factor and recovery codes."""
    with visit("/office/zugaenge/neu/", login="administration@demo.example") as seen:
        page = seen.page
        page.locator("[name=email]").fill(ADDRESS)
        page.get_by_label("Name", exact=True).fill("Demo: Neue Kollegin")
        page.locator("[name=roles][value=office]").check()
        press(page, "Anlegen und einladen")
        expect(page.get_by_role("status").first).to_contain_text("bekommt jetzt eine Mail")

    with visit(invitation(live)) as seen:
        page = seen.page
        assert look(seen) == []
        for field in page.locator("input[type=password]").all():
            field.fill(PASSWORD)
        press(page, "Passwort speichern")
        page.goto("/konto/anmelden/")
        give_password(page)

        page.goto("/office/personen/")  # closed until there is a second factor
        page.wait_for_url("**/konto/zweiter-faktor/**")
        assert look(seen) == []
        page.goto("/konto/zweiter-faktor/app/")
        assert look(seen) == []
        secret = page.locator(".ms-account__secret").inner_text().replace(" ", "")
        page.locator("[name=code]").fill(present_code(secret))
        press(page, "App einrichten")
        codes = page.locator(".ms-account__codes li").all_inner_texts()
        assert len(codes) == 10
        assert look(seen) == []
        page.get_by_role("link", name="Zum Büro").press("Enter")
        page.wait_for_url("**/office/")
        page.goto("/office/personen/")
        expect(page.get_by_role("heading", level=1)).to_have_text("Personen")

    with visit("/konto/anmelden/") as seen:
        page = seen.page
        give_password(page)
        page.wait_for_url("**/anmelden/zweiter-faktor/")
        assert look(seen) == []
        page.get_by_label("Code").fill("000000")
        press(page, "Anmelden")
        page.wait_for_selector(".ms-errors")
        seen.console.clear()  # a status that says no is an error to the browser
        assert look(seen) == []
        page.get_by_label("Code").fill(codes[0])
        press(page, "Anmelden")
        page.wait_for_url("**/office/")


def invitation(live: Live) -> str:
    """Return the link in the last mail to the colleague; the demo keeps its mails in files."""
    for path in sorted((live.data / "mail").glob("*.log"), reverse=True):
        mail = message_from_bytes(path.read_bytes(), policy=policy.default)
        if mail["To"] == ADDRESS:
            found = re.search(
                r"https?://[^/\s]+(/konto/passwort-vergessen/\S+-\S+/)", mail.get_content()
            )
            assert found, mail.get_content()
            return found[1]
    raise AssertionError(f"no mail to {ADDRESS}")
