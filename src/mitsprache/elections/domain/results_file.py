"""Votes by list as a CSV file with the columns list, votes and, if wanted, candidates."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

COLUMNS: Final = ("list", "votes", "candidates")
LONGEST_NUMBER: Final = 12
"""Digits of a number of votes; more is a slip."""


class FaultKind(StrEnum):
    """What can be wrong with a file."""

    ENCODING = "encoding"
    NOT_CSV = "not_csv"
    NO_COLUMN = "no_column"
    UNKNOWN_COLUMN = "unknown_column"
    COLUMN_COUNT = "column_count"
    NO_NAME = "no_name"
    TWICE = "twice"
    NO_NUMBER = "no_number"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in which line (counted from 1), in which column, and what stands there."""

    line: int
    kind: FaultKind
    column: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Results:
    """What a file says: votes of each list, and candidates of those that name them."""

    votes: dict[str, int]
    candidates: dict[str, int]


class Faulty(Exception):
    """The file can't be used; `faults` are all there are."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = tuple(faults)


def read_results(content: bytes) -> Results:
    """Read a file in UTF-8, with commas or semicolons.

    Raises:
        Faulty: something is wrong; all faults at once, by line.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise Faulty([Fault(line, FaultKind.ENCODING)]) from error
    head = text.lstrip("\r\n").partition("\n")[0]
    delimiter = ";" if head.count(";") > head.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        rows = [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise Faulty([Fault(reader.line_num, FaultKind.NOT_CSV, value=str(error))]) from error
    if not rows:
        raise Faulty([Fault(1, FaultKind.EMPTY)])
    line, header = rows[0][0], [cell.strip().lower() for cell in rows[0][1]]
    faults = [*_header_faults(line, header)]
    if not faults:
        results = Results({}, {})
        faults = [fault for row in rows[1:] for fault in _take(results, header, *row)]
        if not faults and results.votes:
            return results
        faults = faults or [Fault(line, FaultKind.EMPTY)]
    raise Faulty(faults)


def _header_faults(line: int, header: Sequence[str]) -> Iterator[Fault]:
    for name in COLUMNS[:2]:
        if name not in header:
            yield Fault(line, FaultKind.NO_COLUMN, name)
    for place, name in enumerate(header):
        if name not in COLUMNS:
            yield Fault(line, FaultKind.UNKNOWN_COLUMN, value=name)
        elif name in header[:place]:
            yield Fault(line, FaultKind.TWICE, name, name)


def _take(
    results: Results, header: Sequence[str], line: int, cells: Sequence[str]
) -> Iterator[Fault]:
    """Add a row to `results`, and yield what is wrong with it."""
    if len(cells) != len(header):
        yield Fault(line, FaultKind.COLUMN_COUNT, value=str(len(cells)))
        return
    row = {name: cell.strip() for name, cell in zip(header, cells, strict=True)}
    name = row["list"]
    if not name:
        yield Fault(line, FaultKind.NO_NAME, "list")
    elif name in results.votes:
        yield Fault(line, FaultKind.TWICE, "list", name)
    results.votes.setdefault(name, 0)
    for column, numbers in (("votes", results.votes), ("candidates", results.candidates)):
        written = row.get(column, "")
        if column == "candidates" and not written:
            continue
        if written.isascii() and written.isdigit() and len(written) <= LONGEST_NUMBER:
            numbers[name] = int(written)
        else:
            yield Fault(line, FaultKind.NO_NUMBER, column, written)
