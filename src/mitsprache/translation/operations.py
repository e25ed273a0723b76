"""Writing translations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from mitsprache.kernel import clock, store
from mitsprache.kernel.actor import Actor
from mitsprache.kernel.models import TranslatedRecord
from mitsprache.kernel.operation import operation
from mitsprache.kernel.richtext import from_editor
from mitsprache.kernel.text import TextState, source_hash, with_translation
from mitsprache.translation.registry import kind_named, targets

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


def _checked(record: TranslatedRecord, field: str, text: str) -> str:
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


@operation(permission="translation.translate", target="record")
def translate(
    *,
    actor: Actor,
    record: TranslatedRecord,
    language: str,
    wordings: Mapping[str, Wording],
) -> TranslatedRecord:
    """Put `wordings` by field name into the translations of `record`; other fields stay.

    Raises:
        ValidationError: a language or field that is not translated, an empty source, too long a text.
        store.Conflict: source or translation of one of the fields changed since it was seen.
    """
    if language not in targets(record):
        raise ValidationError(_("In diese Sprache wird dieser Text nicht übersetzt."))
    row = type(record)._default_manager.select_for_update().get(pk=record.pk)
    translations = row.translations
    for field, wording in wordings.items():
        if field not in row.TRANSLATED or not getattr(row, field):
            raise ValidationError(_("Diesen Text gibt es im Original nicht."))
        if wording.seen is not None and wording.seen != seen_mark(row, field, language):
            raise store.Conflict(row)
        translations = with_translation(
            translations,
            language=language,
            field=field,
            source=getattr(row, field),
            text=_checked(row, field, wording.text),
            state=wording.state,
            by=actor.name,
            at=clock.now().isoformat(timespec="seconds"),
        )
    return store.update(row, translations=translations)
