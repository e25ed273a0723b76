"""Building an agenda in the browser: how little it takes, by drag and by keyboard."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import ROOT, Live, Open, _environment
from tests.tools.axe import axe
from tests.tools.browser import sideways_scroll

pytestmark = pytest.mark.browser
OFFICE = "office@demo.example"
AT_MOST = 20
"""Clicks and keys that a usual agenda may take beside the typing of titles."""

PREPARE = """
import datetime as dt
from django.utils import timezone
from mitsprache.council.models import LegislativeTerm, Organization
from mitsprache.meetings.models import AgendaItem, Meeting
from mitsprache.papers.models import Paper
term = LegislativeTerm.objects.get(key="vorfuehrung-2025")
body = Organization.objects.create(
    key="probe-{name}", body=term.body, term=term, name="Probe {name}",
    organization_type="working_group",
)
def meeting(number, state):
    day = timezone.now() + dt.timedelta(days=30 * number)
    return Meeting.objects.create(
        key=f"probe-{name}-{{number}}", term=term, organization=body, number=number + 1,
        name=f"Probe {{number}}", state=state, start_at=day, is_public=False,
    )
number = Paper.objects.count() + 90000
Paper.objects.create(
    key="probe-{name}", term=term, paper_type="motion", state="submitted", number=number,
    year=2026, reference=f"{{number}}-26", title="Antrag Probe {name}", public=False,
)
last, coming = meeting(0, "held"), meeting(1, "planned")
section = AgendaItem.objects.create(
    key="probe-{name}-0--antraege", meeting=last, kind="section", title="Anträge"
)
for number, title in enumerate(("Bänke", "Brunnen")):
    AgendaItem.objects.create(
        key=f"probe-{name}-0--{{number}}", position=number, meeting=last, parent=section, title=title,
        result="adjourned",
    )
"""


def prepare(live: Live, name: str) -> str:
    """Put a body of its own with a held and a coming session; return where the agenda is built."""
    subprocess.run(
        [sys.executable, "manage.py", "shell", "-v0", "-c", PREPARE.format(name=name)],
        cwd=ROOT,
        env=_environment(live.data),
        check=True,
    )
    return f"/office/sitzungen/probe-{name}-1/tagesordnung/"


def rows(page: Page) -> Iterator[str]:
    """Yield number and title of each item, as they stand on the page."""
    for row in page.locator(".ms-agendaedit__row").all():
        number = row.locator(".ms-agendaedit__number").inner_text()
        yield f"{number} {row.locator('.ms-agendaedit__text > a').inner_text()}"


class Hand:
    """Does what a person does, and counts the clicks and keys; letters of a title are free."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.count = 0

    def click(self, role: str, name: str) -> None:
        """Click a button, link, field or box."""
        self.count += 1
        self.page.get_by_role(role, name=name).click()  # type: ignore[arg-type]

    def title(self, text: str) -> None:
        """Type a title into the field that has the focus, and Enter."""
        self.page.keyboard.type(text)
        self.count += 1
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")


def test_a_usual_agenda_takes_few_clicks_and_keys(visit: Open, live: Live) -> None:
    with visit(prepare(live, "zahl"), login=OFFICE) as seen:
        page, hand = seen.page, Hand(seen.page)
        hand.click("button", "Mit dem Rahmen beginnen")
        hand.click("button", "2 Punkte übernehmen")
        hand.click("textbox", "Neu in „Anträge“")
        hand.title("Sprechstunde in den Stadtbezirken")
        hand.title("Mehrsprachige Pflege")
        hand.click("textbox", "Neu in „Anfragen“")
        hand.title("Deutschkurse mit Kinderbetreuung")
        hand.click("textbox", "Neu in „Berichte“")
        hand.title("Bericht aus dem Arbeitskreis")
        hand.click("textbox", "Neu in „Mitteilungen“")
        hand.title("Einbürgerungsfeier")
        hand.click("textbox", "Neu, nichtöffentlich")
        hand.title("Vorschlag für eine Ehrung")

        hand.click("link", "Mehrsprachige Pflege")
        hand.click("checkbox", "Antrag Probe zahl")
        hand.click("button", "Speichern")
        page.wait_for_url("**/tagesordnung/*")

        found = list(rows(page))
        assert found[:5] == [
            "1 Regularien",
            "1.1 Benennung eines Mitglieds zur Mitunterzeichnung der Niederschrift",
            "1.2 Hinweis auf das Mitwirkungsverbot nach §§ 31 und 43 Absatz 2 GO NRW",
            "1.3 Feststellung der Tagesordnung",
            found[4],
        ]
        assert found[4].startswith("1.4 Genehmigung der Niederschrift über die Sitzung vom ")
        assert found[5:] == [
            "2 Angelegenheiten von besonderer Bedeutung",
            "3 Anträge",
            "3.1 Bänke",
            "3.2 Brunnen",
            "3.3 Sprechstunde in den Stadtbezirken",
            "3.4 Mehrsprachige Pflege",
            "4 Anfragen",
            "4.1 Deutschkurse mit Kinderbetreuung",
            "5 Vorlagen",
            "6 Berichte",
            "6.1 Bericht aus dem Arbeitskreis",
            "7 Mitteilungen",
            "7.1 Einbürgerungsfeier",
            "8 Vorschlag für eine Ehrung",
        ]
        assert page.get_by_text("-unbesetzt-").count() == 2
        row = page.locator(".ms-agendaedit__row", has_text="Mehrsprachige Pflege")
        expect(row).to_contain_text("-26")
        assert hand.count <= AT_MOST, hand.count


def drag(page: Page, title: str, over: str, *, part: float, aside: float) -> None:
    """Drag an item by its handle over another: `part` of its height, `aside` from its left."""
    row = page.locator(".ms-agendaedit__row", has_text=title)
    handle = row.locator(".ms-agendaedit__handle")
    handle.scroll_into_view_if_needed()
    start, target = (
        handle.bounding_box(),
        page.locator(".ms-agendaedit__row", has_text=over).bounding_box(),
    )
    assert start
    assert target
    page.mouse.move(start["x"] + 5, start["y"] + 15)
    page.mouse.down()
    page.mouse.move(target["x"] + aside, target["y"] + target["height"] * part, steps=5)


def test_an_item_is_dragged_to_another_place(visit: Open, live: Live) -> None:
    with visit(prepare(live, "ziehen"), login=OFFICE) as seen:
        page = seen.page
        page.set_viewport_size({"width": 1280, "height": 1600})
        for title in ("Erstens", "Zweitens", "Drittens"):
            page.get_by_label("Neu am Ende").fill(title)
            page.get_by_label("Neu am Ende").press("Enter")
            expect(page.locator(".ms-agendaedit__text", has_text=title)).to_be_visible()
        says = page.locator("[data-agenda-says]")
        drag(page, "Drittens", "Erstens", part=0.1, aside=20)
        expect(says).to_have_text("vor: 1 Erstens")
        with page.expect_navigation():
            page.mouse.up()
        assert list(rows(page)) == ["1 Drittens", "2 Erstens", "3 Zweitens"]
        expect(page.get_by_role("link", name="Drittens")).to_be_focused()
        drag(page, "Zweitens", "Erstens", part=0.5, aside=200)
        expect(says).to_have_text("darin: 2 Erstens")
        with page.expect_navigation():
            page.mouse.up()
        assert list(rows(page)) == ["1 Drittens", "2 Erstens", "2.1 Zweitens"]
        drag(page, "Drittens", "Erstens", part=0.9, aside=20)
        page.keyboard.press("Escape")
        expect(says).to_have_text("Bleibt, wo es war.")
        page.mouse.up()
        assert list(rows(page)) == ["1 Drittens", "2 Erstens", "2.1 Zweitens"]
        drag(page, "Drittens", "Erstens", part=0.9, aside=20)
        with page.expect_navigation():
            page.mouse.up()
        assert list(rows(page)) == ["1 Erstens", "1.1 Zweitens", "2 Drittens"]


def test_an_item_is_dragged_by_finger_to_the_end_of_a_long_agenda(visit: Open, live: Live) -> None:
    with visit(prepare(live, "finger"), login=OFFICE, width=360) as seen:
        page = seen.page
        page.get_by_role("button", name="Mit dem Rahmen beginnen").press("Enter")
        page.get_by_role("button", name="2 Punkte übernehmen").press("Enter")
        handle = page.locator(".ms-agendaedit__row", has_text="Anfragen").locator(
            ".ms-agendaedit__handle"
        )
        handle.evaluate("element => element.scrollIntoView({block: 'center', behavior: 'instant'})")
        box = handle.bounding_box()
        assert box
        x, y = box["x"] + 5, box["y"] + 15
        touch = page.context.new_cdp_session(page)

        def send(kind: str, *points: tuple[float, float]) -> None:
            touch.send(
                "Input.dispatchTouchEvent",
                {"type": kind, "touchPoints": [{"x": a, "y": b} for a, b in points]},
            )

        top = page.evaluate("scrollY")
        send("touchStart", (x, y))
        send("touchMove", (x + 20, 770.0))
        before = top - 1
        while before != (before := page.evaluate("scrollY")):
            page.wait_for_timeout(200)
        assert before > top
        last = page.locator(".ms-agendaedit__row", has_text="Mitteilungen").bounding_box()
        assert last
        send("touchMove", (last["x"] + 20, last["y"] + last["height"] - 3))
        with page.expect_navigation():
            send("touchEnd")
        assert [row for row in rows(page) if row.startswith(("6", "7"))] == [
            "6 Mitteilungen",
            "7 Anfragen",
        ]


def test_two_who_order_at_once_do_not_overwrite_each_other(visit: Open, live: Live) -> None:
    address = prepare(live, "zu-zweit")
    with visit(address, login=OFFICE) as one, visit(address, login=OFFICE) as other:
        for title in ("Erstens", "Zweitens"):
            one.page.get_by_label("Neu am Ende").fill(title)
            one.page.get_by_label("Neu am Ende").press("Enter")
            expect(one.page.locator(".ms-agendaedit__text", has_text=title)).to_be_visible()
        other.page.reload()
        one.page.get_by_role("button", name="1 nach unten").press("Enter")
        expect(one.page.locator(".ms-agendaedit__row").first).to_contain_text("Zweitens")
        other.page.set_viewport_size({"width": 1280, "height": 1600})
        drag(other.page, "Zweitens", "Erstens", part=0.1, aside=20)
        with other.page.expect_navigation():
            other.page.mouse.up()
        expect(other.page.get_by_text("Jemand anderes hat die Reihenfolge")).to_be_visible()
        assert list(rows(other.page)) == ["1 Zweitens", "2 Erstens"]


def test_every_state_of_the_page_is_accessible_and_fits(
    visit: Open, live: Live, width: int
) -> None:
    address = prepare(live, f"breite-{width}")
    with visit(address, login=OFFICE, width=width) as seen:
        page = seen.page
        for button in ("Mit dem Rahmen beginnen", "2 Punkte übernehmen"):
            assert axe(page) == []
            assert sideways_scroll(page) == 0
            page.get_by_role("button", name=button).press("Enter")
            expect(page.get_by_role("button", name=button)).to_have_count(0)
        assert axe(page) == []
        assert sideways_scroll(page) == 0
