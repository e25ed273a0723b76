"""Compiling a template with data to PDF/UA-1 and PDF/A-2a."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import orjson
from django.utils.translation import gettext as _
from django.utils.translation import override

from mitsprache.kernel import clock
from mitsprache.kernel.languages import direction_of
from mitsprache.kernel.pdf.fonts import fonts, printable

PACKAGE: Final = Path(__file__).parents[2]
"""The root that templates import from: `/kernel/typst/layout.typ`."""
STANDARDS: Final[list[Any]] = ["a-2a", "ua-1"]


def render(
    template: str, data: Mapping[str, Any], *, language: str, title: str, issuer: str
) -> bytes:
    """Return a tagged PDF (PDF/UA-1 and PDF/A-2a) of the template `<app>/<name>` with `data`.

    A page takes some milliseconds, a hundred pages less than a second; beyond that use a job.

    Args:
        template: 'minutes/minutes' is the file `minutes/typst/minutes.typ`.
        data: JSON's types. It reaches the template as values and never as Typst code, so no text
            in it can do anything but be printed.
        language: tag of the document's language; decides direction and the words of the layout.
        title: what readers of the file see in the window's title; the issuer where it is empty.
        issuer: who publishes it, printed at the head of every page.

    Raises:
        typst.TypstError: the template is wrong; data can't cause it.
    """
    import typst

    app, _slash, name = template.partition("/")
    frame = {
        "title": printable(title).strip() or issuer,
        "issuer": issuer,
        "language": language.partition("-")[0],
        "direction": direction_of(language),
        "words": _words(language),
    }
    return typst.compile(
        str(PACKAGE / app / "typst" / f"{name}.typ"),
        root=str(PACKAGE),
        font_paths=fonts(),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"frame": _json(frame), "data": _json(data)},
        pdf_standards=STANDARDS,
        timestamp=int(clock.now().timestamp()),
    )


def _json(value: Mapping[str, Any]) -> str:
    return orjson.dumps(printable(dict(value))).decode()


def _words(language: str) -> dict[str, str]:
    """Return what the layout itself says; `{page}` and `{pages}` are filled in by Typst."""
    with override(language):
        page = _("Seite %(page)s von %(pages)s") % {"page": "{page}", "pages": "{pages}"}
        return {"page": page, "signature": _("Unterschrift")}
