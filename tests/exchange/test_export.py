from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest
import yaml

from mitsprache.council.models import Membership, Organization
from mitsprache.exchange.export import export_directory
from mitsprache.exchange.kinds import KINDS
from mitsprache.exchange.load import load_directory
from mitsprache.exchange.problems import ExportFailed
from mitsprache.goals.models import Goal
from mitsprache.kernel.access import PermissionRefused
from mitsprache.kernel.actor import ANONYMOUS, Actor, ActorKind, command
from mitsprache.kernel.text import source_hash
from mitsprache.meetings.models import AgendaItem, Meeting
from mitsprache.papers.models import Paper
from mitsprache.publishing.models import Article, Image
from tests.exchange.conftest import Load
from tests.exchange.files import ANNEX, WEBM, Directory, picture

ACTOR = command("mitsprache export")
ROOT = Path(__file__).parents[2]


def contents(root: Path) -> dict[str, bytes]:
    """Return all files of a directory."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "out" / "export"


@pytest.fixture
def exported(council: Directory, load: Load, target: Path) -> Path:
    """The sample council, loaded and exported again."""
    load(council)
    export_directory(target, actor=ACTOR)
    return target


def test_export_writes_the_files_of_the_format(exported: Path) -> None:
    assert list(contents(exported)) == [
        ".mitsprache-export",
        "articles/impressum.yaml",
        "articles/meldung.yaml",
        "council.yaml",
        "files/antrag-a-anlage.pdf",
        "goals.yaml",
        "images/fest.png",
        "images.yaml",
        "locations.yaml",
        "meetings/sitzung-1.yaml",
        "organizations.yaml",
        "papers/antrag-a.yaml",
        "papers/entwurf.yaml",
        "persons.yaml",
        "plans.yaml",
        "translations/tr.yaml",
        "videos/meldung.webm",
    ]
    assert (exported / "images/fest.png").read_bytes() == picture()
    assert (exported / "videos/meldung.webm").read_bytes() == WEBM
    assert (exported / "files/antrag-a-anlage.pdf").read_bytes() == ANNEX


def test_export_is_easy_to_read(exported: Path) -> None:
    assert (
        (exported / "meetings/sitzung-1.yaml").read_text()
        == """\
id: sitzung-1
term: 2014-2020
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
        consultation: antrag-a-rat
        papers:
          - antrag-a
        text: Worum es geht.
        result: adopted
        resolution_text: Beschlossen.
  - id: vertraulich
    title: Vertrauliches
    public: false
"""
    )
    assert (
        (exported / "translations/tr.yaml").read_text()
        == """\
language: tr
state: draft
texts:
  body:
    musterstadt:
      name: Musterstadt Belediyesi
  frame:
    2014-2020/regularien:
      title: Usul
  agenda_items:
    sitzung-1/antrag-a:
      title:
        text: A önergesi
        state: machine
        of: 0123456789abcdef
  goals:
    wahlrecht:
      title: Seçim hakkı
      summary:
        text: Seçebilmek.
        state: checked
        by: Ayşe
        at: '2015-01-01T10:00:00+01:00'
      description: |
        Herkes için.

        İkinci paragraf.
"""
    )


def test_load_export_load_is_the_same_council(
    council: Directory, exported: Path, load: Load, tmp_path: Path
) -> None:
    assert load(Directory(exported)).written == 0
    assert load(council).written == 0


@pytest.mark.django_db
@pytest.mark.parametrize("source", ["council", "demo"])
def test_an_empty_database_gives_back_what_was_exported(
    council: Directory, tmp_path: Path, source: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Export, load into an empty database, export: the two exports are the same byte for byte."""
    files = council.root if source == "council" else ROOT / "demo" / "dortmund"
    load_directory(files, actor=ACTOR)
    export_directory(tmp_path / "first", actor=ACTOR)
    assert load_directory(tmp_path / "first", actor=ACTOR).written == 0
    Organization.objects.update(parent=None)
    Membership.objects.update(deputy_for=None)
    Paper.objects.update(amends=None)
    for kind in reversed(KINDS.values()):
        kind.model.objects.all().delete()
    load_directory(tmp_path / "first", actor=ACTOR)
    export_directory(tmp_path / "second", actor=ACTOR)
    assert contents(tmp_path / "first") == contents(tmp_path / "second")


def test_export_twice_replaces_the_first_one(exported: Path) -> None:
    Goal.objects.update(title="Neuer Titel")
    Article.objects.filter(key="impressum").delete()
    export_directory(exported, actor=ACTOR)
    assert "title: Neuer Titel" in (exported / "goals.yaml").read_text()
    assert not (exported / "articles/impressum.yaml").exists()
    assert sorted(path.name for path in exported.parent.iterdir()) == ["export"]


def test_export_writes_into_an_empty_directory(
    council: Directory, load: Load, target: Path
) -> None:
    load(council)
    target.mkdir(parents=True)
    export_directory(target, actor=ACTOR)
    assert (target / "council.yaml").exists()


@pytest.mark.parametrize("name", ["notes.txt", ".git", "images/more.png", "README.md"])
def test_export_never_overwrites_what_is_not_its_own(exported: Path, name: str) -> None:
    (exported / name).write_text("mine")
    before = contents(exported)
    with pytest.raises(ExportFailed, match="stammt nicht aus einem Export"):
        export_directory(exported, actor=ACTOR)
    assert contents(exported) == before


def test_export_never_overwrites_what_somebody_changed(exported: Path) -> None:
    (exported / "goals.yaml").write_text("mine")
    with pytest.raises(ExportFailed, match="wurde seit dem letzten Export geändert"):
        export_directory(exported, actor=ACTOR)
    assert (exported / "goals.yaml").read_text() == "mine"


def test_export_leaves_other_directories_alone(council: Directory, load: Load) -> None:
    load(council)
    before = contents(council.root)
    with pytest.raises(ExportFailed, match="stammt nicht aus einem Export"):
        export_directory(council.root, actor=ACTOR)
    assert contents(council.root) == before


def test_export_into_a_file_or_link_is_refused(exported: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(exported)
    for path in (exported / "goals.yaml", link):
        with pytest.raises(ExportFailed, match="ist kein Verzeichnis"):
            export_directory(path, actor=ACTOR)


def test_export_that_breaks_off_leaves_the_earlier_one(
    exported: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(exported)
    Goal.objects.update(title="Neuer Titel")
    rename = Path.rename

    def full(path: Path, target: Path) -> Path:
        if Path(target) == exported:
            raise OSError(28, os.strerror(28))
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", full)
    with pytest.raises(ExportFailed, match="lässt sich nicht schreiben: No space left on device"):
        export_directory(exported, actor=ACTOR)
    assert contents(exported) == before
    assert sorted(path.name for path in exported.parent.iterdir()) == ["export"]


def test_export_below_a_file_is_refused(exported: Path) -> None:
    with pytest.raises(ExportFailed, match="lässt sich nicht schreiben"):
        export_directory(exported / "goals.yaml" / "inner", actor=ACTOR)


def test_a_lost_picture_is_told(exported: Path, tmp_path: Path) -> None:
    (tmp_path / "media" / str(Image.objects.get().file.name)).unlink()
    with pytest.raises(ExportFailed):
        export_directory(tmp_path / "other", actor=ACTOR)
    assert not (tmp_path / "other").exists()


def test_only_command_and_administration_may_export(db: None, target: Path) -> None:
    for actor in (ANONYMOUS, Actor(ActorKind.USER, 1, "Büro", frozenset({"office"}))):
        with pytest.raises(PermissionRefused):
            export_directory(target, actor=actor)
    assert not target.exists()
    export_directory(target, actor=Actor(ActorKind.USER, 2, "Admin", frozenset({"administration"})))
    assert (target / "council.yaml").read_text() == "terms: []\n"


def test_export_reports_how_far_it_is(council: Directory, load: Load, target: Path) -> None:
    load(council)
    steps: list[tuple[str, int, int]] = []
    export_directory(target, actor=ACTOR, progress=lambda *step: steps.append(step))
    assert steps == [("Dateien", done, 16) for done in range(1, 17)]


def test_times_that_the_clock_shows_twice_carry_their_offset(
    council: Directory, load: Load, target: Path
) -> None:
    load(council)
    second = dt.datetime(2014, 10, 26, 1, 30, tzinfo=dt.UTC)
    Meeting.objects.update(start_at=second, end_at=second + dt.timedelta(seconds=5))
    export_directory(target, actor=ACTOR)
    text = (target / "meetings/sitzung-1.yaml").read_text()
    assert "start_at: 2014-10-26T02:30+01:00\n" in text
    assert load(Directory(target)).written == 0
    assert Meeting.objects.get().start_at == second


def test_items_made_in_the_office_keep_their_key(
    council: Directory, load: Load, target: Path
) -> None:
    load(council)
    AgendaItem.objects.filter(key="sitzung-1--vertraulich").update(key="vertraulicher-punkt")
    export_directory(target, actor=ACTOR)
    assert "- id: vertraulicher-punkt" in (target / "meetings/sitzung-1.yaml").read_text()
    assert load(Directory(target)).written == 0


def test_an_outdated_translation_says_of_which_text(
    council: Directory, load: Load, target: Path
) -> None:
    load(council)
    old = source_hash("Wahlrecht")
    Goal.objects.update(title="Neuer Titel")
    export_directory(target, actor=ACTOR)
    texts = yaml.safe_load((target / "translations/tr.yaml").read_text())["texts"]
    assert texts["goals"]["wahlrecht"]["title"] == {"text": "Seçim hakkı", "of": old}
    assert load(Directory(target)).written == 0
