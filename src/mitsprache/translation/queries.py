"""Reads of the translators' queue."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from django.conf import settings
from django.db.models import QuerySet

from mitsprache.audit.models import Entry
from mitsprache.kernel import clock
from mitsprache.kernel.actor import Actor
from mitsprache.kernel.models import TranslatedRecord
from mitsprache.kernel.page_cache import content_version
from mitsprache.kernel.text import TextState, source_hash
from mitsprache.translation.permissions import is_staff
from mitsprache.translation.registry import Translatable, kind_named, kinds, states

OPEN: Final = (TextState.MISSING, TextState.OUTDATED, TextState.MACHINE, TextState.DRAFT)
"""States that ask for somebody, the most pressing first."""


@dataclass(frozen=True, slots=True)
class Work:
    """A record with texts that ask for somebody: how many in which state."""

    kind: Translatable
    record: TranslatedRecord
    language: str
    counts: dict[TextState, int]


def _records(kind: Translatable, *, everything: bool) -> QuerySet[Any]:
    return kind.model._default_manager.all() if everything else kind.public()


def record_named(viewer: Actor, name: str, key: str) -> tuple[Translatable, Any] | None:
    """Return the record type `name` and its record `key`, if `viewer` may translate it."""
    kind = kind_named(name)
    if kind is None:
        return None
    record = _records(kind, everything=bool(is_staff(viewer))).filter(key=key).first()
    return (kind, record) if record else None


def _walk(kind: Translatable, *, everything: bool) -> Iterator[TranslatedRecord]:
    yield from _records(kind, everything=everything).order_by("-pk").iterator(chunk_size=500)


def work(viewer: Actor, *, language: str, state: str = "", name: str = "") -> Iterator[Work]:
    """Yield the records with open texts in `language`, newest first within their type.

    Args:
        viewer: translators get public records only.
        language: the target.
        state: only texts in this state.
        name: only this record type.
    """
    wanted = {TextState(state)} if state in OPEN else set(OPEN)
    for kind in kinds():
        if name and kind.name != name:
            continue
        for record in _walk(kind, everything=bool(is_staff(viewer))):
            if record.source_language == language:
                continue
            counts = Counter(found for found in states(record, language) if found in wanted)
            if counts:
                yield Work(kind, record, language, dict(counts))


@lru_cache(maxsize=4)
def _open_texts(
    _version: int,
    _day: dt.date,
    everything: bool,  # noqa: FBT001 (a key of the cache)
) -> dict[str, dict[TextState, int]]:
    totals = {code: Counter[TextState]() for code, _name in settings.LANGUAGES}
    for kind in kinds():
        for record in _walk(kind, everything=everything):
            for language, total in totals.items():
                if language != record.source_language:
                    total.update(states(record, language))
    return {language: dict(total) for language, total in totals.items() if total}


def open_texts(viewer: Actor) -> dict[str, dict[TextState, int]]:
    """Return by language how many texts are in which state. Counted once per day and content version."""
    return _open_texts(content_version(), clock.today(), bool(is_staff(viewer)))


def old_source(record: TranslatedRecord, field: str, language: str) -> str | None:
    """Return the source text from which a translation was made, if the log still knows it."""
    entry = record.translations.get(language, {}).get(field)
    if not entry:
        return None
    log = Entry.objects.filter(
        target_model=record._meta.label_lower, target_pk=str(record.pk)
    ).order_by("-number")
    for changes in log.values_list("changes", flat=True)[:100]:
        for change in changes:
            old = change["fields"].get(field, [None])[0]
            if (
                change["model"] == record._meta.label_lower
                and change["pk"] == str(record.pk)
                and isinstance(old, str)
                and source_hash(old) == entry["of"]
            ):
                return old
    return None
