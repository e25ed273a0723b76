"""A whole session from the agenda to the published minutes, with real mails, in a real browser.

Its shape is Dortmund's: 27 members, three absent of whom two are represented, twelve items of which
one is not public, each kind of vote, one member biased, one urgent item.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from pypdf import PdfReader

from tests.e2e.conftest import Live, _log_in, running
from tests.tools.smtp import MailServer, listening, text_of

pytestmark = pytest.mark.browser
BERLIN = ZoneInfo("Europe/Berlin")
NAME = "Probesitzung des Integrationsrates"
SECRET = "Kanariengelb: Ehrung für eine Nachbarin"
REASON = "Kanariengrün: Schwester arbeitet im Träger"
TITLES = {
    "Anträge": ("Sprechstunden in den Stadtbezirken", "Wegweiser in acht Sprachen"),
    "Anfragen": ("Deutschkurse mit Kinderbetreuung", "Wartezeiten bei der Einbürgerung"),
    "Berichte": ("Bericht aus dem Landesintegrationsrat",),
    "Mitteilungen": ("Einladung zur Einbürgerungsfeier",),
}
PATIENCE = 60_000
"""Milliseconds for mails to go out on a busy machine."""


@pytest.fixture(scope="module")
def mails() -> Iterator[MailServer]:
    with listening() as server:
        yield server


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, mails: MailServer) -> Iterator[Live]:
    """A site of its own, since its mails go to the server of this test."""
    folder = tmp_path_factory.mktemp("whole")
    with running(folder, MITSPRACHE_MAIL_URL=f"smtp://127.0.0.1:{mails.port}") as site:
        yield site


@pytest.fixture
def office(browser: Browser, site: Live) -> Iterator[BrowserContext]:
    """The office's browser, logged in with the second factor."""
    with browser.new_context(
        base_url=site.url, locale="de-DE", timezone_id="Europe/Berlin"
    ) as context:
        _log_in(context, site, "office@demo.example")
        yield context


def save(page: Page) -> None:
    """Press the form's button and wait for the page that follows."""
    with page.expect_navigation():
        page.get_by_role("button", name="Speichern", exact=True).click()


def fill_the_vacant_seat(page: Page) -> None:
    """Let a 27th member come in; the demonstration has a vacant seat."""
    page.goto("/office/mitgliedschaften/neu/")
    for label, text in (
        ("Person", "Linh Doan-Petersen"),
        ("Gremium", "Integrationsrat der Stadt Dortmund (Vorführung"),
        ("Liste oder entsendende Stelle (freiwillig)", "Liste der Vielfalt"),
    ):
        field = page.get_by_label(label, exact=True)
        option = field.locator("option", has_text=text).first
        field.select_option(option.get_attribute("value"))
    page.get_by_label("Art", exact=True).select_option(label="direkt gewählt")
    page.get_by_label("Stimmberechtigt").check()
    page.get_by_label("Von", exact=True).fill(dt.datetime.now(BERLIN).date().isoformat())
    save(page)


def plan(page: Page) -> str:
    """Create a session that begins in an hour and return its key; the rules allow short notice."""
    page.goto("/office/geschaeftsordnungen/")
    page.get_by_role("link", name="Vorführung ab 2025").click()
    page.get_by_label("Frist in dringenden Fällen in Stunden").fill("0")
    save(page)
    page.goto("/office/sitzungen/neu/")
    body = page.get_by_label("Gremium", exact=True)
    plenary = body.locator("option", has_text="Integrationsrat der Stadt Dortmund (Vorführung")
    body.select_option(plenary.get_attribute("value"))
    page.get_by_label("Wahlperiode").select_option(label="Integrationsrat Vorführung ab 2025")
    page.get_by_label("Bezeichnung").fill(NAME)
    start = dt.datetime.now(BERLIN) + dt.timedelta(hours=1)
    page.get_by_label("Beginn").fill(start.strftime("%Y-%m-%dT%H:%M"))
    save(page)
    found = re.search(r"/office/sitzungen/([-\w]+)/", page.url)
    assert found, page.url
    return found[1]


def build_agenda(page: Page, key: str) -> None:
    """Fill the agenda: the frame, the titles, one item that is not public."""
    page.goto(f"/office/sitzungen/{key}/tagesordnung/")
    page.get_by_role("button", name="Mit dem Rahmen beginnen").click()
    for section, titles in TITLES.items():
        field = page.get_by_role("textbox", name=f"Neu in „{section}“")
        for title in titles:
            add(page, field, title)
    add(page, page.get_by_role("textbox", name="Neu, nichtöffentlich"), SECRET)


def add(page: Page, field: Locator, title: str) -> None:
    """Type a title and Enter."""
    field.fill(title)
    with page.expect_navigation():
        field.press("Enter")


def invite(page: Page, key: str) -> None:
    """Send the invitations."""
    page.goto(f"/office/sitzungen/{key}/einladung/")
    page.get_by_label("Grund der Dringlichkeit").fill("Die Förderfrist endet in dieser Woche.")
    page.get_by_role("button", name="Jetzt einladen").click()
    expect(page.get_by_role("heading", name="Eingeladene und Antworten")).to_be_visible()


def address(name: str) -> str:
    """Return the address of an invented member: ('Nergis Altunkaya')."""
    return name.lower().replace(" ", "-") + "@example.org"


def wait_for_mail(page: Page, mails: MailServer, to: str, count: int = 1) -> str:
    """Return the latest mail on this session to an address, once so many came."""
    for _attempt in range(PATIENCE // 200):
        texts = [text for text in map(text_of, mails.to(to)) if NAME in text]
        if len(texts) >= count:
            return texts[-1]
        page.wait_for_timeout(200)
    raise AssertionError(f"{to} got {[text_of(mail)[:100] for mail in mails.to(to)]}")


def decline(browser: Browser, site: Live, mail: str) -> None:
    """Follow the personal link of a mail without a log-in, and decline."""
    link = re.search(r"https?://[^/\s]+(/\S*/einladung/\S+)", mail)
    assert link, mail
    with browser.new_context(base_url=site.url, locale="de-DE") as context:
        page = context.new_page()
        page.goto(link[1])
        page.get_by_role("button", name="Ich komme nicht").click()
        expect(page.get_by_text("Ihre Antwort ist gespeichert.")).to_be_visible()


class Cockpit:
    """The minute taker's page."""

    def __init__(self, page: Page, key: str) -> None:
        self.page = page
        self.address = f"/office/sitzungen/{key}/verlauf/"
        page.goto(self.address)

    def part(self, name: str) -> Locator:
        """Return one part of the page."""
        return self.page.locator(f"[data-part={name}]")

    def press(self, part: str, name: str | re.Pattern[str]) -> None:
        """Press a button of a part and wait until it is saved and the page shows it."""
        button = self.part(part).get_by_role("button", name=name)
        with self.page.expect_response(lambda answer: answer.request.method == "POST") as sent:
            button.first.click()
        assert sent.value.ok, sent.value.text()[:2000]
        self.page.wait_for_load_state("networkidle")

    def open_details(self, part: str, summary: str) -> None:
        """Open one of the folded forms."""
        details = self.part(part).locator(
            "details", has=self.page.locator("summary", has_text=summary)
        )
        if details.first.get_attribute("open") is None:
            details.first.locator("summary").click()

    def call(self, title: str) -> None:
        """Call an item."""
        self.press("agenda", re.compile(f"aufrufen.*{re.escape(title)}"))
        expect(self.part("item").get_by_role("heading", level=2)).to_contain_text(title)

    def open_vote(self, kind: str, *titles: str) -> None:
        """Open a vote on the current item, or en bloc on `titles`."""
        self.part("vote").get_by_label("Art", exact=True).select_option(label=kind)
        if titles:
            self.open_details("vote", "Worüber, en bloc, Verfahren")
            for title in titles:
                self.part("vote").get_by_role("checkbox", name=re.compile(re.escape(title))).check()
        self.press("vote", "Abstimmung eröffnen")

    def count(self, *, no: int, abstentions: int, yes: int | None = None) -> None:
        """Enter the counts of the vote that runs; without `yes` all others are for it."""
        vote = self.part("vote")
        if yes is not None:
            vote.get_by_label("Ja", exact=True).fill(str(yes))
        vote.get_by_label("Nein", exact=True).fill(str(no))
        vote.get_by_label("Enthaltungen", exact=True).fill(str(abstentions))
        self.press("vote", "Ergebnis festhalten")

    def shows(self, title: str, result: str) -> None:
        """Expect the agenda to say what became of an item."""
        row = self.part("agenda").get_by_role("listitem").filter(has_text=title)
        expect(row.get_by_text(result, exact=True)).to_be_visible()


def take_attendance(cockpit: Cockpit) -> None:
    """Note three absent members, two deputies, and all others."""
    for name in ("Kwabena Asarequaye", "Ioannis Kalamartis"):
        cockpit.press("attendance", re.compile(f"^entschuldigt.*{name}"))
    expect(
        cockpit.part("attendance").get_by_role("listitem").filter(has_text="Nergis Altunkaya")
    ).to_contain_text("entschuldigt")
    cockpit.press("attendance", re.compile("Vertretung: Zeynep Akdoğu"))
    cockpit.press("attendance", re.compile("Vertretung: Abena Ofosuhene"))
    cockpit.press("attendance", "Alle Übrigen sind da")
    expect(cockpit.part("state")).to_contain_text("26 von 27")
    expect(cockpit.part("state")).to_contain_text("beschlussfähig")
    cockpit.open_details("more", "Vorsitz, Schriftführung")
    cockpit.part("more").get_by_label("Schriftführung").select_option(index=1)
    cockpit.part("more").get_by_label("Mitunterzeichnung").select_option(label="Rui Almeirim")
    cockpit.press("more", "Benennen")


def vote_in_every_way(cockpit: Cockpit) -> None:
    """Vote openly, by roll call, secretly and en bloc; one member is biased once."""
    page = cockpit.page
    cockpit.call("Sprechstunden in den Stadtbezirken")
    cockpit.open_vote("offen")
    cockpit.count(no=2, abstentions=3)
    cockpit.shows("Sprechstunden in den Stadtbezirken", "beschlossen")

    cockpit.call("Wegweiser in acht Sprachen")
    cockpit.open_vote("namentlich")
    expect(page.locator("[data-call] button").first).to_be_focused()
    for choice in "j" * 20 + "n" * 4 + "e" * 2:
        page.keyboard.press(choice)
    expect(cockpit.part("vote").locator("[data-count=missing]")).to_have_text("0")
    expect(cockpit.part("vote").locator("[data-count=yes]")).to_have_text("20")
    page.wait_for_load_state("networkidle")
    cockpit.press("vote", "Abstimmung schließen")
    cockpit.shows("Wegweiser in acht Sprachen", "beschlossen")

    cockpit.call("Deutschkurse mit Kinderbetreuung")
    cockpit.open_vote("geheim")
    cockpit.count(yes=12, no=14, abstentions=0)
    cockpit.shows("Deutschkurse mit Kinderbetreuung", "abgelehnt")

    cockpit.call("Bericht aus dem Landesintegrationsrat")
    cockpit.open_details("item", "Befangenheit")
    cockpit.part("item").get_by_label("Wer erklärt sich für befangen?").select_option(
        label="Fatima Benhaddou"
    )
    cockpit.part("item").get_by_label(re.compile("^Grund")).fill(REASON)
    cockpit.press("item", "Befangenheit eintragen")
    cockpit.open_vote("offen")
    expect(cockpit.part("vote")).to_contain_text("25 stimmberechtigt")
    cockpit.count(no=0, abstentions=0)
    cockpit.shows("Bericht aus dem Landesintegrationsrat", "einstimmig beschlossen")

    cockpit.call("Feststellung der Tagesordnung")
    cockpit.open_vote("offen", "Einladung zur Einbürgerungsfeier")
    cockpit.count(no=0, abstentions=1)
    for title in ("Feststellung der Tagesordnung", "Einladung zur Einbürgerungsfeier"):
        cockpit.shows(title, "einstimmig beschlossen")

    cockpit.call("Wartezeiten bei der Einbürgerung")
    cockpit.press("item", "vertagt")
    cockpit.shows("Wartezeiten bei der Einbürgerung", "vertagt")


def elect(cockpit: Cockpit) -> None:
    """Elect somebody in a run-off."""
    cockpit.call("Benennung eines Mitglieds zur Mitunterzeichnung")
    cockpit.open_details("election", "Wahl eröffnen")
    election = cockpit.part("election")
    election.get_by_label("Amt").fill("Mitunterzeichnung")
    for name in ("Rui Almeirim", "Fatima Benhaddou", "Cem Örnekay"):
        election.get_by_role("checkbox", name=name).check()
    cockpit.press("election", "Wahl eröffnen")
    for counts in (
        {"Rui Almeirim": 10, "Fatima Benhaddou": 9, "Cem Örnekay": 7},
        {"Rui Almeirim": 14, "Fatima Benhaddou": 12},
    ):
        for name, votes in counts.items():
            election.get_by_label(name, exact=True).and_(
                cockpit.page.locator("[inputmode=numeric]")
            ).fill(str(votes))
        cockpit.press("election", "Wahlgang festhalten")
    expect(election).to_contain_text("gewählt: Rui Almeirim")


def add_urgent(cockpit: Cockpit) -> None:
    """Take an urgent item in by vote."""
    cockpit.open_details("more", "Dringlicher Punkt")
    more = cockpit.part("more")
    more.get_by_label("Titel").fill("Hilfe nach dem Wasserschaden")
    more.get_by_label("Warum duldet er keinen Aufschub?").fill("Die Unterkunft ist unbewohnbar.")
    more.locator("#urgent_yes").fill("26")
    more.locator("#urgent_no").fill("0")
    more.locator("#urgent_abstentions").fill("0")
    cockpit.press("more", "Abstimmung über die Aufnahme festhalten")
    expect(cockpit.part("agenda")).to_contain_text("Hilfe nach dem Wasserschaden")


def publish(page: Page, key: str) -> None:
    """Generate the minutes, record the signatures on paper, and publish."""
    page.goto(f"/office/sitzungen/{key}/niederschrift/")
    for name in ("Niederschrift erzeugen", "Zur Unterschrift geben"):
        with page.expect_navigation():
            page.get_by_role("button", name=name).click()
    today = dt.datetime.now(BERLIN).date().isoformat()
    fields = page.get_by_label(re.compile("Auf Papier unterschrieben am"))
    for _signature in range(fields.count()):
        fields.first.fill(today)
        with page.expect_navigation():
            page.get_by_role("button", name="Eintragen").first.click()
    with page.expect_navigation():
        page.get_by_role("button", name="Öffentliche Fassung veröffentlichen").click()


def pdf_text(context: BrowserContext, path: str) -> str:
    """Return the text of a PDF of the site."""
    answer = context.request.get(path)
    assert answer.ok, path
    pages = PdfReader(io.BytesIO(answer.body())).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_from_the_agenda_to_published_minutes(
    browser: Browser, site: Live, office: BrowserContext, mails: MailServer
) -> None:
    page = office.new_page()
    fill_the_vacant_seat(page)
    key = plan(page)
    build_agenda(page, key)
    invite(page, key)
    invited = wait_for_mail(page, mails, address("Nergis Altunkaya"))
    assert "Sprechstunden in den Stadtbezirken" in invited
    decline(browser, site, invited)
    asked = wait_for_mail(page, mails, address("Zeynep Akdogu"), 2)
    assert "Nergis Altunkaya" in asked
    assert all(SECRET not in str(mail) for mail in mails.mails)

    cockpit = Cockpit(page, key)
    page.get_by_role("button", name="Sitzung eröffnen").click()
    take_attendance(cockpit)
    vote_in_every_way(cockpit)
    elect(cockpit)
    add_urgent(cockpit)

    visitor = browser.new_context(base_url=site.url, locale="de-DE")
    public = visitor.new_page()
    cockpit.call(SECRET)
    cockpit.open_vote("offen")
    public.goto(f"/de/sitzungen/{key}/live/")
    expect(public.get_by_role("main")).to_contain_text("nichtöffentlich", ignore_case=True)
    assert SECRET not in public.content()
    cockpit.count(no=0, abstentions=0)
    cockpit.open_details("more", "Ende der Sitzung")
    cockpit.press("more", "Sitzung schließen")

    publish(page, key)
    for path in ("", "niederschrift/", "live/"):
        public.goto(f"/de/sitzungen/{key}/{path}")
        assert "Sprechstunden in den Stadtbezirken" in public.content() or path == "live/"
        assert SECRET not in public.content()
        assert REASON not in public.content()
    shown = pdf_text(visitor, f"/de/sitzungen/{key}/niederschrift.pdf")
    assert "Hilfe nach dem Wasserschaden" in shown
    assert SECRET not in shown
    assert REASON not in shown
    assert SECRET in pdf_text(office, f"/office/sitzungen/{key}/niederschrift/voll.pdf")
    visitor.close()
