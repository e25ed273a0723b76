"""Texts of the command line: English in the source, German by LANG.

A catalogue of their own (`cli/locale/de/LC_MESSAGES/cli.po`): whoever runs the server reads these,
not the residents, so they are not translated into every language of the site, and they must be
there before Django is.
"""

from __future__ import annotations

import gettext
from functools import cache
from pathlib import Path

LOCALE = Path(__file__).parent / "locale"


@cache
def _translation() -> gettext.NullTranslations:
    return gettext.translation("cli", LOCALE, fallback=True)


def language() -> str:
    """Return 'de' if the environment (LANGUAGE, LC_ALL, LC_MESSAGES, LANG) asks for it, else 'en'."""
    return "de" if gettext.find("cli", str(LOCALE)) else "en"


def _(message: str) -> str:
    return _translation().gettext(message)


def ngettext(singular: str, plural: str, n: int) -> str:
    return _translation().ngettext(singular, plural, n)
