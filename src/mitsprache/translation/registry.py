"""Which records have texts to translate. Apps put theirs into a list in `translatable.py`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.text import capfirst

from mitsprache.kernel.models import TranslatedRecord
from mitsprache.kernel.text import TextState, text_in


@dataclass(frozen=True, slots=True)
class Translatable:
    """A record type with texts.

    Attributes:
        model: the record type.
        public: returns the records that everybody can see; translators get no others.
    """

    model: type[TranslatedRecord]
    public: Callable[[], QuerySet[Any]]

    @property
    def name(self) -> str:
        """How the record type is called in addresses."""
        return str(self.model._meta.model_name)

    @property
    def label(self) -> str:
        """How the records are called."""
        return capfirst(str(self.model._meta.verbose_name_plural))


_kinds: dict[str, Translatable] = {}


def register(kinds: Iterable[Translatable]) -> None:
    """Add an app's record types."""
    for kind in kinds:
        _kinds[kind.name] = kind


def kinds() -> list[Translatable]:
    """Return all record types with texts."""
    return list(_kinds.values())


def kind_named(name: str) -> Translatable | None:
    """Return the record type of that name, if it has texts."""
    return _kinds.get(name)


def is_public(record: object) -> bool:
    """Whether everybody can see `record`."""
    kind = _kinds.get(str(getattr(getattr(record, "_meta", None), "model_name", "")))
    return kind is not None and kind.public().filter(pk=getattr(record, "pk", None)).exists()


def targets(record: TranslatedRecord) -> list[str]:
    """Return the languages into which `record` is translated."""
    return [code for code, _name in settings.LANGUAGES if code != record.source_language]


def states(record: TranslatedRecord, language: str) -> list[TextState]:
    """Return the state of every text that there is, in `language`."""
    return [
        text_in(record, field, language).state
        for field in record.TRANSLATED
        if getattr(record, field)
    ]
