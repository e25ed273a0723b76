"""The meeting pack: agenda and all papers in one PDF, with contents, bookmarks and page numbers."""

from __future__ import annotations

import contextlib
import io
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Prefetch
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from mitsprache.invitations import frozen
from mitsprache.invitations.domain.difference import Entry
from mitsprache.invitations.printing import when, where
from mitsprache.kernel.jobs import JobFailed
from mitsprache.kernel.languages import BINDING
from mitsprache.kernel.pdf import render, rich
from mitsprache.meetings.models import Meeting
from mitsprache.papers.enums import PaperState
from mitsprache.papers.models import File, Paper

if TYPE_CHECKING:
    from pypdf import PageObject, PdfWriter

Report = Callable[[int, str], None]
READING: Final = gettext_noop("Die Drucksachen werden zusammengestellt")
NUMBERING: Final = gettext_noop("Die Seiten werden nummeriert")
WRITING: Final = gettext_noop("Die Datei wird geschrieben")
MOST_TRIES: Final = 4
"""How often contents are set anew until their page numbers fit."""
MARGIN: Final = 18
"""Points between a page number and the lower edge."""


@dataclass(slots=True)
class Part:
    """Something with pages of its own: a paper's sheet or one of its files."""

    title: str
    number: str
    pages: list[PageObject] = field(default_factory=list)
    level: int = 1


def build(meeting: Meeting, *, full: bool, report: Report) -> bytes:
    """Return the pack of a session in German; `full` takes what is not public too.

    The agenda is the one sent last, before the invitation the present one. A file that can't be read
    leaves a sheet that says so.
    """
    from pypdf import PdfWriter

    with translation.override(BINDING):
        entries = [entry for entry in _agenda(meeting) if full or entry.public]
        parts = list(_parts(meeting, entries, full=full, report=report))
        writer = PdfWriter()
        front = _front(meeting, entries, parts, full=full)
        for page in front:
            writer.add_page(page)
        writer.add_outline_item(title=_("Tagesordnung"), page_number=0)
        _add_parts(writer, parts, len(front))
        report(80, NUMBERING)
        _stamp(writer)
        writer.add_metadata({"/Title": _("Sitzungsmappe: %(session)s") % {"session": meeting}})
        stream = io.BytesIO()
        report(90, WRITING)
        writer.write(stream)
    return stream.getvalue()


def _agenda(meeting: Meeting) -> list[Entry]:
    version = frozen.latest(meeting)
    return frozen.entries_of(version.agenda) if version else frozen.current(meeting)


def _papers(entries: Sequence[Entry], *, full: bool) -> dict[str, Paper]:
    files = File.objects.defer("text").order_by("role", "position", "pk")
    keys = {key for entry in entries for key in entry.papers}
    rows = Paper.objects.filter(key__in=keys, state=PaperState.SUBMITTED)
    if not full:
        rows, files = rows.filter(public=True), files.filter(public=True)
    return {row.key: row for row in rows.prefetch_related(Prefetch("files", queryset=files))}


def _parts(
    meeting: Meeting, entries: Sequence[Entry], *, full: bool, report: Report
) -> Iterator[Part]:
    papers = _papers(entries, full=full)
    chosen = [(entry, papers[key]) for entry in entries for key in entry.papers if key in papers]
    for done, (entry, paper) in enumerate(chosen):
        report(80 * done // max(len(chosen), 1), READING)
        broken: list[str] = []
        files = [_file(file, broken) for file in paper.files.all()]
        sheet = _pages(_sheet(meeting, paper, broken))
        yield Part(f"{paper.reference} {paper.title}".strip(), entry.number, sheet)
        yield from (part for part in files if part.pages)


def _file(file: File, broken: list[str]) -> Part:
    from pypdf.errors import PyPdfError

    part = Part(file.name, "", level=2)
    try:
        with file.file.open("rb") as stored:
            part.pages = _pages(stored.read())
    except (OSError, PyPdfError, ValueError, KeyError, RecursionError):
        broken.append(file.name)
    return part


def _pages(pdf: bytes) -> list[PageObject]:
    from pypdf import PdfReader

    return list(PdfReader(io.BytesIO(pdf)).pages)


def _sheet(meeting: Meeting, paper: Paper, broken: Sequence[str]) -> bytes:
    facts = [(_("Art"), str(paper.get_paper_type_display()))]
    if paper.reference:
        facts.insert(0, (_("Drucksache"), paper.reference))
    if paper.date:
        facts.append((_("Datum"), date_format(paper.date, "DATE_FORMAT")))
    notes = [_("Die Datei „%(name)s“ ließ sich nicht lesen.") % {"name": name} for name in broken]
    return render(
        "invitations/paper",
        {
            "title": paper.title,
            "facts": facts,
            "summary": paper.summary,
            "text": rich(paper.text),
            "notes": notes,
        },
        language=BINDING,
        title=str(paper),
        issuer=meeting.term.council_name,
    )


def _front(
    meeting: Meeting, entries: Sequence[Entry], parts: Sequence[Part], *, full: bool
) -> list[PageObject]:
    """Return title and contents; set anew until the page numbers in it are those that follow."""
    length, pages = 1, []
    for _try in range(MOST_TRIES):
        pages = _pages(_contents(meeting, entries, parts, length, full=full))
        if len(pages) == length:
            break
        length = len(pages)
    return pages


def _contents(
    meeting: Meeting, entries: Sequence[Entry], parts: Sequence[Part], length: int, *, full: bool
) -> bytes:
    starts = list(_starts(parts, length))
    rows = []
    for entry in entries:
        rows.append([entry.number, entry.title, ""])
        own = [
            (part, start)
            for part, start in zip(parts, starts, strict=True)
            if part.level == 1 and part.number == entry.number
        ]
        rows += [["", part.title, str(start)] for part, start in own]
    hidden = not full and frozen.has_non_public_part(_agenda(meeting))
    notice = _("Vertraulich: mit nichtöffentlichem Teil") if full else ""
    return render(
        "invitations/pack",
        {
            "title": _("Sitzungsmappe"),
            "session": str(meeting),
            "facts": [(_("Beginn"), when(meeting)), *where(meeting, BINDING)],
            "notice": notice or (_("Es folgt ein nichtöffentlicher Teil.") if hidden else ""),
            "contents_title": _("Inhalt"),
            "head": [_("Nr."), _("Titel"), _("Seite")],
            "rows": rows,
        },
        language=BINDING,
        title=_("Sitzungsmappe: %(session)s") % {"session": meeting},
        issuer=meeting.term.council_name,
    )


def _starts(parts: Sequence[Part], length: int) -> Iterator[int]:
    page = length + 1
    for part in parts:
        yield page
        page += len(part.pages)


def _add_parts(writer: PdfWriter, parts: Sequence[Part], length: int) -> None:
    above: Any = None
    for part, start in zip(parts, _starts(parts, length), strict=True):
        for page in part.pages:
            writer.add_page(page)
        title = f"{part.number} {part.title}".strip()
        mark = writer.add_outline_item(
            title=title, page_number=start - 1, parent=above if part.level > 1 else None
        )
        if part.level == 1:
            above = mark


def _stamp(writer: PdfWriter) -> None:
    """Print 'number / all' at the lower right edge of every page, whatever its size or turn."""
    total = len(writer.pages)
    for number, page in enumerate(writer.pages, 1):
        page.transfer_rotation_to_content()
        page.merge_page(_number(f"{number} / {total}", page))


def _number(words: str, page: PageObject) -> PageObject:
    from pypdf import PageObject
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    box = page.cropbox
    stamp = PageObject.create_blank_page(width=box.right, height=box.top)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    fonts = DictionaryObject({NameObject("/MappenSeite"): font})
    stamp[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    stream = DecodedStreamObject()
    x, y = float(box.right) - MARGIN - 5 * len(words), float(box.bottom) + MARGIN
    stream.set_data(f"q BT /MappenSeite 8 Tf {x:.1f} {y:.1f} Td ({words}) Tj ET Q".encode())
    stamp[NameObject("/Contents")] = stream
    return stamp


def write_whole(target: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all.

    Raises:
        JobFailed: the disk is full or can't be written.
    """
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).replace(target)
    except OSError as error:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise JobFailed(
            _(
                "Die Mappe ließ sich nicht speichern: %(error)s. Schaffen Sie Platz und versuchen Sie es neu."
            )
            % {"error": error.strerror or error}
        ) from error
