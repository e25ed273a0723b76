"""Log-in, second factor and passkeys in a real browser, under the CSP visitors get."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from mitsprache.accounts.demo import PASSWORD
from tests.e2e.conftest import Live, Open
from tests.e2e.looking import look

pytestmark = pytest.mark.browser


@contextmanager
def named_host(browser: Browser, live: Live) -> Iterator[Page]:
    """Open a browser that has passkeys. They need a host with a name, so it is localhost here."""
    home = live.url.replace("127.0.0.1", "localhost")
    with browser.new_context(base_url=home, locale="de-DE") as context:
        page = context.new_page()
        problems: list[str] = []
        page.on(
            "console", lambda message: message.type == "error" and problems.append(message.text)
        )
        page.on("pageerror", lambda error: problems.append(str(error)))
        devtools = context.new_cdp_session(page)
        devtools.send("WebAuthn.enable")
        devtools.send(
            "WebAuthn.addVirtualAuthenticator",
            {
                "options": {
                    "protocol": "ctap2",
                    "transport": "internal",
                    "hasResidentKey": True,
                    "hasUserVerification": True,
                    "isUserVerified": True,
                    "automaticPresenceSimulation": True,
                }
            },
        )
        yield page
        assert problems == []


def give_password(page: Page, email: str) -> None:
    page.goto("/konto/anmelden/")
    page.get_by_label("E-Mail-Adresse").fill(email)
    page.get_by_label("Passwort", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Anmelden", exact=True).click()


def log_out(page: Page) -> None:
    page.goto("/konto/")
    page.get_by_role("button", name="Abmelden").click()
    page.wait_for_url("**/konto/anmelden/")


def test_a_passkey_is_set_up_and_opens_the_door(browser: Browser, live: Live) -> None:
    with named_host(browser, live) as page:
        give_password(page, "translator@demo.example")
        page.wait_for_url("**/office/")
        page.goto("/konto/zweiter-faktor/passkeys/neu/")
        page.get_by_label("Name").fill("Mein Telefon")
        page.get_by_role("button", name="Passkey einrichten").click()
        page.wait_for_url("**/ersatzcodes/")
        expect(page.locator(".ms-account__codes li")).to_have_count(10)

        log_out(page)
        page.get_by_role("button", name="Mit Passkey anmelden").click()
        page.wait_for_url("**/office/")

        log_out(page)
        give_password(page, "translator@demo.example")
        page.wait_for_url("**/zweiter-faktor/")
        page.get_by_role("button", name="Mit Passkey bestätigen").click()
        page.wait_for_url("**/office/")

        page.goto("/konto/zweiter-faktor/passkeys/")
        page.get_by_role("link", name=re.compile("Entfernen.*Mein Telefon")).click()
        page.get_by_role("button", name="Passkey entfernen").click()
        expect(page.get_by_text("Hier stehen Ihre Passkeys")).to_be_visible()


def test_a_cancelled_passkey_is_told_in_words(browser: Browser, live: Live) -> None:
    with named_host(browser, live) as page:
        page.goto("/konto/anmelden/")
        page.evaluate(
            "() => { navigator.credentials.get = () => "
            "Promise.reject(new DOMException('', 'NotAllowedError')) }"
        )
        page.get_by_role("button", name="Mit Passkey anmelden").click()
        expect(page.get_by_role("alert")).to_contain_text("abgebrochen")


def test_passkeys_are_not_offered_where_they_can_not_work(visit: Open) -> None:
    """An address of digits, as the demo's own, can't have any."""
    with visit("/konto/anmelden/") as seen:
        expect(seen.page.get_by_role("button", name="Mit Passkey anmelden")).to_be_hidden()
        expect(seen.page.get_by_role("alert")).to_be_hidden()
    with visit("/konto/zweiter-faktor/passkeys/neu/", login="member@demo.example") as seen:
        expect(seen.page.get_by_role("alert")).to_contain_text("https")


def test_log_in_works_without_javascript(visit: Open, live: Live) -> None:
    with visit("/konto/anmelden/", javascript=False) as seen:
        give_password(seen.page, "office@demo.example")
        seen.page.get_by_label("Code").fill(live.code())
        seen.page.get_by_role("button", name="Anmelden").click()
        seen.page.wait_for_url("**/office/")


def test_the_qr_code_is_seen_under_the_csp(visit: Open) -> None:
    with visit("/konto/zweiter-faktor/app/", login="member@demo.example") as seen:
        box = seen.page.locator("svg.ms-qr").bounding_box()
        assert box
        assert box["width"] > 200
        assert box["height"] == pytest.approx(box["width"], abs=2)
        ink = seen.page.locator(".ms-qr__ink").evaluate("path => getComputedStyle(path).fill")
        assert ink == "rgb(0, 0, 0)"


def test_mistakes_are_told_beside_the_field_and_on_top(visit: Open) -> None:
    with visit("/konto/anmelden/") as seen:
        seen.page.get_by_role("button", name="Anmelden", exact=True).click()
        seen.page.locator("form.ms-form").first.evaluate("form => { form.noValidate = true }")
        seen.page.get_by_role("button", name="Anmelden", exact=True).click()
        seen.page.wait_for_selector(".ms-errors")
        assert look(seen) == []
