"""The live page in a real browser, while another process keeps the record."""

from __future__ import annotations

import os
import subprocess
import sys
import uuid

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Live, Open
from tests.tools.axe import axe
from tests.tools.browser import sideways_scroll

pytestmark = pytest.mark.browser
SOON = 30_000  # milliseconds, on a busy machine
STEPS = """
import sys, django
django.setup()
from mitsprache.kernel import clock
from mitsprache.kernel.actor import command
from mitsprache.meetings.models import AgendaItem, Meeting
from mitsprache.meetings.operations import item as items, meeting as meetings
from mitsprache.proceedings import operations, operations_attendance, operations_speakers
from mitsprache.proceedings import operations_votes
from mitsprache.proceedings.domain.voting import Counts
from mitsprache.proceedings.models import Participant, Sitting

key, *steps = sys.argv[1:]
actor = command("test")
for step in steps:
    sitting = Sitting.objects.filter(meeting__key=key).first()
    item = AgendaItem.objects.filter(meeting__key=key, key=f"{key}-{step[-1]}").first()
    if step == "open":
        held = Meeting.objects.get(key="2026-06-30")
        row = meetings.create(actor=actor, values={
            "key": key, "name": "Sitzung zum Zusehen", "term": held.term, "state": "invited",
            "organization": held.organization, "start_at": clock.now(), "is_invented": True})
        for number, public in enumerate((True, True, False), 1):
            items.create(actor=actor, values={
                "key": f"{key}-{number}", "meeting": row, "position": number, "public": public,
                "title": f"Punkt Nummer {number}" if public else "Kanarienvogel"})
        sitting = operations.open_sitting(actor=actor, meeting=row)
        for one in Participant.objects.filter(sitting=sitting, kind="member")[:20]:
            operations_attendance.arrive(actor=actor, participant=one)
    elif step.startswith("call"):
        operations.call_item(actor=actor, sitting=sitting, item=item)
    elif step.startswith("vote"):
        vote = operations_votes.open_vote(actor=actor, sitting=sitting, items=[item])
        operations_votes.close_vote(actor=actor, vote=vote, counts=Counts(7, 3, 1, 0))
    elif step == "speak":
        for one in Participant.objects.filter(sitting=sitting, kind="member")[:2]:
            operations_speakers.ask_to_speak(actor=actor, participant=one)
        operations_speakers.call_speaker(actor=actor, sitting=sitting)
    elif step == "withdraw":
        meetings.update(actor=actor, record=Meeting.objects.get(key=key), values={"is_public": False})
"""


@pytest.fixture
def key(live: Live) -> str:
    """A session of this test alone that runs."""
    name = f"zusehen-{uuid.uuid4().hex[:8]}"
    take(live, name, "open")
    return name


def take(live: Live, key: str, *steps: str) -> None:
    """Keep the record as the minute taker's process would."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "mitsprache.config.settings",
        "MITSPRACHE_DATA_DIR": str(live.data),
    }
    command = [sys.executable, "-c", STEPS, key, *steps]
    subprocess.run(command, env=environment, check=True, timeout=180)


def shows(page: Page, text: str) -> None:
    expect(page.locator(".ms-live")).to_contain_text(text, timeout=SOON)


def test_what_is_recorded_appears_by_itself(visit: Open, live: Live, key: str, width: int) -> None:
    with visit(f"/de/sitzungen/{key}/live/", width=width) as seen:
        page = seen.page
        shows(page, "kein Punkt aufgerufen")
        expect(page.get_by_text("Diese Seite ändert sich von selbst.")).to_be_visible(timeout=SOON)
        page.evaluate("window.sameDocument = true")
        take(live, key, "call1", "speak")
        shows(page, "Punkt Nummer 1")
        shows(page, "Es spricht")
        expect(page.locator("[data-left]")).to_be_visible(timeout=SOON)
        take(live, key, "vote1")
        shows(page, "7 Ja, 3 Nein, 1 Enthaltung")
        assert axe(page) == []
        page.set_viewport_size({"width": min(width, 320), "height": 640})
        assert sideways_scroll(page) == 0
        take(live, key, "call3")
        shows(page, "nichtöffentlicher Teil")
        assert "Kanarienvogel" not in page.content()
        assert page.evaluate("window.sameDocument")


def test_without_a_stream_the_page_asks(visit: Open, live: Live, key: str) -> None:
    with visit(f"/de/sitzungen/{key}/live/", clean=False) as seen:
        page = seen.page
        page.route("**/live/strom/**", lambda route: route.abort())
        page.reload()
        expect(page.get_by_text("sieht alle paar Sekunden nach Neuem")).to_be_visible(timeout=SOON)
        take(live, key, "call2")
        shows(page, "Punkt Nummer 2")


def test_a_session_that_is_withdrawn_leaves_the_screen(visit: Open, live: Live, key: str) -> None:
    with visit(f"/de/sitzungen/{key}/live/", clean=False) as seen:
        page = seen.page
        expect(page.get_by_text("Diese Seite ändert sich von selbst.")).to_be_visible(timeout=SOON)
        take(live, key, "call1")
        shows(page, "Punkt Nummer 1")
        take(live, key, "withdraw")
        expect(page.locator(".ms-live")).to_have_count(0, timeout=SOON)
        assert "Punkt Nummer 1" not in page.content()


def test_the_projector_is_readable_and_changes(
    visit: Open, live: Live, key: str, language: str
) -> None:
    take(live, key, "call1", "speak")
    with visit(f"/{language}/sitzungen/{key}/live/leinwand/") as seen:
        page = seen.page
        shows(page, "Punkt Nummer 1")
        assert axe(page) == []
        assert sideways_scroll(page) == 0
        size = page.locator(".ms-live__title").evaluate(
            "e => parseFloat(getComputedStyle(e).fontSize)"
        )
        assert size >= 48
        assert page.locator("main a, main button, main input").count() == 0
        take(live, key, "call2")
        shows(page, "Punkt Nummer 2")


def test_without_scripts_the_state_can_be_loaded_anew(visit: Open, live: Live, key: str) -> None:
    take(live, key, "call1")
    with visit(f"/de/sitzungen/{key}/live/", javascript=False) as seen:
        page = seen.page
        shows(page, "Punkt Nummer 1")
        take(live, key, "call2")
        page.get_by_role("link", name="Neuen Stand laden").click()
        shows(page, "Punkt Nummer 2")
