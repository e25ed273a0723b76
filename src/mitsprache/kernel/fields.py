"""Columns that Django's own fields would read too slowly."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper


class TranslationsField(models.JSONField):
    """A JSON column read with orjson.

    Every public page in a language but German decodes one of these for each record it prints.
    """

    def from_db_value(
        self, value: Any, expression: Any, connection: BaseDatabaseWrapper
    ) -> dict[str, Any] | None:
        """Return the translations; the database gives them as text."""
        return None if value is None else orjson.loads(value)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        """For the database, and so for migrations, it is a plain JSON column."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs
