"""Keys: the part of an address that names a record, made from its name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Final

GERMAN: Final = str.maketrans(
    {
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "Ä": "Ae",
        "Ö": "Oe",
        "Ü": "Ue",
        "ß": "ss",
        "ẞ": "SS",
        "ı": "i",
    }
)
KEY: Final = re.compile(r"[a-z0-9]+(-+[a-z0-9]+)*")
"""What a key looks like, in forms and in files."""
RESERVED: Final = frozenset({"neu"})
"""Words that stand at a key's place in an address already."""
LENGTH: Final = 100


def key_of(text: str) -> str:
    """Return `text` as lower-case ASCII words joined by hyphens, at most 100 characters; maybe ''."""
    spelled = unicodedata.normalize("NFC", text).translate(GERMAN)
    parted = "".join(" " if unicodedata.category(c)[0] in "PSZC" else c for c in spelled)
    ascii_only = unicodedata.normalize("NFKD", parted).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", ascii_only.lower())
    return "-".join(words)[:LENGTH].strip("-")


def free_key(
    text: str, taken: Callable[[str], bool], fallback: str = "eintrag", prefix: str = ""
) -> str:
    """Return a key for `text` that is not `taken`: the plain one, else with a number after it.

    Args:
        text: words, mostly the record's name.
        taken: whether a key belongs to another record already.
        fallback: stands in for a text without any letter or digit that an address can hold.
        prefix: begins the key as it is; the words get the room it leaves.
    """
    room = LENGTH - len(prefix)
    plain = key_of(text)[:room].strip("-") or fallback[:room]
    key, number = prefix + plain, 1
    while key in RESERVED or taken(key):
        number += 1
        ending = f"-{number}"
        key = prefix + plain[: room - len(ending)] + ending
    return key
