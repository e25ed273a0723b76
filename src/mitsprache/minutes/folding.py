"""Words compared without regard to capitals and umlauts, by the database and here alike."""

from __future__ import annotations

from typing import Any, Final

from django.db.models import F, TextField, Value
from django.db.models.functions import Concat, Lower, Replace

SIGNS: Final = {
    "ä": "ae",
    "Ä": "ae",
    "ö": "oe",
    "Ö": "oe",
    "ü": "ue",
    "Ü": "ue",
    "ß": "ss",
    "ş": "s",
    "Ş": "s",
    "ğ": "g",
    "Ğ": "g",
    "ı": "i",
    "İ": "i",
    "ç": "c",
    "Ç": "c",
    "é": "e",
    "è": "e",
    "á": "a",
    "à": "a",
}
"""Signs of names and loan words in German texts; all others are compared as they are."""
MOST_WORDS: Final = 8
LONGEST: Final = 60


def folded(text: str) -> str:
    """Return `text` in the form in which it is compared."""
    return text.translate({ord(sign): plain for sign, plain in SIGNS.items()}).lower()


def folded_columns(*names: str) -> Any:
    """Return the expression that folds the texts of columns, one after the other, in SQL."""
    parts = [part for name in names for part in (F(name), Value(" "))]
    expression: Any = Concat(*parts, output_field=TextField())
    for sign, plain in SIGNS.items():
        expression = Replace(expression, Value(sign), Value(plain), output_field=TextField())
    return Lower(expression)


def words_of(text: str) -> list[str]:
    """Return the words to search for, folded: not more and not longer than anybody needs."""
    return [folded(word[:LONGEST]) for word in text.split()[:MOST_WORDS]]
