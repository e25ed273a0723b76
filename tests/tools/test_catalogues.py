"""The translation check finds each fault it is there for."""

from __future__ import annotations

import gettext
import importlib.util
from pathlib import Path

import polib
import pytest

from tests.tools import catalogues

ROOT = Path(__file__).parents[2]


def entry(msgid: str, msgstr: str, **values: object) -> polib.POEntry:
    return polib.POEntry(msgid=msgid, msgstr=msgstr, **values)


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("Sitzungen", "Sessions"),
        ("{n} von {total}", "{total}: {n}"),
        ("%(name)s, %(role)s", "%(role)s: %(name)s"),
        ("100 %% von %(name)s", "100 %% of %(name)s"),
    ],
)
def test_a_right_translation_has_no_fault(source: str, translation: str) -> None:
    assert list(catalogues.faults(entry(source, translation), plurals=2)) == []


@pytest.mark.parametrize(
    ("source", "translation", "fault"),
    [
        ("Sitzungen", "", "not translated"),
        ("{n} von {total}", "{n} of {all}", "placeholders differ"),
        ("%(name)s kommt", "comes", "placeholders differ"),
        ("kommt", "%s comes", "placeholders differ"),
    ],
)
def test_a_wrong_translation_is_found(source: str, translation: str, fault: str) -> None:
    (found,) = catalogues.faults(entry(source, translation), plurals=2)
    assert found.startswith(fault)


def test_a_guess_of_gettext_is_found() -> None:
    assert "fuzzy" in list(catalogues.faults(entry("Ort", "Place", flags=["fuzzy"]), plurals=2))


def plural(*forms: str) -> polib.POEntry:
    return entry(
        "%(n)s Sitzung",
        "",
        msgid_plural="%(n)s Sitzungen",
        msgstr_plural=dict(enumerate(forms)),
    )


def test_a_plural_form_may_say_its_number_in_words() -> None:
    assert list(catalogues.faults(plural("one session", "%(n)s sessions"), plurals=2)) == []


@pytest.mark.parametrize(
    ("forms", "fault"),
    [
        (("one session",), "1 plural forms instead of 2"),
        (("one session", ""), "not translated"),
        (("one session", "%(m)s sessions"), "placeholders differ"),
    ],
)
def test_a_wrong_plural_is_found(forms: tuple[str, ...], fault: str) -> None:
    (found,) = catalogues.faults(plural(*forms), plurals=2)
    assert found.startswith(fault)


@pytest.fixture
def collected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A catalogue as collected from sources with one text, 'Ort'."""
    monkeypatch.setattr(catalogues, "ROOT", tmp_path)
    monkeypatch.setattr(catalogues, "PACKAGE", tmp_path / "package")
    path = tmp_path / "copy" / "locale" / "en" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    save(path, entry("Ort", "", occurrences=[("place.py", "")]))
    return path


def save(path: Path, *entries: polib.POEntry) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue = polib.POFile()
    catalogue.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    catalogue.extend(entries)
    catalogue.save(str(path))


def compare(collected: Path, *committed: polib.POEntry) -> list[str]:
    copy = collected.parents[3]
    if committed:
        save(catalogues.PACKAGE / collected.relative_to(copy), *committed)
    return list(catalogues.compare(collected, copy))


def test_a_complete_catalogue_is_accepted(collected: Path) -> None:
    assert compare(collected, entry("Ort", "Place")) == []


def test_a_missing_catalogue_is_found(collected: Path) -> None:
    (problem,) = compare(collected)
    assert "missing" in problem


def test_a_text_that_is_not_in_the_catalogue_is_found_with_its_place(collected: Path) -> None:
    missing, unused = compare(collected, entry("Zeit", "Time"))
    assert "'Ort' (place.py)" in missing
    assert "used nowhere: 'Zeit'" in unused


def test_a_fault_in_the_catalogue_is_found(collected: Path) -> None:
    (problem,) = compare(collected, entry("Ort", ""))
    assert "not translated: 'Ort'" in problem


def test_without_gettext_the_check_says_how_to_get_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    assert catalogues.main([]) == 1
    assert "apt-get install gettext" in capsys.readouterr().err


def test_the_build_compiles_what_gettext_reads(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec
    assert spec.loader
    build = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(build)
    source = tmp_path / "src" / "mitsprache" / "locale" / "en" / "LC_MESSAGES" / "django.po"
    save(source, entry("Ort", "Place"))
    (compiled,) = build.compile_catalogues(tmp_path)
    with compiled.open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Ort") == "Place"
    made_at = compiled.stat().st_mtime_ns
    build.compile_catalogues(tmp_path)
    assert compiled.stat().st_mtime_ns == made_at
    assert [path.name for path in sorted(source.parent.iterdir())] == ["django.mo", "django.po"]
