"""Videos as they come in: MP4 or WebM by their first bytes, not too big."""

from __future__ import annotations

import hashlib
from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext as _

WEBM: Final = b"\x1a\x45\xdf\xa3"


def kind_of(head: bytes) -> str:
    """Return 'mp4' or 'webm' for the first bytes of a file, '' for anything else."""
    if head[4:8] == b"ftyp":
        return "mp4"
    if head.startswith(WEBM) and b"webm" in head[:64]:
        return "webm"
    return ""


def checked(file: File[bytes]) -> File[bytes]:
    """Return `file` under the name of its content's hash.

    Raises:
        ValidationError: too big, or neither MP4 nor WebM.
    """
    if file.size > settings.UPLOAD_BYTES:
        raise ValidationError(
            _("Das Video ist %(size)s MB groß. Erlaubt sind höchstens %(most)s MB."),
            params={
                "size": f"{file.size / 1024 / 1024:.1f}",
                "most": settings.UPLOAD_BYTES // 1024 // 1024,
            },
            code="too_big",
        )
    file.seek(0)
    kind = kind_of(file.read(64))
    if not kind:
        raise ValidationError(
            _("Das ist kein Video, das Browser abspielen. Erlaubt sind MP4 und WebM."),
            code="no_video",
        )
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()[:20]
    file.seek(0)
    file.name = f"{digest}.{kind}"
    return file
