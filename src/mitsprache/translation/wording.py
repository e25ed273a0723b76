"""What a translator puts into a field, and how it is made fit to be stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from mitsprache.kernel.models import TranslatedRecord
from mitsprache.kernel.richtext import from_editor
from mitsprache.kernel.text import TextState, source_hash
from mitsprache.translation.registry import kind_named

LONGEST: Final = 200_000
"""Characters of a long text, markup included."""


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
    kind = kind_named(str(record._meta.model_name))
    if kind and field in kind.rich:
        text = from_editor(text)
    column: Any = record._meta.get_field(field)
    limit = column.max_length * 2 if column.max_length else LONGEST
    if len(text) > limit:
        raise ValidationError(
            {
                field: _("Der Text ist zu lang: %(length)s Zeichen, erlaubt sind %(limit)s.")
                % {"length": len(text), "limit": limit}
            }
        )
    return text.strip()
