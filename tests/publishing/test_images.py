"""Pictures as they come in."""

from __future__ import annotations

import zlib
from io import BytesIO
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as Pillow
from PIL import ImageCms, PngImagePlugin

from mitsprache.publishing.domain.pictures import is_bare
from mitsprache.publishing.images import MAX_PIXELS, prepared, small
from tests.factories.publishing import picture

ROTATED = 6
"""EXIF: the picture was taken with the camera turned, it stands right after a quarter turn."""


def opened(data: bytes) -> Pillow.Image:
    return Pillow.open(BytesIO(data))


def code_of(data: bytes) -> str | None:
    with pytest.raises(ValidationError) as caught:
        prepared(data)
    assert caught.value.messages[0]
    return caught.value.code


def with_exif(kind: str, **tags: int | str) -> bytes:
    exif = Pillow.Exif()
    exif[0x010E] = "Wohnung von Frau Muster"
    for tag, value in tags.items():
        exif[int(tag[1:], 16)] = value
    return picture(120, 60, kind, exif=exif)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_metadata_is_stripped(kind: str) -> None:
    source = with_exif(kind)
    assert b"Frau Muster" in source
    result = prepared(source).read()
    assert b"Frau Muster" not in result
    assert opened(result).format == kind
    assert not opened(result).getexif()


def test_comments_and_texts_are_stripped() -> None:
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", "Frau Muster")
    assert b"Muster" not in prepared(picture(kind="PNG", pnginfo=info)).read()
    assert b"Muster" not in prepared(picture(comment=b"Frau Muster")).read()


def test_the_picture_stands_upright() -> None:
    result = opened(prepared(with_exif("JPEG", x0112=ROTATED)).read())
    assert result.size == (60, 120)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_wide_pictures_are_shrunk(kind: str) -> None:
    assert opened(prepared(picture(3200, 100, kind)).read()).size == (1600, 50)
    assert opened(prepared(picture(1600, 10, kind)).read()).size == (1600, 10)
    assert opened(small(picture(3200, 1000, kind))).size == (640, 200)
    assert opened(small(picture(100, 10, kind))).size == (100, 10)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("width", [90, 2000])
def test_what_is_ready_stays_byte_for_byte(kind: str, width: int) -> None:
    once = prepared(picture(width, 40, kind))
    data = once.read()
    twice = prepared(data)
    assert twice.read() == data
    assert twice.name == once.name


def test_the_name_is_that_of_the_content() -> None:
    one, same, other = prepared(picture(50)), prepared(picture(50)), prepared(picture(51))
    assert one.name == same.name != other.name
    assert Path(str(one.name)).suffix == ".jpg"
    assert Path(str(prepared(picture(kind="WEBP")).name)).suffix == ".webp"


@pytest.mark.parametrize("mode", ["L", "1", "P", "CMYK", "LA", "RGBA", "I;16"])
def test_every_kind_of_colour_is_taken(mode: str) -> None:
    target = BytesIO()
    Pillow.new(mode, (8, 8)).save(target, "JPEG" if mode == "CMYK" else "PNG")
    result = opened(prepared(target.getvalue()).read())
    assert result.mode in {"L", "RGB", "RGBA", "LA", "1", "P", "I;16"}


def test_transparency_is_kept() -> None:
    target = BytesIO()
    Pillow.new("RGBA", (2000, 8), (0, 0, 0, 0)).save(target, "PNG")
    assert opened(prepared(target.getvalue()).read()).mode == "RGBA"


def test_colours_of_other_spaces_are_carried_over() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert b"ICC_PROFILE" not in prepared(picture(icc_profile=lab)).read()
    assert opened(prepared(picture(icc_profile=b"no profile")).read()).size == (80, 60)


def test_a_file_beyond_the_limit_is_refused(settings: object) -> None:
    settings.UPLOAD_BYTES = 100  # type: ignore[attr-defined]
    assert code_of(picture()) == "too_big"


@pytest.mark.parametrize("data", [b"", b"<svg xmlns='x'/>", b"%PDF-1.7", b"GIF89a" + b"\0" * 50])
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    assert code_of(data) == "no_picture"


def test_a_gif_is_refused_whatever_it_is_called() -> None:
    assert code_of(picture(kind="GIF")) == "no_picture"


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_broken_picture_is_refused(kind: str) -> None:
    whole = picture(400, 400, kind)
    assert code_of(whole[: len(whole) // 2]) == "broken"


@pytest.mark.parametrize("side", [int(MAX_PIXELS**0.5) + 10, 12_000, 60_000])
@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_a_bomb_is_not_unpacked(side: int) -> None:
    assert code_of(bomb(side)) == "too_many_pixels"


def test_a_warning_of_a_bomb_is_enough_where_warnings_are_errors() -> None:
    assert code_of(bomb(int(MAX_PIXELS**0.5) + 10)) == "too_many_pixels"


def bomb(side: int) -> bytes:
    """Return a tiny file that claims to be `side` pixels high and wide."""
    target = BytesIO()
    Pillow.new("1", (8, 8)).save(target, "PNG")
    data = bytearray(target.getvalue())
    data[16:24] = side.to_bytes(4, "big") * 2
    data[29:33] = zlib.crc32(bytes(data[12:29])).to_bytes(4, "big")
    return bytes(data)


@given(st.binary(max_size=400), st.sampled_from(["JPEG", "PNG", "WEBP"]))
def test_rubbish_raises_nothing_but_a_clear_error(data: bytes, kind: str) -> None:
    is_bare(data, kind)
    with pytest.raises(ValidationError):
        prepared(data)


@given(st.data(), st.sampled_from(["JPEG", "PNG", "WEBP"]))
def test_a_damaged_picture_is_either_readable_or_refused(data: st.DataObject, kind: str) -> None:
    whole = bytearray(picture(30, 20, kind))
    for _ in range(data.draw(st.integers(1, 8))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        result = prepared(bytes(whole)).read()
    except ValidationError:
        return
    assert is_bare(result, str(opened(result).format))


class TestBare:
    """The walk over a file's parts."""

    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
    def test_plain_pixels_are_bare(self, kind: str) -> None:
        assert is_bare(prepared(picture(kind=kind)).read(), kind)

    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
    def test_appended_bytes_are_noticed(self, kind: str) -> None:
        data = prepared(picture(kind=kind)).read()
        assert not is_bare(data + b"<script>", kind)
        assert not is_bare(data[:-20], kind)

    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
    def test_metadata_is_noticed(self, kind: str) -> None:
        assert not is_bare(with_exif(kind), kind)

    def test_a_jpeg_with_something_between_its_scans_is_noticed(self) -> None:
        data = prepared(picture()).read()
        end = data.rindex(b"\xff\xd9")
        comment = b"\xff\xfe\x00\x08secret"
        assert not is_bare(data[:end] + comment + data[end:], "JPEG")

    def test_a_jpeg_with_restart_marks_is_bare(self) -> None:
        data = prepared(picture()).read()
        end = data.rindex(b"\xff\xd9")
        assert is_bare(data[:end] + b"\xff\xd0\xff\x00" + data[end:], "JPEG")

    def test_a_png_without_an_end_is_not(self) -> None:
        assert not is_bare(b"\x89PNG\r\n\x1a\n", "PNG")

    def test_webp_parts_other_than_pixels_are_noticed(self) -> None:
        body = b"WEBP" + b"XMP " + (2).to_bytes(4, "little") + b"ab"
        assert not is_bare(b"RIFF" + len(body).to_bytes(4, "little") + body, "WEBP")
