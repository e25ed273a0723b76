"""The fonts of printed pages, and which characters they can print.

They come as Python packages, so that every machine prints alike and none searches its system.
"""

from __future__ import annotations

import functools
import re
import struct
import unicodedata
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import typst

PACKAGES: Final = ("fontpkg_noto_sans", "fontpkg_noto_sans_arabic")
UNKNOWN: Final = "\N{REPLACEMENT CHARACTER}"
"""What stands for a character that no font has; strict PDF must not hold such characters."""
SUBSTITUTES: Final = str.maketrans(
    {"→": "->", "←": "<-", "⇒": "=>", "\t": " ", "☐": "[ ]", "☑": "[x]"}
)
"""Frequent signs that the fonts lack, in the signs that they have."""


@functools.cache
def font_files() -> tuple[Path, ...]:
    """Return the font files, upright and italic, in the order in which Typst asks them."""
    folders = [Path(str(files(package))) / "files" for package in PACKAGES]
    return tuple(sorted(file for folder in folders for file in folder.glob("*.ttf")))


@functools.cache
def fonts() -> typst.Fonts:
    """Return the fonts as the compiler takes them; read once per process."""
    import typst

    folders = sorted({str(file.parent) for file in font_files()})
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders)
    )


def covered(font: bytes) -> list[tuple[int, int]]:
    """Return the stretches of code points, both ends included, for which a font has a glyph.

    Reads the table 'cmap' in its format 12 (OpenType specification), which these fonts have.

    Raises:
        ValueError: the font has no such table.
    """
    tables = struct.unpack_from(">H", font, 4)[0]
    for number in range(tables):
        tag, _sum, start, _length = struct.unpack_from(">4sIII", font, 12 + 16 * number)
        if tag == b"cmap":
            return _stretches(font, start)
    raise ValueError("the font has no table of characters")


def _stretches(font: bytes, start: int) -> list[tuple[int, int]]:
    for number in range(struct.unpack_from(">H", font, start + 2)[0]):
        offset = start + struct.unpack_from(">I", font, start + 8 + 8 * number)[0]
        if struct.unpack_from(">H", font, offset)[0] == 12:
            groups = struct.unpack_from(">I", font, offset + 12)[0]
            return [
                struct.unpack_from(">II", font, offset + 16 + 12 * group) for group in range(groups)
            ]
    raise ValueError("the font has no table of characters in format 12")


@functools.cache
def _unprintable() -> re.Pattern[str]:
    """Match what cannot be printed, upright or italic, and what PDF/A forbids (private use)."""
    allowed: set[int] = set()
    for upright, italic in _pairs():
        points = _points(upright)
        allowed |= points & _points(italic) if italic else points
    text = "".join(
        chr(point)
        for point in sorted(allowed)
        if unicodedata.category(chr(point)) not in {"Cc", "Co", "Cs", "Cn", "Zl", "Zp"}
    )
    return re.compile(f"[^{re.escape(text)}\n]")


def _pairs() -> list[tuple[Path, Path | None]]:
    italics = {
        file.name.replace("-Italic", ""): file for file in font_files() if "-Italic" in file.name
    }
    return [(file, italics.get(file.name)) for file in font_files() if "-Italic" not in file.name]


def _points(file: Path) -> set[int]:
    return {point for first, last in covered(file.read_bytes()) for point in range(first, last + 1)}


def printable(value: Any) -> Any:
    """Return JSON-like `value` with every character that can't be printed replaced.

    Controls fall away, tabs become spaces; combining characters are composed where they can be.
    """
    if isinstance(value, str):
        return _printable(value)
    if isinstance(value, dict):
        return {name: printable(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [printable(item) for item in value]
    return value


def _printable(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").translate(SUBSTITUTES))
    return _unprintable().sub(_replaced, text)


def _replaced(match: re.Match[str]) -> str:
    controls = {"Cc", "Cf", "Mn", "Cs"}
    return "" if unicodedata.category(match[0]) in controls else UNKNOWN
