"""What a translator puts into a field, and how it is made fit to be stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from mitsprache.kernel.models import TranslatedRecord, too_long
from mitsprache.kernel.richtext import from_editor
from mitsprache.kernel.text import LONGEST, TextState, source_hash


@dataclass(frozen=True, slots=True)
class Wording:
    """What is to stand in a field: the text ('' takes it away), its state, and what was seen.

    `seen` is `seen_mark` of source and translation as they stood when the text was written; None
    writes over anything.
    """

    text: str
    state: TextState
    seen: str | None = None


def seen_mark(record: TranslatedRecord, field: str, language: str) -> str:
    """Return a mark that changes when the source of a text or its translation changes."""
    entry = record.translations.get(language, {}).get(field, {})
    return source_hash(f"{getattr(record, field)}\x00{entry.get('text', '')}")


def fit(record: TranslatedRecord, field: str, text: str) -> str:
    """Return `text` as it is stored: sanitised if it is HTML, without blanks around it.

    Raises:
        ValidationError: it is too long.
    """
    if field in record.RICH:
        text = from_editor(text)
    column: Any = record._meta.get_field(field)
    limit = column.max_length * 2 if column.max_length else LONGEST
    if len(text) > limit:
        raise ValidationError({field: too_long(text, limit)})
    return text.strip()
