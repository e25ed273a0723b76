"""PDFs as they come in: what they really are, nothing in them that acts by itself."""

from __future__ import annotations

import hashlib
import json
import secrets
import subprocess
import sys
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _

from mitsprache.kernel.access import Reason

DIGEST: Final = 20
"""How many digits of the content's hash a stored name begins with, so that a load knows it again."""
PATIENCE: Final = 30
"""Seconds after which a file counts as too heavy."""

REFUSALS: Final[dict[str, Reason]] = {
    "no_pdf": _("Das ist keine PDF-Datei. Speichern Sie das Dokument als PDF."),
    "encrypted": _(
        "Die Datei ist verschlüsselt oder mit einem Kennwort geschützt. Speichern Sie sie ohne Schutz."
    ),
    "too_many_pages": _("Die Datei hat zu viele Seiten. Teilen Sie sie auf."),
    "broken": _(
        "Die Datei ist beschädigt und lässt sich nicht lesen. Speichern Sie das Dokument neu als PDF."
    ),
    "too_heavy": _(
        "Die Datei ist zu aufwendig gebaut, um sie zu prüfen. Speichern Sie das Dokument neu als PDF."
    ),
}
ACTIVE: Final[dict[str, Reason]] = {
    "javascript": _("Skripte"),
    "launch": _("Befehle, die ein Programm starten"),
    "action": _("Befehle, die von selbst etwas tun"),
    "embedded": _("eingebettete Dateien"),
    "xfa": _("ein XFA-Formular"),
    "media": _("eingebettete Medien"),
}


if TYPE_CHECKING:
    _Content = ContentFile[bytes]
else:
    _Content = ContentFile


class CheckedPdf(_Content):
    """A PDF that may be stored; its name can't be guessed.

    Attributes:
        pages: how many it has.
        text: what it says.
        sha256: of its content.
    """

    def __init__(self, data: bytes, *, pages: int, text: str) -> None:
        self.pages = pages
        self.text = text
        self.sha256 = hashlib.sha256(data).hexdigest()
        super().__init__(data, name=f"{self.sha256[:DIGEST]}-{secrets.token_urlsafe(18)}.pdf")


def checked(data: bytes) -> CheckedPdf:
    """Return the PDF in `data`, ready to be kept.

    It is taken apart in a process of its own, with limits of time and memory.

    Raises:
        ValidationError: too big, no PDF, encrypted, with active content, broken, or too heavy.
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
    found = _inspected(data)
    if "pages" in found:
        return CheckedPdf(data, pages=found["pages"], text=found["text"])
    code = str(found.get("refused"))
    if code == "active":
        raise ValidationError(
            _(
                "Die Datei enthält %(what)s. Das kann Leserinnen und Lesern schaden. Drucken Sie das "
                "Dokument als PDF und laden Sie diese Datei hoch."
            ),
            params={"what": ACTIVE[str(found["what"])]},
            code="active",
        )
    raise ValidationError(str(REFUSALS[code]), code=code)


def _inspected(data: bytes) -> dict[str, Any]:
    """Run the inspection; a process that dies or hangs says that the file is too heavy."""
    command = [sys.executable, "-I", "-m", "mitsprache.papers.inspection"]
    try:
        done = subprocess.run(  # noqa: S603 (own module, no shell, nothing of the file in it)
            command,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={},
            timeout=PATIENCE,
            check=True,
        )
        answer: dict[str, Any] = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError):
        return {"refused": "too_heavy"}
    return answer
