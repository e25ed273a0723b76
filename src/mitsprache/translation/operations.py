"""Writing translations."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from mitsprache.kernel import clock, store
from mitsprache.kernel.actor import Actor
from mitsprache.kernel.models import TranslatedRecord
from mitsprache.kernel.operation import operation
from mitsprache.kernel.text import with_translation
from mitsprache.translation.registry import targets
from mitsprache.translation.wording import Wording, fit, seen_mark


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
            text=fit(row, field, wording.text),
            state=wording.state,
            by=actor.name,
            at=clock.now().isoformat(timespec="seconds"),
        )
    return store.update(row, translations=translations)
