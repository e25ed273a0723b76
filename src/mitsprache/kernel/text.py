"""Translated text: the source in a column of its own, its translations in one JSON column.

`translations` has the shape `{language: {field: {"text", "of", "state", "by", "at"}}}`. `of` is the
hash of the source text that was translated, so that 'outdated' is computed and never kept by hand.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, Protocol


class TextState(StrEnum):
    """What a reader should know about the wording in front of them."""

    SOURCE = "source"
    CHECKED = "checked"
    DRAFT = "draft"
    MACHINE = "machine"
    OUTDATED = "outdated"
    MISSING = "missing"


LONGEST: Final = 200_000
"""Characters of the longest text in one language, markup included."""
STORED_STATES = frozenset({TextState.CHECKED, TextState.DRAFT, TextState.MACHINE})
"""The states that are kept; the others follow from comparing."""


class HasTranslations(Protocol):
    """A record with source text columns and the JSON column."""

    source_language: str
    translations: dict[str, dict[str, dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Text:
    """One wording: the text, the language it is in, and its state for the language asked for."""

    text: str
    language: str
    state: TextState

    def __str__(self) -> str:
        return self.text


def source_hash(text: str) -> str:
    """Return 16 hexadecimal digits that stand for the exact source text."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def text_in(record: HasTranslations, field: str, language: str) -> Text:
    """Return the wording of `field` that a reader of `language` gets.

    An outdated translation is still shown, marked; a missing one gives the source text.
    An empty source is empty in every language.
    """
    source: str = getattr(record, field)
    if language == record.source_language or not source:
        return Text(source, record.source_language, TextState.SOURCE)
    entry = record.translations.get(language, {}).get(field)
    if not entry or not entry.get("text"):
        return Text(source, record.source_language, TextState.MISSING)
    if entry["of"] != source_hash(source):
        return Text(entry["text"], language, TextState.OUTDATED)
    return Text(entry["text"], language, TextState(entry["state"]))


def texts_of(record: HasTranslations, field: str) -> Iterator[tuple[str, str]]:
    """Yield (language, text) of `field` in every language that there is, the source first."""
    yield record.source_language, getattr(record, field)
    for language, fields in record.translations.items():
        if field in fields:
            yield language, fields[field].get("text", "")


def with_translation(
    translations: Mapping[str, Mapping[str, Mapping[str, Any]]],
    *,
    language: str,
    field: str,
    source: str,
    text: str,
    state: TextState,
    by: str,
    at: str,
) -> dict[str, dict[str, dict[str, Any]]]:
    """Return a copy of `translations` in which `field` reads `text` in `language`.

    An empty text removes the entry. Nothing else is touched.

    Raises:
        ValueError: `state` is one that can't be stored.
    """
    if state not in STORED_STATES:
        raise ValueError(f"{state} is computed and can't be stored")
    copy = {
        code: {name: dict(entry) for name, entry in fields.items()}
        for code, fields in translations.items()
    }
    fields = copy.setdefault(language, {})
    if text:
        fields[field] = {
            "text": text,
            "of": source_hash(source),
            "state": state.value,
            "by": by,
            "at": at,
        }
    else:
        fields.pop(field, None)
    if not fields:
        del copy[language]
    return copy
