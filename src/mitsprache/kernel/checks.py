"""System checks: no text column is forgotten by translation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core import checks
from django.db import models

from mitsprache.kernel.models import Record, TranslatedRecord

TEXT_FIELDS = (models.CharField, models.TextField)
NO_TEXT = (models.SlugField, models.URLField, models.EmailField)


def text_columns(model: type[models.Model]) -> Iterator[str]:
    """Yield the names of the columns that hold free text."""
    for field in model._meta.concrete_fields:
        if (
            isinstance(field, TEXT_FIELDS)
            and not isinstance(field, NO_TEXT)
            and not field.choices
            and field.name != "source_language"
        ):
            yield field.name


@checks.register(checks.Tags.translation)
def every_text_is_declared(**_kwargs: Any) -> list[checks.CheckMessage]:
    """Refuse a record type with a text column neither translated nor excused."""
    found: list[checks.CheckMessage] = []
    for model in apps.get_models():
        if not issubclass(model, Record):
            continue
        translated = set(model.TRANSLATED) if issubclass(model, TranslatedRecord) else set()
        columns = set(text_columns(model))
        for name in sorted(columns - translated - set(model.NOT_TRANSLATED)):
            found.append(
                checks.Error(
                    f"{model.__name__}.{name} is neither TRANSLATED nor NOT_TRANSLATED.",
                    hint="Declare it translated, or give the reason why it is not.",
                    obj=model,
                    id="kernel.E001",
                )
            )
        for name in sorted((translated | set(model.NOT_TRANSLATED)) - columns):
            found.append(
                checks.Error(
                    f"{model.__name__} declares {name!r}, which is no text column.",
                    obj=model,
                    id="kernel.E002",
                )
            )
    return found
