from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image as Pillow
from pytest_django import DjangoCaptureOnCommitCallbacks

from mitsprache.exchange import operations
from mitsprache.publishing.models import Article, Image
from tests.exchange.conftest import Faults, Load
from tests.exchange.files import WEBM, Directory, picture


def stored(council: Directory) -> list[str]:
    """Return the names of all uploaded files."""
    media = council.root.parent / "media"
    return sorted(path.relative_to(media).as_posix() for path in media.glob("*/*"))


def test_a_picture_is_kept_small_and_bare(council: Directory, load: Load) -> None:
    target = BytesIO()
    exif = Pillow.Exif()
    exif[0x010E] = "geheim"
    Pillow.new("RGB", (3200, 40), "teal").save(target, "JPEG", exif=exif)
    council.put("images/fest.png", target.getvalue())
    load(council)
    image = Image.objects.get()
    assert (image.width, image.height) == (1600, 20)
    with image.file.open() as file:
        assert b"geheim" not in file.read()
    assert load(council).written == 0


def test_a_picture_that_is_as_it_should_be_is_kept_byte_for_byte(
    council: Directory, load: Load
) -> None:
    load(council)
    with Image.objects.get().file.open() as file:
        assert file.read() == picture()


def test_another_picture_replaces_the_file_and_the_old_one_goes(
    council: Directory,
    load: Load,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    load(council)
    before = stored(council)
    council.put("images/fest.png", picture(50))
    with django_capture_on_commit_callbacks(execute=True):
        report = load(council)
    assert report.written == report.counts["images"].updated == 1
    assert Image.objects.get().width == 50
    assert len(stored(council)) == 3
    assert len(set(stored(council)) & set(before)) == 2


def test_two_records_may_share_a_picture(council: Directory, load: Load) -> None:
    text = (council.root / "images.yaml").read_text()
    council.put("images.yaml", text + "  - id: zweites\n    file: fest.png\n    alt: Noch einmal\n")
    load(council)
    assert load(council).written == 0
    assert Image.objects.count() == 2


def test_a_lost_file_is_restored(
    council: Directory,
    load: Load,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    load(council)
    name = str(Image.objects.get().file.name)
    (council.root.parent / "media" / name).unlink()
    with django_capture_on_commit_callbacks(execute=True):
        load(council)
    assert name in stored(council)
    assert load(council).written == 0


def test_half_a_file_of_a_broken_load_is_written_anew(council: Directory, load: Load) -> None:
    load(council)
    name = Path(str(Image.objects.get().file.name))
    Article.objects.update(image=None)
    Image.objects.all().delete()
    (council.root.parent / "media" / name).write_bytes(b"half")
    load(council)
    assert Image.objects.get().file.name == name.as_posix()
    assert (council.root.parent / "media" / name).read_bytes() == picture()


def test_a_video_is_replaced_and_taken_away(council: Directory, load: Load) -> None:
    load(council)
    council.put("videos/gebaerden.webm", WEBM + b"x")
    assert load(council).counts["articles"].updated == 1
    council.change("articles/meldung.yaml", "video: gebaerden.webm\n", "")
    council.remove("videos/gebaerden.webm")
    assert load(council).counts["articles"].updated == 1
    assert not Article.objects.get(key="meldung").video


def test_files_go_again_when_the_load_fails_late(council: Directory, faults: Faults) -> None:
    council.change("persons.yaml", "        kind: elected\n", "        kind: advisory\n")
    assert len(faults(council)) == 1
    assert stored(council) == []


def test_files_go_again_when_the_program_fails(
    council: Directory, load: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("mitsprache.exchange.writer.rules.broken", fail)
    with pytest.raises(KeyboardInterrupt):
        load(council)
    assert stored(council) == []
    assert operations.load_council.permission == "exchange.load"  # type: ignore[attr-defined]
