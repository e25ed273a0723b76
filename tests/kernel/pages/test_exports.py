from __future__ import annotations

import csv
import datetime as dt
import io
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import load_workbook

from mitsprache.kernel.pages.exports import as_csv, as_xlsx, download, guarded


def read_csv(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))


def read_xlsx(data: bytes) -> list[list[Any]]:
    sheet = load_workbook(io.BytesIO(data)).active
    assert sheet is not None
    return [list(row) for row in sheet.iter_rows()]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_cell_becomes_a_formula(start: str) -> None:
    text = f'{start}HYPERLINK("https://elsewhere.test")'
    assert guarded(text) == f"'{text}"
    assert not read_csv(as_csv(["a"], [[text]]))[1][0].startswith(start)


def test_csv_is_what_german_spreadsheets_expect() -> None:
    data = as_csv(["Name", "Tag"], [["Muster; GmbH", dt.date(2026, 11, 23)], ["", 7]])
    assert data.startswith(b"\xef\xbb\xbf")
    assert read_csv(data) == [["Name", "Tag"], ["Muster; GmbH", "23.11.2026"], ["", "7"]]


def test_xlsx_keeps_numbers_and_dates_and_has_no_formula() -> None:
    moment = dt.datetime(2026, 11, 23, 15, 0, tzinfo=dt.UTC)
    rows = read_xlsx(
        as_xlsx(
            "Sitzungen/2026: [neu]",
            ["A"],
            [["=1+1", 3, Decimal("1.5"), dt.date(2026, 1, 2), moment, "a\x07b"]],
        )
    )
    cells = rows[1]
    assert cells[0].value == "=1+1"
    assert cells[0].data_type == "s"
    assert [cell.value for cell in cells[1:3]] == [3, 1.5]
    assert cells[3].value == dt.datetime(2026, 1, 2)  # noqa: DTZ001
    assert cells[4].value == dt.datetime(2026, 11, 23, 16)  # noqa: DTZ001
    assert cells[5].value == "ab"
    assert rows[0][0].font.bold


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_download_names_its_file(form: str) -> None:
    response = download(form, "Orte", "location-2026-11-23", ["A"], [])
    assert response["Content-Disposition"] == f'attachment; filename="location-2026-11-23.{form}"'
    assert response["Cache-Control"] == "no-store"
