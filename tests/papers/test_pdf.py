"""PDFs as they come in: what is taken, what is refused, and that bombs do no harm."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from mitsprache.papers import inspection, pdf
from mitsprache.papers.inspection import Refused, inspect
from mitsprache.papers.pdf import ACTIVE, REFUSALS, CheckedPdf, checked
from tests.factories.papers import (
    FileFactory,
    PaperFactory,
    doubling_bomb,
    hostile,
    nested_bomb,
    page_bomb,
    stream_bomb,
)
from tests.factories.papers import pdf as a_pdf

HOSTILE = hostile()


def test_a_good_file_tells_its_pages_and_its_text() -> None:
    found = inspect(a_pdf("Antrag der Liste", "Zweite Seite: Straße"))
    assert found["pages"] == 2
    assert "Antrag der Liste" in found["text"]
    assert "Zweite Seite: Straße" in found["text"]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused(name: str) -> None:
    data, told = HOSTILE[name]
    with pytest.raises(Refused) as refused:
        inspect(data)
    assert f"{refused.value.code}:{refused.value.what}".rstrip(":") == told


def test_every_refusal_has_its_words() -> None:
    kinds = {*inspection.ACTIONS.values(), *inspection.KEYS.values()}
    kinds |= {*inspection.SUBTYPES.values(), *inspection._RAW_KINDS.values()}
    assert kinds <= set(ACTIVE)
    codes = {told.partition(":")[0] for _data, told in HOSTILE.values()} - {"active"}
    assert codes | {"too_many_pages", "too_heavy"} == set(REFUSALS)


def test_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inspection, "MOST_PAGES", 2)
    assert inspect(a_pdf("a", "b"))["pages"] == 2
    with pytest.raises(Refused, match="too_many_pages"):
        inspect(a_pdf("a", "b", "c"))


def test_too_many_objects_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inspection, "MOST_OBJECTS", 3)
    with pytest.raises(Refused, match="too_heavy"):
        inspect(a_pdf("a"))
    monkeypatch.setattr(inspection, "MOST_OBJECTS", 100)
    monkeypatch.setattr(inspection, "MOST_NESTED", 3)
    with pytest.raises(Refused, match="too_heavy"):
        inspect(a_pdf("a"))


def test_of_very_much_text_the_beginning_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inspection, "MOST_TEXT", 8)
    assert inspect(a_pdf("Anfang", "Mitte", "Ende"))["text"] == "Anfang\nM"


def test_too_long_instructions_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inspection, "MOST_UNPACKED", 60)
    assert inspect(a_pdf("a"))["pages"] == 1
    with pytest.raises(Refused, match="too_heavy"):
        inspect(a_pdf("a", "b"))


@pytest.mark.parametrize(
    "bomb", [nested_bomb, lambda: page_bomb(100_000), doubling_bomb, stream_bomb]
)
def test_a_bomb_ends_within_the_limits(bomb: Callable[[], bytes]) -> None:
    data = bomb()
    assert len(data) < 5_000_000
    start = time.monotonic()
    with pytest.raises(ValidationError) as refused:
        checked(data)
    assert refused.value.code in {"too_heavy", "too_many_pages", "broken"}
    assert time.monotonic() - start < pdf.PATIENCE + 5


def test_a_checked_file_has_a_name_that_nobody_can_guess() -> None:
    data = a_pdf("Antrag")
    one, other = checked(data), checked(data)
    assert (one.pages, one.text) == (1, "Antrag")
    assert str(one.name).startswith(one.sha256[:20])
    assert one.name != other.name
    assert one.read() == data


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("html", "Das ist keine PDF-Datei."),
        ("cut-off", "beschädigt"),
        ("open-javascript", "Die Datei enthält Skripte."),
        ("embedded", "Die Datei enthält eingebettete Dateien."),
        ("noise", "beschädigt"),
    ],
)
def test_a_refusal_says_what_to_do(name: str, words: str) -> None:
    with pytest.raises(ValidationError) as refused:
        checked(HOSTILE[name][0])
    assert words in refused.value.messages[0]
    assert (
        refused.value.messages[0].count(".") == 2 or name == "open-javascript" or name == "embedded"
    )


def test_a_big_file_is_refused_before_it_is_read(settings: object) -> None:
    settings.UPLOAD_BYTES = 1024 * 1024  # type: ignore[attr-defined]
    with pytest.raises(ValidationError, match=r"2\.0 MB groß\. Erlaubt sind höchstens 1 MB"):
        checked(b"%PDF-" + bytes(2 * 1024 * 1024))


@pytest.mark.parametrize("program", ["/bin/false", "/bin/true"])
def test_an_inspection_that_dies_refuses_the_file(
    monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    monkeypatch.setattr(pdf.sys, "executable", program)
    with pytest.raises(ValidationError) as refused:
        checked(a_pdf("Antrag"))
    assert refused.value.code == "too_heavy"


@pytest.mark.django_db
class TestModel:
    def test_no_file_passes_the_model_unchecked(self) -> None:
        file = FileFactory.build(paper=PaperFactory(), file=ContentFile(b"MZ", name="x.pdf"))
        with pytest.raises(ValidationError, match="keine PDF-Datei"):
            file.full_clean()

    def test_the_model_notes_what_a_file_holds(self) -> None:
        data = a_pdf("Antrag", "Begründung")
        file = FileFactory.build(
            paper=PaperFactory(), pages=0, text="", file=ContentFile(data, name="antrag.pdf")
        )
        file.full_clean()
        assert (file.pages, file.size) == (2, len(data))
        assert file.text == "Antrag\nBegründung"
        assert isinstance(file.file.file, CheckedPdf)
        assert "antrag" not in file.file.name
