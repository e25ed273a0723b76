"""Papers in files: every value, what is refused, and PDFs that are checked like uploads."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.storage import default_storage
from pytest_django import DjangoCaptureOnCommitCallbacks

from mitsprache.meetings.models import AgendaItem
from mitsprache.papers.models import File, Paper
from tests.exchange.conftest import Faults, Load
from tests.exchange.files import ANNEX, Directory
from tests.factories.papers import hostile, pdf

MOTION = "papers/antrag-a.yaml"
DRAFT = "papers/entwurf.yaml"


def test_every_value_is_written(council: Directory, load: Load) -> None:
    load(council)
    paper = Paper.objects.get(key="antrag-a")
    assert (paper.reference, paper.number, paper.year) == ("12-14", 12, 2014)
    assert (paper.paper_type, paper.state, paper.public) == ("motion", "submitted", True)
    assert (paper.text, paper.date) == ("<p>Der Rat möge beschließen.</p>", dt.date(2014, 8, 20))
    assert [(str(one), one.is_co_signer, one.state) for one in paper.originators.all()] == [
        ("Dr. Anna Beispiel", False, "confirmed"),
        ("Liste der Vielfalt", True, "asked"),
    ]
    assert [(one.key, one.role) for one in paper.consultations.all()] == [
        ("antrag-a-rat", "recommendation"),
        ("antrag-a-zweite", "decision"),
    ]
    assert [(one.number, one.reason) for one in paper.versions.all()] == [
        (1, ""),
        (2, "Wortlaut verbessert"),
    ]
    file = paper.files.get()
    assert (file.role, file.pages, file.text, file.public) == ("annex", 1, "Die Anlage", False)
    assert (file.size, len(file.sha256)) == (len(ANNEX), 64)
    draft = Paper.objects.get(key="entwurf")
    assert (draft.state, draft.amends, draft.number) == ("draft", paper, None)
    assert draft.handed_in_at == dt.datetime(2014, 8, 30, 8, 0, tzinfo=dt.UTC)
    item = AgendaItem.objects.get(key="sitzung-1--antrag-a")
    assert item.consultation == paper.consultations.first()
    assert list(item.papers.all()) == [paper]


def test_another_pdf_replaces_the_file_and_the_old_one_goes(
    council: Directory,
    load: Load,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    load(council)
    old = File.objects.get().file.name
    council.put("files/anlage.pdf", pdf("Neu", "Zweite Seite"))
    with django_capture_on_commit_callbacks(execute=True):
        assert load(council).counts["files"].updated == 1
    file = File.objects.get()
    assert (file.pages, file.text) == (2, "Neu\nZweite Seite")
    assert not default_storage.exists(old)
    assert default_storage.exists(file.file.name)


@pytest.mark.parametrize("name", ["html", "open-javascript", "encrypted"])
def test_a_hostile_pdf_is_refused(council: Directory, faults: Faults, name: str) -> None:
    council.put("files/anlage.pdf", hostile()[name][0])
    (problem,) = faults(council)
    assert (problem.file, problem.key) == (MOTION, "file")
    assert "files/anlage.pdf: Die Datei" in problem.message or "keine PDF" in problem.message
    assert not File.objects.exists()


def test_a_missing_pdf_is_told(council: Directory, faults: Faults) -> None:
    council.change(MOTION, "anlage.pdf", "anlge.pdf")
    (problem,) = faults(council)
    assert problem.message == (
        "Die Datei „files/anlge.pdf“ gibt es nicht. Meinten Sie „anlage.pdf“?"
    )


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        (MOTION, "12-14", "12/2014", "sieht aus wie 11948-14"),
        (MOTION, "reference: 12-14\n", "", "jede andere Drucksache hat eine"),
        (MOTION, "state: submitted\n", "", "Ein Entwurf hat noch keine Drucksachennummer"),
        (DRAFT, "amends: antrag-a", "amends: entwurf", "Das führt im Kreis"),
        (MOTION, "number: 2", "number: 1", "Diese Fassung hat die Drucksache schon"),
        (MOTION, "organization: liste", "person: anna", "steht hier schon"),
        (
            MOTION,
            "  - person: anna\n",
            "  - state: declined\n",
            "eine Person oder eine Organisation",
        ),
        (
            MOTION,
            "    text: Der Rat möge beschließen.\n    reason",
            "    text: Etwas anderes.\n    reason",
            "stimmen nicht mit der letzten Fassung überein",
        ),
    ],
)
def test_what_makes_no_sense_is_told(
    council: Directory, faults: Faults, name: str, old: str, new: str, words: str
) -> None:
    council.change(name, old, new)
    problems = faults(council)
    assert any(words in problem.message for problem in problems), problems
    assert not Paper.objects.exists()


def test_a_wrong_version_of_a_stored_paper_is_told(
    council: Directory, load: Load, faults: Faults
) -> None:
    load(council)
    council.change(
        MOTION,
        "    text: Der Rat möge beschließen.\n    reason",
        "    text: Etwas anderes.\n    reason",
    )
    (problem,) = faults(council)
    assert "stimmen nicht mit der letzten Fassung überein" in problem.message


def test_what_a_list_no_longer_names_is_deleted(council: Directory, load: Load) -> None:
    load(council)
    council.change(
        MOTION, "  - organization: liste\n    is_co_signer: true\n    state: asked\n", ""
    )
    council.change(MOTION, "  - id: antrag-a-zweite\n    organization: rat\n", "")
    report = load(council)
    assert report.counts["originators"].deleted == report.counts["consultations"].deleted == 1


def test_the_order_in_the_file_is_the_order_of_the_sequence(council: Directory, load: Load) -> None:
    load(council)
    council.change(
        MOTION,
        "consultations:\n",
        "consultations:\n  - id: antrag-a-davor\n    organization: verein\n",
    )
    load(council)
    keys = Paper.objects.get(key="antrag-a").consultations.values_list("key", flat=True)
    assert list(keys) == ["antrag-a-davor", "antrag-a-rat", "antrag-a-zweite"]
