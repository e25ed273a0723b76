"""Pictures as they come in: what they really are, the right way up, small, without metadata."""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image as Pillow
from PIL import ImageCms, ImageOps, UnidentifiedImageError

from mitsprache.publishing.domain.pictures import SMALL_WIDTH, WIDTH, is_bare

MAX_PIXELS: Final = 50_000_000
"""Largest picture that is unpacked at all: about 150 MB of memory."""
ENDINGS: Final = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
QUALITY: Final = 85
BROKEN: Final = (
    ArithmeticError,
    EOFError,
    LookupError,
    MemoryError,
    OSError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
"""What Pillow raises for files that are damaged."""

Pillow.MAX_IMAGE_PIXELS = MAX_PIXELS


def prepared(data: bytes) -> ContentFile[bytes]:
    """Return the picture in `data`, ready to be kept: its name is the hash of its content.

    The type is told by the content, never by a name. A picture that is already as it should be
    comes back byte for byte, so that what was exported can be loaded again without a loss.

    Raises:
        ValidationError: too big a file, no picture, another type, broken, or a bomb.
    """
    if len(data) > settings.UPLOAD_BYTES:
        raise ValidationError(
            _("Die Datei ist %(size)s MB groß. Erlaubt sind höchstens %(most)s MB."),
            params={
                "size": f"{len(data) / 1024 / 1024:.1f}",
                "most": settings.UPLOAD_BYTES // 1024 // 1024,
            },
            code="too_big",
        )
    with _in_plain_words():
        picture = _opened(data)
        kind = str(picture.format)
        if picture.width > WIDTH or not is_bare(data, kind):
            data = _packed(_shrunk(_clean(picture), WIDTH), kind)
    digest = hashlib.sha256(data).hexdigest()[:20]
    return ContentFile(data, name=f"{digest}.{ENDINGS[kind]}")


def small(data: bytes) -> bytes:
    """Return the variant for cards and phones of a picture that `prepared` made."""
    with _in_plain_words():
        picture = _opened(data)
        return _packed(_shrunk(picture, SMALL_WIDTH), str(picture.format))


@contextmanager
def _in_plain_words() -> Iterator[None]:
    """Turn what Pillow raises, which is a lot, into what an office worker understands."""
    try:
        yield
    except (Pillow.DecompressionBombError, Pillow.DecompressionBombWarning) as error:
        raise ValidationError(
            _("Das Bild hat zu viele Bildpunkte. Erlaubt sind höchstens %(most)s Millionen."),
            params={"most": MAX_PIXELS // 1_000_000},
            code="too_many_pixels",
        ) from error
    except UnidentifiedImageError as error:
        raise ValidationError(
            _("Das ist kein Bild, das wir lesen können. Erlaubt sind JPEG, PNG und WebP."),
            code="no_picture",
        ) from error
    except BROKEN as error:
        raise ValidationError(
            _("Das Bild ist beschädigt. Bitte speichern Sie es neu und laden Sie es noch einmal."),
            code="broken",
        ) from error


def _opened(data: bytes) -> Pillow.Image:
    picture = Pillow.open(BytesIO(data), formats=list(ENDINGS))
    if picture.width * picture.height > MAX_PIXELS:
        raise Pillow.DecompressionBombError  # Pillow itself only warns up to twice that
    picture.load()
    return picture


def _clean(picture: Pillow.Image) -> Pillow.Image:
    """Turn the picture as its metadata says, and its colours into sRGB."""
    profile = picture.info.get("icc_profile")
    has_alpha = "A" in picture.getbands() or "transparency" in picture.info
    turned = ImageOps.exif_transpose(picture)
    if profile and not has_alpha:
        with suppress(ImageCms.PyCMSError, OSError):
            managed = ImageCms.profileToProfile(
                turned,
                ImageCms.ImageCmsProfile(BytesIO(profile)),
                ImageCms.createProfile("sRGB"),
                outputMode="RGB",
            )
            turned = managed or turned
    return turned.convert("RGBA" if has_alpha else "RGB")


def _shrunk(picture: Pillow.Image, width: int) -> Pillow.Image:
    if picture.width <= width:
        return picture
    height = max(1, round(picture.height * width / picture.width))
    return picture.resize((width, height), Pillow.Resampling.LANCZOS)


def _packed(picture: Pillow.Image, kind: str) -> bytes:
    """Write only pixels: what Pillow carries along from the source is dropped."""
    picture.info = {}
    target = BytesIO()
    if kind == "JPEG":
        picture.convert("RGB").save(
            target, "JPEG", quality=QUALITY, optimize=True, progressive=True
        )
    elif kind == "PNG":
        picture.save(target, "PNG", optimize=True)
    else:
        picture.save(target, "WEBP", quality=QUALITY, method=4)
    return target.getvalue()
