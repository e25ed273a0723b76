"""The languages the program knows, by BCP 47 tag."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Language:
    """One language: tag, own name, writing direction ('ltr' or 'rtl')."""

    code: str
    own_name: str
    direction: str = "ltr"


BINDING: Final = "de"
"""The language whose text is the legally binding one."""

KNOWN: Final[dict[str, Language]] = {
    language.code: language
    for language in (
        Language("de", "Deutsch"),
        Language("de-simple", "Leichte Sprache"),
        Language("en", "English"),
        Language("tr", "Türkçe"),
        Language("ar", "العربية", "rtl"),
    )
}


def direction_of(code: str) -> str:
    """Return 'rtl' or 'ltr'; an unknown language counts as left-to-right."""
    language = KNOWN.get(code)
    return language.direction if language else "ltr"
