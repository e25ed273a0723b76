"""Lists as files for spreadsheets. No cell can become a formula."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, Final

from django.http import HttpResponse
from django.utils import timezone

from mitsprache.kernel.pages.columns import words

FORMATS: Final = ("csv", "xlsx")
DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
"""First characters by which spreadsheet programs take a text for a formula."""

Row = Sequence[Any]


def guarded(text: str) -> str:
    """Return `text`, with an apostrophe before it where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(DANGEROUS) else text


def as_csv(header: Row, rows: Iterable[Row]) -> bytes:
    """Return a CSV file: semicolons, UTF-8 with a mark, as German spreadsheets expect."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([guarded(str(value)) for value in header])
    for row in rows:
        writer.writerow(
            [value if isinstance(value, int | Decimal) else guarded(words(value)) for value in row]
        )
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(title: str, header: Row, rows: Iterable[Row]) -> bytes:
    """Return a workbook with one sheet; texts are stored as texts whatever they begin with."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Font

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title.translate(dict.fromkeys(map(ord, "[]:*?/\\"), " "))[:31])
    sheet.freeze_panes = "A2"

    def cell(value: Any, *, bold: bool = False) -> Any:
        if isinstance(value, dt.datetime):
            value = timezone.localtime(value).replace(tzinfo=None)
        if isinstance(value, dt.date | int | float | Decimal):
            number: Any = value
            return WriteOnlyCell(sheet, number)
        made = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", str(value)))
        made.data_type = "s"
        if bold:
            made.font = Font(bold=True)
        return made

    sheet.append([cell(value, bold=True) for value in header])
    for row in rows:
        sheet.append([cell(value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def download(form: str, title: str, name: str, header: Row, rows: Iterable[Row]) -> HttpResponse:
    """Return the answer that hands the list over as a file `name.form`."""
    if form == "xlsx":
        body = as_xlsx(title, header, rows)
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    else:
        body, kind = as_csv(header, rows), "text/csv; charset=utf-8"
    return HttpResponse(
        body,
        content_type=kind,
        headers={
            "Content-Disposition": f'attachment; filename="{name}.{form}"',
            "Cache-Control": "no-store",
        },
    )
