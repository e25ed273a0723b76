"""The demo's invitation in a browser: the mails that the worker really sent lead to its pages."""

from __future__ import annotations

import email
import email.policy
import re
import time

import pytest

from tests.e2e.conftest import Live, Open
from tests.tools.axe import axe
from tests.tools.browser import sideways_scroll

pytestmark = pytest.mark.browser
SESSION = "2026-12-08"
OFFICE_PAGE = f"/office/sitzungen/{SESSION}/einladung/"
PATIENCE = 60


def link_of(live: Live, address: str) -> str:
    """Return the path of the personal link in the first mail to `address`."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        for path in sorted((live.data / "mail").glob("*")):
            content = path.read_bytes().partition(b"\n" + b"-" * 79)[0]
            mail = email.message_from_bytes(content, policy=email.policy.default)
            body = mail.get_body(("plain",))
            if mail["To"] == address and body is not None:
                found = re.search(r"/de/einladung/[\w-]+/", body.get_content())
                if found:
                    return found[0]
        time.sleep(0.5)
    raise AssertionError(f"no mail to {address}")


def test_the_personal_page_is_accessible(
    visit: Open, live: Live, width: int, language: str
) -> None:
    path = link_of(live, "nergis-altunkaya@example.org").replace("/de/", f"/{language}/")
    with visit(path, width=width) as seen:
        assert axe(seen.page) == []
        assert sideways_scroll(seen.page) == 0


def test_an_answer_needs_the_keyboard_and_no_script(visit: Open, live: Live) -> None:
    path = link_of(live, "nergis-altunkaya@example.org")
    with visit(path, javascript=False, width=360) as seen:
        page = seen.page
        for answer, words in (("Ich komme nicht", "kommt nicht"), ("Ich komme", "kommt")):
            button = page.get_by_role("button", name=answer, exact=True)
            button.focus()
            with page.expect_navigation():
                page.keyboard.press("Enter")
            assert page.get_by_text("Ihre Antwort ist gespeichert.").is_visible()
            assert page.locator("strong", has_text=words).first.is_visible()


def test_the_form_for_support_is_accessible(visit: Open, width: int, language: str) -> None:
    with visit(f"/{language}/sitzungen/2027-01-26/unterstuetzung/", width=width) as seen:
        assert axe(seen.page) == []
        assert sideways_scroll(seen.page) == 0


def test_the_offices_page_is_accessible(visit: Open, width: int) -> None:
    with visit(OFFICE_PAGE, width=width, login="office@demo.example") as seen:
        assert axe(seen.page) == []
        assert sideways_scroll(seen.page) == 0
        assert seen.page.get_by_text("Nötig sind 14.").is_visible()


def test_a_pack_is_built_while_the_office_waits(visit: Open, live: Live) -> None:
    with visit(OFFICE_PAGE, login="office@demo.example") as seen:
        page = seen.page
        page.get_by_role("button", name="Öffentliche Mappe").click()
        link = page.get_by_role("link", name="Herunterladen (PDF)")
        link.wait_for(timeout=PATIENCE * 1000)
        assert axe(page) == []
        with page.expect_download() as download:
            link.click()
        assert download.value.suggested_filename == f"mappe-{SESSION}.pdf"
        assert download.value.path().read_bytes().startswith(b"%PDF")
