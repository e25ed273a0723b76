from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation
from PIL import Image
from pytest_django import Settings

from mitsprache.audit.models import Entry
from mitsprache.council.models import Body, LegislativeTerm, Organization
from mitsprache.exchange.format.council import Rules
from mitsprache.exchange.load import LoadFailed, load_directory
from tests.exchange.conftest import ACTOR, Faults, Load
from tests.exchange.files import COUNCIL, LOCATIONS, PERSONS, Directory, picture

ORGANIZATIONS = "organizations.yaml"
LIST_KEYS = (
    "id, organization_type, term, name, short_name, summary, description, is_single_candidate,"
    " is_partner, invented, parent, position, tone, location, phone, fax, email, website,"
    " opening_hours, start_date, end_date"
)
TYPES = (
    "plenary, executive_board, office, working_group, committee, district_council, city_council,"
    " electoral_list, parliamentary_group, administration, external_body"
)

# File, what stands there, what is put there, the line that must be named, the rest of the sentence.
VALUES = [
    pytest.param(
        ORGANIZATIONS,
        "    start_date: 2014-06-01",
        "    start_date: 2014-13-01",
        "„start_date“: „2014-13-01“ ist kein Datum. Erwartet: JJJJ-MM-TT.",
        id="no date",
    ),
    pytest.param(
        ORGANIZATIONS,
        "    start_date: 2014-06-01",
        "    start_date: 2014-6-1",
        "„start_date“: „2014-6-1“ ist kein Datum. Erwartet: JJJJ-MM-TT.",
        id="short date",
    ),
    pytest.param(
        ORGANIZATIONS,
        "    start_date: 2014-06-01\n    end_date: 2020-10-31",
        "    start_date: 2014-06-01\n    end_date: 2010-10-31",
        "„end_date“: Das Ende „2010-10-31“ liegt vor dem Beginn „2014-06-01“."
        " Erwartet: ein Ende nach dem Beginn.",
        id="end before start",
    ),
    pytest.param(
        ORGANIZATIONS,
        "short_name: IR",
        "shortname: IR",
        "„shortname“: Diesen Schlüssel gibt es hier nicht. Meinten Sie „short_name“?"
        f" Erwartet: {LIST_KEYS}.",
        id="unknown key",
    ),
    pytest.param(
        ORGANIZATIONS,
        "name: Vorstand",
        "name:",
        "„name“: Hier steht nichts. Erwartet: eine Angabe.",
        id="empty",
    ),
    pytest.param(
        ORGANIZATIONS,
        "name: Vorstand",
        "name: [a, b]",
        "„name“: Hier steht eine Liste. Erwartet: Text.",
        id="list for text",
    ),
    pytest.param(
        ORGANIZATIONS,
        "name: Vorstand",
        "name: {a: b}",
        "„name“: Hier steht eine Gruppe von Schlüsseln. Erwartet: Text.",
        id="mapping for text",
    ),
    pytest.param(
        ORGANIZATIONS,
        "name: Vorstand",
        "name: true",
        "„name“: „true“ liest YAML als Zahl oder als Wahrheitswert."
        ' Erwartet: Text in Anführungszeichen: "true".',
        id="flag for text",
    ),
    pytest.param(
        ORGANIZATIONS,
        "name: Vorstand",
        "name: 1.10",
        "„name“: „1.10“ liest YAML als Zahl oder als Wahrheitswert."
        ' Erwartet: Text in Anführungszeichen: "1.10".',
        id="fraction for text",
    ),
    pytest.param(
        ORGANIZATIONS,
        'phone: "0231 1"',
        "phone: 02311",
        "„phone“: „02311“ liest YAML als Zahl oder als Wahrheitswert."
        ' Erwartet: Text in Anführungszeichen: "02311".',
        id="number with zero for text",
    ),
    pytest.param(
        ORGANIZATIONS,
        "name: Vorstand",
        "name: " + 251 * "x",
        f"„name“: Der Text „{59 * 'x'}…“ hat 251 Zeichen. Erwartet: höchstens 250 Zeichen.",
        id="too long a line",
    ),
    pytest.param(
        ORGANIZATIONS,
        "name: Vorstand",
        "name: |\n      a\n      b",
        "„name“: „a b“ hat mehrere Zeilen. Erwartet: eine Zeile.",
        id="two lines for one",
    ),
    pytest.param(
        ORGANIZATIONS,
        "organization_type: plenary",
        "organization_type: plenery",
        f"„organization_type“: „plenery“ gibt es hier nicht. Meinten Sie „plenary“? Erwartet: {TYPES}.",
        id="unknown choice",
    ),
    pytest.param(
        ORGANIZATIONS,
        "tone: 3",
        "tone: 13",
        "„tone“: „13“ liegt außerhalb des Erlaubten. Erwartet: 1 bis 12.",
        id="number out of range",
    ),
    pytest.param(
        ORGANIZATIONS,
        "tone: 3",
        'tone: "3"',
        "„tone“: „3“ ist keine ganze Zahl. Erwartet: eine ganze Zahl ohne Anführungszeichen.",
        id="text for number",
    ),
    pytest.param(
        ORGANIZATIONS,
        "is_partner: true",
        "is_partner: yes",
        "„is_partner“: „yes“ ist kein Wahrheitswert. Erwartet: true oder false.",
        id="text for flag",
    ),
    pytest.param(
        ORGANIZATIONS,
        "website: https://rat.example.org",
        "website: rat.example.org",
        "„website“: „rat.example.org“ ist keine Webadresse."
        " Erwartet: eine Adresse, die mit https:// beginnt.",
        id="no web address",
    ),
    pytest.param(
        ORGANIZATIONS,
        "email: rat@example.org",
        "email: rat@",
        "„email“: „rat@“ ist keine E-Mail-Adresse. Erwartet: eine Adresse wie name@example.org.",
        id="no mail address",
    ),
    pytest.param(
        ORGANIZATIONS,
        "id: vorstand",
        "id: Vor stand",
        "„id“: „Vor stand“ ist keine Kennung."
        " Erwartet: Kleinbuchstaben a–z, Ziffern und einzelne Bindestriche dazwischen.",
        id="no id",
    ),
    pytest.param(
        ORGANIZATIONS,
        "id: vorstand",
        "id: neu",
        "„id“: „neu“ kann keine Kennung sein; das Wort ist vergeben. Erwartet: ein anderes Wort.",
        id="reserved id",
    ),
    pytest.param(
        ORGANIZATIONS,
        "id: vorstand",
        "id: liste",
        "„id“: Die Kennung „liste“ gibt es schon: organizations.yaml, Zeile 18."
        " Erwartet: jede Kennung nur einmal.",
        id="id twice",
    ),
    pytest.param(
        ORGANIZATIONS,
        "parent: rat",
        "parent: ratt",
        "„parent“: „ratt“ gibt es unter organizations nicht. Meinten Sie „rat“?"
        " Erwartet: eine Kennung aus organizations.yaml.",
        id="reference to nothing",
    ),
    pytest.param(
        ORGANIZATIONS,
        "parent: rat",
        "parent: vorstand",
        "„parent“: Das führt im Kreis: vorstand → vorstand."
        " Erwartet: ein Verweis, der nicht zurückführt.",
        id="refers to itself",
    ),
    pytest.param(
        "locations.yaml",
        "latitude: 51.5136",
        "latitude: 151",
        "„latitude“: „151“ liegt außerhalb des Erlaubten. Erwartet: -90 bis 90.",
        id="beyond the pole",
    ),
    pytest.param(
        "locations.yaml",
        "latitude: 51.5136",
        'latitude: "51,5"',
        "„latitude“: „51,5“ ist keine Zahl. Erwartet: eine Zahl wie 51.511.",
        id="no number",
    ),
    pytest.param(
        "persons.yaml",
        "languages: [de, tr]",
        "languages: de, tr",
        "„languages“: Hier steht „de, tr“. Erwartet: eine Liste, jede Zeile mit „- “.",
        id="text for list",
    ),
    pytest.param(
        "persons.yaml",
        "languages: [de, tr]",
        "languages: [Deutsch]",
        "„languages“: „Deutsch“ ist kein Sprachkürzel. Erwartet: Kürzel wie de, tr, ar.",
        id="no language tag",
    ),
    pytest.param(
        "persons.yaml",
        "languages: [de, tr]",
        "languages: [de, de]",
        "„languages“: „de“ steht zweimal in der Liste. Erwartet: jeder Eintrag nur einmal.",
        id="language twice",
    ),
    pytest.param(
        "persons.yaml",
        "deputy_for: anna-rat",
        "deputy_for: bela-rat",
        "„deputy_for“: Das führt im Kreis: bela-rat → bela-rat."
        " Erwartet: ein Verweis, der nicht zurückführt.",
        id="deputy for oneself",
    ),
    pytest.param(
        "meetings/2014-09-02.yaml",
        "start_at: 2014-09-02T16:00",
        "start_at: 2014-09-02",
        "„start_at“: „2014-09-02“ ist kein Zeitpunkt. Erwartet: JJJJ-MM-TTThh:mm.",
        id="no moment",
    ),
    pytest.param(
        "meetings/2014-09-02.yaml",
        "start_at: 2014-09-02T16:00",
        "start_at: 2014-09-02T25:00",
        "„start_at“: „2014-09-02T25:00“ ist kein Zeitpunkt. Erwartet: JJJJ-MM-TTThh:mm.",
        id="no hour",
    ),
    pytest.param(
        "meetings/2014-09-02.yaml",
        "end_at: 2014-09-02T18:30",
        "end_at: 2014-09-02T15:30",
        "„end_at“: Das Ende „2014-09-02 15:30“ liegt vor dem Beginn „2014-09-02 16:00“."
        " Erwartet: ein Ende nach dem Beginn.",
        id="session ends before it starts",
    ),
    pytest.param(
        "goals.yaml",
        "[sprache, arbeit]",
        "[sprache, sprache]",
        "„fields_of_action“: „sprache“ steht zweimal in der Liste. Erwartet: jeder Eintrag nur einmal.",
        id="reference twice",
    ),
    pytest.param(
        "goals.yaml",
        "[sprache, arbeit]",
        "sprache",
        "„fields_of_action“: Hier steht „sprache“. Erwartet: eine Liste, jede Zeile mit „- “.",
        id="one reference for a list",
    ),
    pytest.param(
        "goals.yaml",
        "      - organization: rat\n        relation: body\n",
        "      - organization: verein\n        relation: partner\n",
        "„organization“: Diese Organisation steht bei dem Ziel schon: goals.yaml, Zeile 13."
        " Erwartet: jeder Eintrag nur einmal.",
        id="organization twice at a goal",
    ),
    pytest.param(
        "goals.yaml",
        "sitzung-1/antrag-a",
        "sitzung-1/antrag-b",
        "„agenda_items“: „sitzung-1/antrag-b“ gibt es unter agenda_items nicht."
        " Meinten Sie „sitzung-1/antrag-a“?"
        " Erwartet: Kennung der Sitzung, Schrägstrich, Kennung des Punktes.",
        id="no such agenda item",
    ),
    pytest.param(
        "images.yaml",
        "file: fest.png",
        "file: ../council.yaml",
        "„file“: „../council.yaml“ ist kein Dateiname."
        " Erwartet: der Name einer Datei in images/, ohne Pfad.",
        id="path instead of a name",
    ),
    pytest.param(
        "persons.yaml",
        "about: Spricht viel.",
        "about: <p>a</p><script>alert(1)</script>",
        "„about“: „<script>“ ist im Text nicht erlaubt."
        " Erwartet: nur p, h2, h3, h4, ul, ol, li, a, strong, em, blockquote, br.",
        id="element that is not allowed",
    ),
    pytest.param(
        "persons.yaml",
        "about: Spricht viel.",
        "about: <p onclick='x()'>a</p>",
        '„about“: „onclick="x()"“ ist im Text nicht erlaubt.'
        " Erwartet: nur lang, dir und bei a: href, hreflang.",
        id="attribute that is not allowed",
    ),
    pytest.param(
        "persons.yaml",
        "about: Spricht viel.",
        "about: <p><a href='javascript:x()'>a</a></p>",
        "„about“: Der Verweis auf „javascript:x()“ ist nicht erlaubt."
        " Erwartet: eine Adresse mit https:, http:, mailto: oder tel:.",
        id="link that is not allowed",
    ),
    pytest.param(
        "persons.yaml",
        "about: Spricht viel.",
        "about: <p>a <strong>b</p>",
        "„about“: Der Text ist kein sauberes HTML; bei „</p>“ ginge etwas verloren."
        " Erwartet: zu jedem Element ein Ende; < und & als &lt; und &amp;.",
        id="element that is not closed",
    ),
    pytest.param(
        "council.yaml",
        "          amount: 24.5",
        "          amount: 24.555",
        "„amount“: „24.555“ hat mehr als zwei Nachkommastellen. Erwartet: ein Betrag in Euro wie"
        " 27.50.",
        id="part of a cent",
    ),
    pytest.param(
        "council.yaml",
        "          amount: 24.5",
        "          amount: -1",
        "„amount“: „-1“ liegt außerhalb des Erlaubten. Erwartet: 0 bis 99999.99.",
        id="amount below nothing",
    ),
    pytest.param(
        "council.yaml",
        "          amount: 24.5",
        "          amount: viel",
        "„amount“: „viel“ ist keine Zahl. Erwartet: eine Zahl wie 51.511.",
        id="amount in words",
    ),
    pytest.param(
        "council.yaml",
        "        - valid_from: 2018-01-01",
        "        - valid_from: 2014-06-01",
        "„valid_from“: Ab diesem Tag gilt schon ein anderer Betrag: council.yaml, Zeile 50. Erwartet: jeder"
        " Eintrag nur einmal.",
        id="two rates a day",
    ),
    pytest.param(
        "council.yaml",
        "      notice_days: 9",
        "      notice_day: 9",
        "„notice_day“: Diesen Schlüssel gibt es hier nicht. Meinten Sie „notice_days“?"
        f" Erwartet: {', '.join(Rules.model_fields)}.",
        id="unknown rule",
    ),
    pytest.param(
        "council.yaml",
        "      urgent_notice_hours: 24",
        "      urgent_notice_hours: 216",
        "„urgent_notice_hours“: „216“: Die Frist in dringenden Fällen ist kürzer als die"
        " Ladungsfrist: weniger als 216 Stunden.",
        id="urgent is not sooner",
    ),
    pytest.param(
        "translations/tr.yaml",
        "  body:",
        "  bodi:",
        "„bodi“: Diesen Schlüssel gibt es hier nicht. Meinten Sie „body“? Erwartet: body, terms,"
        " frame, locations, organizations, persons, papers, meetings, agenda_items, plans, fields_of_action,"
        " goals, images, articles.",
        id="unknown kind in translations",
    ),
    pytest.param(
        "translations/tr.yaml",
        "      description: |",
        "      descripton: |",
        "„descripton“: Diesen Schlüssel gibt es hier nicht. Meinten Sie „description“?"
        " Erwartet: title, summary, description.",
        id="unknown field in translations",
    ),
    pytest.param(
        "translations/tr.yaml",
        "    wahlrecht:",
        "    wahlrect:",
        "„wahlrect“: „wahlrect“ gibt es unter goals nicht. Meinten Sie „wahlrecht“?"
        " Erwartet: eine Kennung aus den anderen Dateien.",
        id="unknown record in translations",
    ),
    pytest.param(
        "translations/tr.yaml",
        "language: tr",
        "language: ar",
        "„language“: Die Sprache „ar“ passt nicht zum Namen der Datei."
        " Erwartet: translations/ar.yaml.",
        id="language and file differ",
    ),
    pytest.param(
        "translations/tr.yaml",
        "language: tr",
        "language: xx",
        "„language“: „xx“ gibt es hier nicht. Erwartet: de-simple, en, tr, ar.",
        id="unknown language",
    ),
    pytest.param(
        "translations/tr.yaml",
        "state: machine",
        "state: gut",
        "„state“: „gut“ gibt es hier nicht. Erwartet: draft, machine, checked.",
        id="unknown state",
    ),
    pytest.param(
        "translations/tr.yaml",
        "of: 0123456789abcdef",
        "of: xyz",
        "„of“: „xyz“ ist keine Prüfsumme eines Textes."
        " Erwartet: 16 Zeichen aus 0–9 und a–f, wie der Export sie schreibt.",
        id="no hash",
    ),
    pytest.param(
        "persons.yaml",
        "        kind: elected\n",
        "        kind: advisory\n",
        "„id“: „anna-rat“: Ein beratendes Mitglied hat kein Stimmrecht."
        " Ändern Sie die Art oder das Stimmrecht.",
        id="constraint of the model",
    ),
    pytest.param(
        "persons.yaml",
        "languages: [de, tr]",
        "languages: [de, qqq]",
        "„languages“: „de, qqq“: Diese Sprachkürzel sind nicht bekannt: qqq. Beispiel: de, tr.",
        id="rule of the app",
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "sentence"), VALUES)
def test_a_wrong_value_is_told_with_file_line_and_key(
    council: Directory, faults: Faults, file: str, old: str, new: str, sentence: str
) -> None:
    council.change(file, old, new)
    (problem,) = faults(council)
    assert str(problem) == f"{file}, Zeile {problem.line}, {sentence}"
    line = (council.root / file).read_text().split("\n")[problem.line - 1]
    assert f"{problem.key}:" in line
    assert not Body.objects.exists()
    assert not Entry.objects.exists()


SYNTAX = [
    pytest.param("\tname: Vorstand", "Die Zeile ist mit einem Tabulator eingerückt.", id="tab"),
    pytest.param("    name: Vorstand: der", "Ein Doppelpunkt steht an einer Stelle,", id="colon"),
    pytest.param("    name: 'Vorstand", "Ein Anführungszeichen ist nicht geschlossen,", id="quote"),
    pytest.param('    name: "a\\q"', "Ein Anführungszeichen ist nicht geschlossen,", id="escape"),
    pytest.param(
        '    name: "Vor"stand"', "Die Zeile passt nicht zu denen darüber.", id="two quotes"
    ),
    pytest.param(
        "    name: @Vorstand", "Mit diesem Zeichen kann kein Wert beginnen.", id="at sign"
    ),
    pytest.param("   name: Vorstand", "Die Zeile passt nicht zu denen darüber.", id="indentation"),
    pytest.param("    name: [Vorstand", "Eine Klammer ist nicht geschlossen,", id="bracket"),
    pytest.param(
        "    name: a\n    b\n    c: d", "Nach einem Schlüssel fehlt der Doppelpunkt.", id="no colon"
    ),
    pytest.param("    name: a\n    &y b: c", "„&y“ ist eine Marke (Anchor)", id="anchor at a key"),
    pytest.param("    name: &x Vorstand", "„&x“ ist eine Marke (Anchor)", id="anchor"),
    pytest.param("    name: *x", "„*x“ ist ein Verweis (Alias)", id="alias"),
    pytest.param(
        "    name: !!python/name:os.system x", "„!!python/name:os.system“ ist eine", id="tag"
    ),
    pytest.param("    name: !own x", "„!own“ ist eine Typangabe (Tag)", id="own tag"),
    pytest.param(
        "    name: a\n    name: b", "Der Schlüssel steht hier zum zweiten Mal", id="key twice"
    ),
    pytest.param(
        "    ? [a]\n    : b", "Eine Liste oder Gruppe kann kein Schlüssel sein.", id="odd key"
    ),
    pytest.param(
        "    name: a\n---\nb: c", "Hier beginnt ein zweites Dokument.", id="two documents"
    ),
    pytest.param("    name: " + "[" * 130, "Hier ist zu tief geschachtelt.", id="nested"),
]


@pytest.mark.parametrize(("text", "sentence"), SYNTAX)
def test_broken_yaml_is_one_problem_at_its_line(
    council: Directory, faults: Faults, text: str, sentence: str
) -> None:
    council.change(ORGANIZATIONS, "    name: Vorstand", text)
    first = council.line(ORGANIZATIONS, text.split("\n", maxsplit=1)[0])
    (problem,) = faults(council)
    assert problem.file == ORGANIZATIONS
    assert first <= problem.line <= first + 2
    assert sentence in problem.message


def test_aliases_are_never_unfolded(council: Directory, faults: Faults) -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
    for one, before in zip("bcdefghi", "abcdefgh", strict=True):
        lines.append(f"{one}: &{one} [{', '.join([f'*{before}'] * 10)}]")
    council.put("goals.yaml", "\n".join(lines))
    problems = faults(council)
    assert {problem.file for problem in problems} == {"goals.yaml"}
    assert len(problems) == 9 + 8


def test_a_file_full_of_faults_is_cut_off(council: Directory, faults: Faults) -> None:
    council.put("goals.yaml", "goals:\n" + "- *a\n" * 5000)
    assert len(faults(council)) == 100


def test_thousands_of_open_brackets_are_harmless(council: Directory, faults: Faults) -> None:
    council.put("goals.yaml", "goals: " + "[" * 100_000)
    (problem,) = faults(council)
    assert problem.message == "Hier ist zu tief geschachtelt."


def test_a_text_of_a_megabyte_is_refused(council: Directory, faults: Faults) -> None:
    council.change("persons.yaml", "about: Spricht viel.", f"about: {1_048_576 * 'x'}")
    (problem,) = faults(council)
    assert problem.message.endswith("hat 1048576 Zeichen.")
    assert (problem.line, problem.expected) == (6, "höchstens 200000 Zeichen")


def test_a_text_that_grows_too_long_as_html_is_refused(council: Directory, faults: Faults) -> None:
    council.change("persons.yaml", "about: Spricht viel.", f"about: x{50_000 * '&'}")
    (problem,) = faults(council)
    assert problem.expected == "höchstens 200000 Zeichen"


def test_no_near_name_is_searched_for_endlessly(council: Directory, faults: Faults) -> None:
    council.change(ORGANIZATIONS, "organization_type: plenary", f"organization_type: p{1000 * 'l'}")
    (problem,) = faults(council)
    assert problem.message.endswith("l…“ gibt es hier nicht.")


def replaced(name: str, content: str | bytes) -> Callable[[Directory], None]:
    return lambda directory: directory.put(name, content)


def linked(name: str, to: str) -> Callable[[Directory], None]:
    def link(directory: Directory) -> None:
        path = directory.root / name
        if path.is_dir():
            shutil.rmtree(path)
        path.unlink(missing_ok=True)
        path.symlink_to(to)

    return link


def pipe(directory: Directory) -> None:
    directory.remove("goals.yaml")
    os.mkfifo(directory.root / "goals.yaml")


def folder(directory: Directory) -> None:
    directory.remove("goals.yaml")
    (directory.root / "goals.yaml").mkdir()


def bomb() -> bytes:
    target = BytesIO()
    Image.new("1", (20_000, 20_000)).save(target, "PNG")
    return target.getvalue()


NOT_UTF8 = "Hier steht etwas, das nicht UTF-8 ist; vielleicht ist es Windows-1252."
OUTSIDE = "Der symbolische Link führt aus dem Verzeichnis heraus oder ins Leere."
FILES = [
    pytest.param(
        replaced("locations.yaml", LOCATIONS.encode("utf-16")),
        "locations.yaml, Zeile 1: Die Datei ist kein Text in UTF-8, vielleicht ist es UTF-16.",
        id="utf-16",
    ),
    pytest.param(
        replaced("locations.yaml", LOCATIONS.encode("utf-16-le")),
        "locations.yaml, Zeile 1: Die Datei ist kein Text in UTF-8, vielleicht ist es UTF-16.",
        id="utf-16 without a mark",
    ),
    pytest.param(
        replaced("council.yaml", COUNCIL.replace("–", "-").encode("latin-1")),
        f"council.yaml, Zeile 15: {NOT_UTF8} Erwartet: eine Datei in UTF-8.",
        id="latin-1",
    ),
    pytest.param(
        replaced("council.yaml", COUNCIL.replace("Vielfalt", "Viel\x00falt")),
        "council.yaml, Zeile 5: Hier steht ein Steuerzeichen (U+0000). Erwartet: nur sichtbare Zeichen.",
        id="nul",
    ),
    pytest.param(
        replaced("council.yaml", COUNCIL.replace("Vielfalt", "Viel\x07falt")),
        "council.yaml, Zeile 5: Hier steht ein Steuerzeichen (U+0007). Erwartet: nur sichtbare Zeichen.",
        id="bell",
    ),
    pytest.param(
        replaced("plans.yaml", "#" * (10 * 1024 * 1024 + 1)),
        "plans.yaml: Die Datei ist zu groß. Erwartet: höchstens 10 MB.",
        id="huge",
    ),
    pytest.param(
        replaced("goals.yaml", ""),
        "goals.yaml, Zeile 1: Hier steht nichts.",
        id="empty file",
    ),
    pytest.param(
        replaced("goals.yaml", "*a"),
        "goals.yaml, Zeile 1: „*a“ ist ein Verweis (Alias)",
        id="alias as file",
    ),
    pytest.param(
        replaced("goals.yaml", "- a\n"),
        "goals.yaml, Zeile 1: Hier steht eine Liste.",
        id="list as file",
    ),
    pytest.param(
        replaced("goals.yaml", "goals: nein\n"),
        "goals.yaml, Zeile 1, „goals“: Hier steht „nein“. Erwartet: eine Liste,",
        id="text as list",
    ),
    pytest.param(
        replaced("goals.yaml", "goals:\n- nein\n"),
        "goals.yaml, Zeile 2, „goals“: Hier steht „nein“. Erwartet: eine Gruppe",
        id="text as record",
    ),
    pytest.param(
        replaced("meetings/x.yaml", "- a\n"),
        "meetings/x.yaml, Zeile 1: Hier steht eine Liste.",
        id="list as session",
    ),
    pytest.param(
        replaced("translations/en.yaml", "language: en\ntexts: []\n"),
        "translations/en.yaml, Zeile 2, „texts“: Hier steht eine Liste.",
        id="list as translations",
    ),
    pytest.param(
        lambda directory: directory.remove("council.yaml"),
        "council.yaml: Die Datei fehlt.",
        id="no council",
    ),
    pytest.param(
        replaced("council.yaml", "terms: []\n"),
        "council.yaml, Zeile 1, „body“: Diese Angabe fehlt. Erwartet: eine Zeile „body: …“.",
        id="no body",
    ),
    pytest.param(
        replaced("person.yaml", ""),
        "person.yaml: Eine Datei dieses Namens gehört nicht hierher. Meinten Sie „persons.yaml“?",
        id="other name",
    ),
    pytest.param(
        replaced("meetings/x.yml", ""),
        "meetings/x.yml: Der Name endet nicht auf .yaml. Erwartet: Dateien wie kennung.yaml.",
        id="other ending",
    ),
    pytest.param(
        replaced("meetings/inner/x.yaml", ""),
        "meetings/inner: Der Name endet nicht auf .yaml.",
        id="folder in folder",
    ),
    pytest.param(pipe, "goals.yaml: Das ist keine gewöhnliche Datei.", id="pipe"),
    pytest.param(folder, "goals.yaml: Das ist keine gewöhnliche Datei.", id="folder as file"),
    pytest.param(linked("goals.yaml", "/etc/hostname"), f"goals.yaml: {OUTSIDE}", id="link out"),
    pytest.param(linked("goals.yaml", "goals.yaml"), f"goals.yaml: {OUTSIDE}", id="link to itself"),
    pytest.param(linked("goals.yaml", "none"), f"goals.yaml: {OUTSIDE}", id="link to nothing"),
    pytest.param(linked("meetings", "/etc"), f"meetings: {OUTSIDE}", id="folder linked out"),
    pytest.param(
        linked("images/fest.png", "/etc/hostname"),
        f"images/fest.png: {OUTSIDE}",
        id="picture linked out",
    ),
    pytest.param(
        lambda directory: directory.remove("images/fest.png"),
        "images.yaml, Zeile 3, „file“: Die Datei „images/fest.png“ gibt es nicht.",
        id="no picture there",
    ),
    pytest.param(
        replaced("images/fest.png", "hallo"),
        "images.yaml, Zeile 3, „file“: images/fest.png: Das ist kein Bild,",
        id="picture that is none",
    ),
    pytest.param(
        replaced("images/fest.png", picture(400)[:60]),
        "images.yaml, Zeile 3, „file“: images/fest.png: Das Bild ist beschädigt.",
        id="half a picture",
    ),
    pytest.param(
        replaced("images/fest.png", bomb()),
        "images.yaml, Zeile 3, „file“: images/fest.png: Das Bild hat zu viele Bildpunkte.",
        id="decompression bomb",
    ),
    pytest.param(
        replaced("videos/gebaerden.webm", b"hallo"),
        "articles/meldung.yaml, Zeile 11, „video“: videos/gebaerden.webm: Das ist kein Video,",
        id="video that is none",
    ),
]


@pytest.mark.parametrize(("spoil", "sentence"), FILES)
def test_a_wrong_file_is_told_and_nothing_is_written(
    council: Directory, faults: Faults, spoil: Callable[[Directory], None], sentence: str
) -> None:
    spoil(council)
    (problem,) = faults(council)
    assert str(problem).startswith(sentence)
    assert not Body.objects.exists()
    assert not list((council.root.parent / "media").glob("*/*"))


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("missing", "Das Verzeichnis „{}“ gibt es nicht."),
        ("council/goals.yaml", "„{}“ ist kein Verzeichnis."),
    ],
)
def test_a_directory_that_is_none(council: Directory, db: None, name: str, sentence: str) -> None:
    path = council.root.parent / name
    with pytest.raises(LoadFailed) as caught:
        load_directory(path, actor=ACTOR)
    assert str(caught.value) == sentence.format(path)


def test_a_directory_that_nobody_may_read(
    council: Directory, faults: Faults, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(path: Path) -> None:
        raise PermissionError(path)

    monkeypatch.setattr(Path, "iterdir", refused)
    (problem,) = faults(council)
    assert problem.message == f"Das Verzeichnis „{council.root}“ lässt sich nicht lesen."


def test_a_file_that_nobody_may_read(
    council: Directory, faults: Faults, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = Path.open

    def refused(path: Path, *args: str, **kwargs: Any) -> object:
        if path.name in {"locations.yaml", "fest.png"}:
            raise PermissionError(path)
        return opened(path, *args, **kwargs)

    monkeypatch.setattr(Path, "open", refused)
    assert [str(problem) for problem in faults(council)] == [
        "images.yaml, Zeile 3, „file“: Die Datei „images/fest.png“ lässt sich nicht öffnen.",
        "locations.yaml: Die Datei lässt sich nicht öffnen.",
    ]


def test_a_picture_beyond_the_limit(council: Directory, faults: Faults, settings: Settings) -> None:
    settings.UPLOAD_BYTES = 20
    (problem,) = [one for one in faults(council) if one.file == "images.yaml"]
    assert "Erlaubt sind höchstens 0 MB." in problem.message


def test_too_many_files(
    council: Directory, faults: Faults, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mitsprache.exchange.sources.MOST_FILES", 9)
    assert "Das Verzeichnis hat mehr als 9 Dateien." in [one.message for one in faults(council)]


def test_all_faults_of_all_files_come_at_once_in_order(council: Directory, faults: Faults) -> None:
    council.change(ORGANIZATIONS, "tone: 3", "tone: 99")
    council.change(ORGANIZATIONS, "parent: rat", "parent: nirgends")
    council.change("persons.yaml", "email: anna@example.org", "email: x")
    council.change("persons.yaml", "id: anna-rat\n", "id: anna-rat\n        rolle: x\n")
    council.change("goals.yaml", "[sprache, arbeit]", "[sprache, arbeiten]")
    council.change("locations.yaml", "latitude: 51.5136", "latitude: 151")
    council.put("images/fest.png", "x")
    council.put("articles/kaputt.yaml", "id: [")
    council.change("translations/tr.yaml", "    musterstadt:", "    musterstat:")
    council.change("articles/meldung.yaml", "kind: news\n", "kind: news\nduty: contact\n")
    assert [(one.file, one.line, one.key) for one in faults(council)] == [
        ("articles/kaputt.yaml", 1, ""),
        ("goals.yaml", 9, "fields_of_action"),
        ("images.yaml", 3, "file"),
        ("locations.yaml", 9, "latitude"),
        (ORGANIZATIONS, 21, "parent"),
        (ORGANIZATIONS, 27, "tone"),
        ("persons.yaml", 8, "email"),
        ("persons.yaml", 15, "rolle"),
        ("translations/tr.yaml", 5, "musterstat"),
    ]


def test_records_with_faults_are_still_known_to_others(council: Directory, faults: Faults) -> None:
    """A fault is told once, not again by everything that refers to the record."""
    council.change(ORGANIZATIONS, "    short_name: IR", "    short_name: [IR]")
    council.change("meetings/2014-09-02.yaml", "number: 1", "number: eins")
    council.change("plans.yaml", "kind: concept", "kind: x")
    assert [(one.file, one.key) for one in faults(council)] == [
        ("meetings/2014-09-02.yaml", "number"),
        (ORGANIZATIONS, "short_name"),
        ("plans.yaml", "kind"),
    ]


def test_a_file_that_cannot_be_read_hides_no_other_fault(
    council: Directory, faults: Faults
) -> None:
    council.put(ORGANIZATIONS, "organizations: [")
    council.change("goals.yaml", "meetings: [sitzung-1]", "meetings: [sitzung-9]")
    assert [(one.file, one.key) for one in faults(council)] == [
        ("goals.yaml", "meetings"),
        (ORGANIZATIONS, ""),
    ]


def test_circles_by_way_of_others_are_told_once(council: Directory, faults: Faults) -> None:
    council.change(ORGANIZATIONS, "parent: rat", "parent: liste")
    council.change(ORGANIZATIONS, "tone: 3", "parent: vorstand")
    (problem,) = faults(council)
    assert problem.message == "Das führt im Kreis: vorstand → liste → vorstand."


def test_a_circle_through_the_database(council: Directory, load: Load, faults: Faults) -> None:
    load(council)
    council.put(
        ORGANIZATIONS,
        "organizations:\n- id: rat\n  organization_type: plenary\n  name: R\n  parent: vorstand\n",
    )
    (problem,) = faults(council)
    assert problem.message == "Das führt im Kreis: rat → vorstand → rat."
    assert Organization.objects.get(key="rat").parent is None


def test_too_many_members_are_refused_by_the_councils_rules(
    council: Directory, faults: Faults
) -> None:
    more = "".join(
        f"  - id: p{number}\n    family_name: P\n    memberships:\n"
        f"      - {{id: m{number}, organization: rat, kind: elected, voting_right: true,"
        " start_date: 2014-09-02, end_date: 2020-10-31}\n"
        for number in range(2)
    )
    council.put("persons.yaml", PERSONS + more)
    (problem,) = faults(council)
    assert problem.file == "persons.yaml"
    assert "3 gewählte Mitglieder mit Stimmrecht" in problem.message


def test_fewer_seats_than_members_are_refused(
    council: Directory, load: Load, faults: Faults
) -> None:
    load(council)
    council.remove("persons.yaml")
    council.change("council.yaml", "seats_elected: 2", "seats_elected: 0")
    council.change("council.yaml", "seats_appointed: 1", "seats_appointed: 0")
    problems = faults(council)
    assert {(problem.file, problem.line) for problem in problems} == {("council.yaml", 11)}
    found = " ".join(problem.message for problem in problems)
    assert "0 gewählte Sitze" in found
    assert "„Geheime Abstimmung auf Verlangen von“: So viele Mitglieder gibt es nicht." in found


def test_what_was_odd_before_does_not_stand_in_the_way(council: Directory, load: Load) -> None:
    load(council)
    LegislativeTerm.objects.update(seats_elected=0, seats_appointed=0)
    council.change("council.yaml", "seats_elected: 2", "seats_elected: 0")
    council.change("council.yaml", "seats_appointed: 1", "seats_appointed: 0")
    council.change("goals.yaml", "title: Wahlrecht", "title: Das Wahlrecht")
    report = load(council)
    assert report.written == 1
    assert [warning.file for warning in report.warnings] == ["persons.yaml"]


def test_what_the_rules_find_odd_is_a_warning(council: Directory, load: Load) -> None:
    council.change("persons.yaml", "        voting_right: true\n", "")
    report = load(council)
    (warning,) = report.warnings
    assert (warning.file, warning.line, warning.key) == ("persons.yaml", 14, "id")
    assert "1 Hinweis:\n  persons.yaml, Zeile 14, „id“: " in str(report)


def test_files_that_nobody_names_are_a_warning(council: Directory, load: Load) -> None:
    council.put("images/uebrig.png", picture())
    council.put("videos/.keep", "")
    (warning,) = load(council).warnings
    assert (
        str(warning) == "images/uebrig.png: Diese Datei nennt kein Eintrag; sie wird nicht geladen."
    )


def test_another_body_is_refused(council: Directory, load: Load, faults: Faults) -> None:
    load(council)
    council.change("council.yaml", "id: musterstadt", "id: andere")
    council.remove("translations/tr.yaml")
    (problem,) = faults(council)
    assert problem.message == (
        "„andere“ ist nicht die Stadt oder Gemeinde, die in der Datenbank steht."
    )


def test_a_public_item_below_a_non_public_one(council: Directory, faults: Faults) -> None:
    name = "meetings/2014-09-02.yaml"
    items = "items:\n      - id: darin\n        title: Darin\n"
    council.change(name, "public: false", f"public: false\n    {items}")
    (problem,) = faults(council)
    assert str(problem) == (
        f"{name}, Zeile {council.line(name, 'id: darin')}, „public“: „true“:"
        " Der Punkt darüber („Vertrauliches“) ist nichtöffentlich, also kann dieser nicht"
        " öffentlich sein."
    )


def test_ids_of_session_and_item_must_fit_together(council: Directory, faults: Faults) -> None:
    council.change("meetings/2014-09-02.yaml", "id: vertraulich", f"id: {92 * 'x'}")
    (problem,) = faults(council)
    assert problem.message == "Die Kennungen von Sitzung und Punkt sind zusammen zu lang."
    assert problem.expected == "zusammen höchstens 98 Zeichen"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8"])
def test_a_mark_at_the_start_and_windows_line_ends_are_fine(
    council: Directory, load: Load, encoding: str
) -> None:
    load(council)
    council.put("council.yaml", COUNCIL.replace("\n", "\r\n").encode(encoding))
    assert load(council).written == 0


def test_hidden_files_are_left_alone(council: Directory, load: Load) -> None:
    council.put(".git/config", "x")
    council.put("meetings/.x.yaml.swp", "x")
    assert load(council).warnings == []


def test_links_within_the_directory_are_fine(council: Directory, load: Load) -> None:
    (council.root / "goals.yaml").rename(council.root / "articles" / ".goals")
    (council.root / "goals.yaml").symlink_to("articles/.goals")
    assert load(council).counts["goals"].created == 1


def test_messages_follow_the_language(council: Directory, faults: Faults) -> None:
    council.change(ORGANIZATIONS, "tone: 3", "tone: 99")
    with translation.override("de"):
        (german,) = faults(council)
    with translation.override("en"):
        (english,) = faults(council)
        text = str(english)
    assert "„99“ liegt außerhalb des Erlaubten." in german.message
    assert text.startswith("organizations.yaml, line 27, ")
    assert "„" not in text
