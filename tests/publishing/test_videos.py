"""Videos as they come in."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from mitsprache.publishing.videos import checked

MP4 = b"\x00\x00\x00\x20ftypisom" + b"\0" * 40
WEBM = b"\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm" + b"\0" * 40


@pytest.mark.parametrize(("data", "ending"), [(MP4, "mp4"), (WEBM, "webm")])
def test_the_kind_is_told_by_the_content(data: bytes, ending: str) -> None:
    file = checked(ContentFile(data, name="../x.html"))
    assert str(file.name).endswith(f".{ending}")
    assert "/" not in str(file.name)
    assert file.read() == data


@pytest.mark.parametrize(
    "data", [b"", b"<html>", b"\x1a\x45\xdf\xa3matroska", b"\x00\x00\x00\x20moov"]
)
def test_anything_else_is_refused(data: bytes) -> None:
    with pytest.raises(ValidationError) as caught:
        checked(ContentFile(data, name="film.mp4"))
    assert caught.value.code == "no_video"


def test_a_file_beyond_the_limit_is_refused(settings: object) -> None:
    settings.UPLOAD_BYTES = 10  # type: ignore[attr-defined]
    with pytest.raises(ValidationError) as caught:
        checked(ContentFile(MP4, name="film.mp4"))
    assert caught.value.code == "too_big"
