"""A small council in files that uses every key of the format once."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image

from tests.factories.papers import pdf

COUNCIL = """\
body:
  id: musterstadt
  name: Stadt Musterstadt
  short_name: Musterstadt
  motto: Gemeinsam in Vielfalt
  ags: "05999000"
  website: https://www.example.org
  accent: green
  is_demo: true
terms:
  - id: "2014-2020"
    name: 2014–2020
    council_name: Integrationsrat der Stadt Musterstadt
    council_short_name: Integrationsrat
    legal_basis: § 27 GO NRW
    about: |
      Der Rat & seine Aufgabe.

      Ein zweiter Absatz
      über zwei Zeilen.
    seats_elected: 2
    seats_appointed: 1
    start_date: 2014-06-01
    end_date: 2020-10-31
    rules:
      notice_days: 9
      notice_full_days: false
      urgent_notice_hours: 24
      item_deadline_days: 14
      reminder_days: 2
      support_deadline_days: 7
      quorum_base: filled
      roll_call_request: 1
      secret_request: 2
      device_votes: none
      election_ballots: 3
      election_no_votes_valid: false
      question_time_minutes: 20
      speaking_minutes: 3
      needs_co_signer: false
      deputies_are_personal: false
      non_public_categories: |
        Personalangelegenheiten
        Vergaben
      keep_support_days: 7
      keep_answers_months: 12
      keep_device_votes_days: 10
      keep_attendance_years: 6
      rates:
        - valid_from: 2014-06-01
          amount: 22
        - valid_from: 2018-01-01
          amount: 24.5
        - organization_type: working_group
          valid_from: 2014-06-01
          amount: 20
          sessions_a_year: 6
    frame:
      - id: regularien
        title: Regularien
        items:
          - id: niederschrift
            kind: item
            title: Letzte Niederschrift
      - id: vertraulich
        title: Vertrauliches
        public: false
"""
LOCATIONS = """\
locations:
  - id: rathaus
    description: Rathaus
    street_address: Marktplatz 1
    room: "12"
    postal_code: 99999
    locality: Musterstadt
    sub_locality: Mitte
    latitude: 51.5136
    longitude: 7.4653
    directions: |
      Mit der U-Bahn
      bis Markt.
    is_accessible: true
    accessibility_note: Aufzug im Hof.
"""
ORGANIZATIONS = """\
organizations:
  - id: rat
    organization_type: plenary
    term: "2014-2020"
    name: Integrationsrat
    short_name: IR
    summary: Der Rat.
    description: <p>Mit <strong>Text</strong>.</p>
    position: 1
    location: rathaus
    phone: "0231 1"
    fax: "0231 2"
    email: rat@example.org
    website: https://rat.example.org
    opening_hours: Mo 8–12 Uhr
    start_date: 2014-06-01
    end_date: 2020-10-31
  - id: vorstand
    organization_type: executive_board
    name: Vorstand
    parent: rat
  - id: liste
    organization_type: electoral_list
    name: Liste der Vielfalt
    is_single_candidate: true
    invented: true
    tone: 3
  - id: verein
    organization_type: external_body
    name: Verein
    is_partner: true
"""
PERSONS = """\
persons:
  - id: anna
    given_name: Anna
    family_name: Beispiel
    title: Dr.
    about: Spricht viel.
    languages: [de, tr]
    email: anna@example.org
    email_public: true
    phone: 0231 3
    phone_public: true
    invented: true
    memberships:
      - id: anna-rat
        organization: rat
        role: chair
        kind: elected
        voting_right: true
        on_behalf_of: liste
        start_date: 2014-09-02
        end_date: 2020-10-31
  - id: bela
    family_name: Muster
    memberships:
      - id: bela-rat
        organization: rat
        kind: deputy
        role: deputy
        deputy_for: anna-rat
        start_date: 2014-09-02
        end_date: 2020-10-31
"""
PLANS = """\
plans:
  - id: masterplan
    kind: concept
    title: Masterplan
    summary: Kurz.
    description: Lang.
    start_year: 2005
    position: 1
    fields_of_action:
      - id: sprache
        title: Sprache
        description: Deutsch lernen.
      - id: arbeit
        title: Arbeit
"""
GOALS = """\
goals:
  - id: wahlrecht
    term: "2014-2020"
    kind: goal
    title: Wahlrecht
    summary: Wählen dürfen.
    description: Für alle.
    position: 1
    fields_of_action: [sprache, arbeit]
    meetings: [sitzung-1]
    agenda_items: [sitzung-1/antrag-a]
    organizations:
      - organization: verein
      - organization: rat
        relation: body
"""
MEETING = """\
id: sitzung-1
term: "2014-2020"
organization: rat
number: 1
name: 1. Sitzung
state: held
start_at: 2014-09-02T16:00
end_at: 2014-09-02T18:30
location: rathaus
room: Saal
note: Bitte kommen.
support_email: hilfe@example.org
support_phone: 0231 4
invented: true
agenda:
  - id: regularien
    title: Regularien
    items:
      - id: niederschrift
        title: Niederschrift
  - id: antraege
    title: Anträge
    items:
      - id: antrag-a
        title: Antrag A
        text: Worum es geht.
        consultation: antrag-a-rat
        papers: [antrag-a]
        result: adopted
        resolution_text: Beschlossen.
  - id: vertraulich
    title: Vertrauliches
    public: false
"""
PAPER = """\
id: antrag-a
term: "2014-2020"
paper_type: motion
state: submitted
reference: 12-14
title: Antrag A
summary: Kurz gesagt.
text: Der Rat möge beschließen.
date: 2014-08-20
under_direction_of: verein
invented: true
originators:
  - person: anna
  - organization: liste
    is_co_signer: true
    state: asked
consultations:
  - id: antrag-a-rat
    organization: rat
    role: recommendation
    planned_date: 2014-09-02
  - id: antrag-a-zweite
    organization: rat
versions:
  - number: 1
    date: 2014-08-20
    title: Antrag A
    text: Der Rat soll beschließen.
  - number: 2
    date: 2014-08-25
    title: Antrag A
    text: Der Rat möge beschließen.
    reason: Wortlaut verbessert
files:
  - id: antrag-a-anlage
    role: annex
    name: Anlage zum Antrag
    language: de
    file: anlage.pdf
    public: false
"""
DRAFT = """\
id: entwurf
term: "2014-2020"
paper_type: amendment
title: Ein Entwurf
public: false
handed_in_at: 2014-08-30T10:00
amends: antrag-a
"""
ARTICLE = """\
id: meldung
kind: news
title: Eine Meldung
summary: Kurz.
text: |
  <h2>Überschrift</h2>
  <p>Mit <a href="https://www.example.org">Verweis</a>.</p>
state: published
publish_at: 2015-01-02T10:00
image: fest
video_description: Was zu sehen ist.
goals: [wahlrecht]
invented: true
"""
IMPRINT = """\
id: impressum
kind: page
duty: imprint
title: Impressum
text: Verantwortlich ist der Rat.
state: published
publish_at: 2014-09-01T00:00
"""
IMAGES = """\
images:
  - id: fest
    file: fest.png
    alt: Menschen an einem Tisch
    caption: Das Fest
    credit: Eigenes Bild
"""
TURKISH = """\
language: tr
state: draft
texts:
  body:
    musterstadt:
      name: Musterstadt Belediyesi
  goals:
    wahlrecht:
      title: Seçim hakkı
      description: |
        Herkes için.

        İkinci paragraf.
      summary: {text: Seçebilmek., state: checked, by: Ayşe, at: 2015-01-01T10:00+01:00}
  frame:
    2014-2020/regularien:
      title: Usul
  agenda_items:
    sitzung-1/antrag-a:
      title: {text: A önergesi, state: machine, of: 0123456789abcdef}
"""
FILES = {
    "council.yaml": COUNCIL,
    "locations.yaml": LOCATIONS,
    "organizations.yaml": ORGANIZATIONS,
    "persons.yaml": PERSONS,
    "plans.yaml": PLANS,
    "goals.yaml": GOALS,
    "papers/antrag-a.yaml": PAPER,
    "papers/entwurf.yaml": DRAFT,
    "meetings/2014-09-02.yaml": MEETING,
    "articles/meldung.yaml": ARTICLE,
    "articles/impressum.yaml": IMPRINT,
    "images.yaml": IMAGES,
    "translations/tr.yaml": TURKISH,
    "README.md": "Ein Muster.\n",
}


def picture(width: int = 40, colour: str = "teal", kind: str = "PNG") -> bytes:
    """Return a picture of one colour."""
    target = BytesIO()
    Image.new("RGB", (width, 30), colour).save(target, kind)
    return target.getvalue()


class Directory:
    """A data directory in a temporary folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, name: str, content: str | bytes) -> None:
        """Write a file."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            path.write_text(content, "utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        """Replace a text that stands in a file once."""
        text = (self.root / name).read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        (self.root / name).write_text(text.replace(old, new), "utf-8")

    def remove(self, name: str) -> None:
        """Delete a file."""
        (self.root / name).unlink()

    def line(self, name: str, text: str) -> int:
        """Return the number of the first line that holds `text`."""
        lines = (self.root / name).read_text("utf-8").split("\n")
        return next(number for number, line in enumerate(lines, 1) if text in line)


def put_all(root: Path) -> Directory:
    """Write the sample council to `root`."""
    directory = Directory(root)
    for name, text in FILES.items():
        directory.put(name, text)
    directory.put("images/fest.png", picture())
    directory.put("videos/gebaerden.webm", WEBM)
    directory.put("files/anlage.pdf", ANNEX)
    directory.change(
        "articles/meldung.yaml", "video_description", "video: gebaerden.webm\nvideo_description"
    )
    return directory


ANNEX = pdf("Die Anlage")
WEBM = b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm" + bytes(80)
