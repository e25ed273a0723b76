"""How wide pictures are kept, and whether a file holds pixels and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

WIDTH: Final = 1600
"""Widest picture that is kept, in pixels."""
SMALL_WIDTH: Final = 640
"""Width of the variant for cards and phones, in pixels."""
JPEG_TABLES: Final = frozenset({0xC0, 0xC1, 0xC2, 0xC4, 0xDB, 0xDD, 0xE0})
"""Frames, Huffman and quantisation tables, restart interval, JFIF header."""
PNG_PIXELS: Final = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"})
WEBP_PIXELS: Final = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH"})


def is_bare(data: bytes, kind: str) -> bool:
    """Return whether a 'JPEG', 'PNG' or 'WEBP' file has no metadata, comment or appended bytes."""
    return WALKERS[kind](data)


def _jpeg(data: bytes) -> bool:
    at = 2
    while data[at : at + 1] == b"\xff" and at + 4 <= len(data):
        marker = data[at + 1]
        if marker == 0xDA:
            return _jpeg_scans(data, at)
        if marker not in JPEG_TABLES:
            return False
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return False


def _jpeg_scans(data: bytes, at: int) -> bool:
    """Whether only scans and tables follow up to an end mark that is the last thing in the file."""
    while True:
        at = data.find(b"\xff", at)
        marker = data[at + 1 : at + 2]
        if at < 0 or not marker:
            return False
        code = marker[0]
        if code == 0xD9:
            return at + 2 == len(data)
        if code == 0x00 or 0xD0 <= code <= 0xD7:
            at += 2
        elif code == 0xDA or code in JPEG_TABLES:
            at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        else:
            return False


def _png(data: bytes) -> bool:
    at = 8
    while at + 12 <= len(data):
        name = data[at + 4 : at + 8]
        if name not in PNG_PIXELS:
            return False
        at += 12 + int.from_bytes(data[at : at + 4], "big")
        if name == b"IEND":
            return at == len(data)
    return False


def _webp(data: bytes) -> bool:
    if int.from_bytes(data[4:8], "little") + 8 != len(data):
        return False
    at = 12
    while at + 8 <= len(data):
        if data[at : at + 4] not in WEBP_PIXELS:
            return False
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        at += 8 + size + size % 2
    return at == len(data)


WALKERS: Final[dict[str, Callable[[bytes], bool]]] = {"JPEG": _jpeg, "PNG": _png, "WEBP": _webp}
