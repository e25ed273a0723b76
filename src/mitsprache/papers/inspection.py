"""What a PDF holds and whether it does something by itself: run as a process of its own.

`python -m mitsprache.papers.inspection` reads a PDF from its standard input and writes what it
found as JSON. It knows no Django, sets itself limits of memory and time, and is stopped by whoever
started it when it takes too long; `pdf.checked` is that caller.

What counts as active is told by the keys of ISO 32000-2: actions (12.6.4), additional actions
(12.6.3), embedded files (7.11.4), XFA forms (Annex K) and rich media (13.7). All objects are looked
at, also those that no page refers to, for a viewer may reach them where this reader does not.
"""

from __future__ import annotations

import json
import re
import resource
import sys
from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

from pypdf import PdfReader
from pypdf.errors import LimitReachedError, PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

MOST_MEMORY: Final = 768 * 1024 * 1024
MOST_SECONDS: Final = 20
"""Bytes of memory and seconds of the processor that the process allows itself."""
MOST_PAGES: Final = 2_000
MOST_OBJECTS: Final = 200_000
MOST_NESTED: Final = 2_000_000
"""Values within all objects that are looked at."""
MOST_UNPACKED: Final = 100_000_000
"""Bytes of the instructions of all pages, unpacked."""
MOST_TEXT: Final = 1_000_000
"""Characters of text that are kept for the search."""

ACTIONS: Final = {
    "/JavaScript": "javascript",
    "/Launch": "launch",
    "/ImportData": "action",
    "/SubmitForm": "action",
    "/GoToE": "action",
    "/Rendition": "media",
    "/Movie": "media",
    "/Sound": "media",
    "/RichMediaExecute": "media",
}
"""Types of actions ('/S') that are refused, and what they are called."""
KEYS: Final = {
    "/JS": "javascript",
    "/JavaScript": "javascript",
    "/EmbeddedFiles": "embedded",
    "/EF": "embedded",
    "/XFA": "xfa",
    "/RichMediaContent": "media",
    "/AA": "action",
}
"""Keys that are refused wherever they stand."""
SUBTYPES: Final = {"/RichMedia": "media", "/FileAttachment": "embedded"}
RAW: Final = re.compile(rb"/(JavaScript|Launch|EmbeddedFiles?|RichMedia)(?![A-Za-z0-9])")
"""The same names as they stand in the file, for objects that its table does not list."""
_ESCAPED: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_RAW_KINDS: Final = {b"JavaScript": "javascript", b"Launch": "launch", b"RichMedia": "media"}

BROKEN: Final = (
    PyPdfError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What pypdf raises for files that are damaged."""


class Refused(Exception):
    """The file may not be shown; `code` says why, `what` which active content it is."""

    def __init__(self, code: str, what: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.what = what


def inspect(data: bytes) -> dict[str, Any]:
    """Return pages and text of the PDF in `data`.

    Raises:
        Refused: no PDF, encrypted, with active content, too many pages, or broken.
    """
    if not data.startswith(b"%PDF-"):
        raise Refused("no_pdf")
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted:
            raise Refused("encrypted")
        _refuse_active(reader, data)
        pages = len(reader.pages)
        if pages > MOST_PAGES:
            raise Refused("too_many_pages")
        if not pages:
            raise Refused("broken")
        return {"pages": pages, "text": _text(reader)}
    except BROKEN as error:
        raise Refused("broken") from error
    except MemoryError as error:
        raise Refused("too_heavy") from error


def _refuse_active(reader: PdfReader, data: bytes) -> None:
    plain = _ESCAPED.sub(lambda match: bytes([int(match[1], 16)]), data)
    for match in RAW.finditer(plain):
        raise Refused("active", _RAW_KINDS.get(match[1], "embedded"))
    opening = reader.root_object.get("/OpenAction")
    if isinstance(opening, IndirectObject):
        opening = opening.get_object()
    if isinstance(opening, DictionaryObject) and (
        opening.get("/S") != "/GoTo" or "/Next" in opening
    ):
        raise Refused("active", "action")
    for value in _dictionaries(reader):
        for key, kind in KEYS.items():
            if key in value:
                raise Refused("active", kind)
        kind = ACTIONS.get(_name(value, "/S")) or SUBTYPES.get(_name(value, "/Subtype"), "")
        if kind:
            raise Refused("active", kind)


def _name(value: DictionaryObject, key: str) -> str:
    """Return a name that may also stand behind a reference."""
    found = value.get(key)
    if isinstance(found, IndirectObject):
        found = found.get_object()
    return found if isinstance(found, str) else ""


def _dictionaries(reader: PdfReader) -> Iterator[DictionaryObject]:
    """Yield every dictionary of the file, also those nested in others; no recursion."""
    numbers = [
        *((number, generation) for generation, row in reader.xref.items() for number in row),
        *((number, 0) for number in reader.xref_objStm),
    ]
    if len(numbers) > MOST_OBJECTS:
        raise Refused("too_heavy")
    waiting: list[Any] = [reader.trailer]
    seen = 0
    for number, generation in numbers:
        waiting.append(reader.get_object(IndirectObject(number, generation, reader)))
        while waiting:
            seen += 1
            if seen > MOST_NESTED:
                raise Refused("too_heavy")
            value = waiting.pop()
            if isinstance(value, DictionaryObject):
                yield value
                waiting.extend(dict.values(value))
            elif isinstance(value, ArrayObject):
                waiting.extend(list.__iter__(value))


def _text(reader: PdfReader) -> str:
    """Return what the pages say; a page whose text can't be read adds nothing.

    Raises:
        Refused: the pages unpack to more than any document needs.
    """
    found: list[str] = []
    length = unpacked = 0
    for page in reader.pages:
        unpacked += _unpacked(page)
        if unpacked > MOST_UNPACKED:
            raise Refused("too_heavy")
        try:
            text = page.extract_text()
        except BROKEN:
            continue
        found.append(text)
        length += len(text)
        if length > MOST_TEXT:
            break
    words = "\n".join(found).encode("utf-8", "ignore").decode("utf-8")
    return words.replace("\x00", "")[:MOST_TEXT].strip()


def _unpacked(page: DictionaryObject) -> int:
    """Return how many bytes the instructions of a page take when they are unpacked."""
    contents = page.get("/Contents")
    while isinstance(contents, IndirectObject):
        contents = contents.get_object()
    parts = contents if isinstance(contents, ArrayObject) else [contents]
    streams = [part.get_object() for part in parts if part is not None]
    try:
        return sum(len(one.get_data()) for one in streams if isinstance(one, StreamObject))
    except LimitReachedError as error:
        raise Refused("too_heavy") from error


def main() -> None:
    """Inspect the PDF on the standard input within limits and write what was found."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        answer = inspect(sys.stdin.buffer.read())
    except Refused as refused:
        answer = {"refused": refused.code, "what": refused.what}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
