"""Filters of office lists: one select each, its value in the address."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Any, Final

from django.db.models import Model, Q, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from mitsprache.kernel.access import Reason

Choices = list[tuple[str, str]]


class Filter(ABC):
    """Narrows a list by one chosen value.

    Args:
        name: of the parameter in the address; mostly the field's name.
        label: what it says; the field's own name unless given.
    """

    def __init__(self, name: str, label: Reason = "") -> None:
        self.name = name
        self.label = label

    def heading(self, model: type[Model]) -> str:
        """Return what stands above the select."""
        if self.label:
            return str(self.label)
        return capfirst(str(getattr(model._meta.get_field(self.name), "verbose_name", self.name)))

    @abstractmethod
    def choices(self, model: type[Model]) -> Choices:
        """Return the values to choose from and their words."""

    @abstractmethod
    def narrow(self, records: QuerySet[Any], value: str) -> QuerySet[Any]:
        """Return the records that match `value`, one of the choices."""


class ChoiceFilter(Filter):
    """By a field with a closed list of values."""

    def choices(self, model: type[Model]) -> Choices:
        field: Any = model._meta.get_field(self.name)
        return [(str(value), str(label)) for value, label in field.choices]

    def narrow(self, records: QuerySet[Any], value: str) -> QuerySet[Any]:
        return records.filter(**{self.name: value})


class YesNoFilter(Filter):
    """By a field that is true or false."""

    def choices(self, model: type[Model]) -> Choices:
        return [("ja", _("ja")), ("nein", _("nein"))]

    def narrow(self, records: QuerySet[Any], value: str) -> QuerySet[Any]:
        return records.filter(**{self.name: value == "ja"})


class RelatedFilter(Filter):
    """By a related record, named by its key.

    Args:
        name: the field.
        options: returns the records to choose from.
        label: see Filter.
    """

    def __init__(self, name: str, options: Callable[[], QuerySet[Any]], label: Reason = "") -> None:
        super().__init__(name, label)
        self.options = options

    def choices(self, model: type[Model]) -> Choices:
        return [(record.key, str(record)) for record in self.options()]

    def narrow(self, records: QuerySet[Any], value: str) -> QuerySet[Any]:
        return records.filter(**{f"{self.name}__key": value})


class ConditionFilter(Filter):
    """By conditions of its own.

    Args:
        name: of the parameter.
        label: what it says.
        conditions: by value, the words and a function that returns the condition.
    """

    def __init__(
        self, name: str, label: Reason, conditions: Mapping[str, tuple[Reason, Callable[[], Q]]]
    ) -> None:
        super().__init__(name, label)
        self.conditions = conditions

    def choices(self, model: type[Model]) -> Choices:
        return [(value, str(label)) for value, (label, _condition) in self.conditions.items()]

    def narrow(self, records: QuerySet[Any], value: str) -> QuerySet[Any]:
        return records.filter(self.conditions[value][1]()).distinct()


MOST_LETTERS: Final = 200
MOST_WORDS: Final = 8
"""More words than anybody looks for make a condition that takes the database minutes."""


def search(records: QuerySet[Any], fields: tuple[str, ...], text: str) -> QuerySet[Any]:
    """Return the records that hold every word of `text` in one of `fields`.

    Of a very long text only the beginning counts. Each word is a query within the query: as a
    condition on the rows joined so far, every word would multiply them by a session's items.

    SQLite knows upper and lower case of ASCII letters only, so words with others are tried in both.
    """
    for word in text[:MOST_LETTERS].split()[:MOST_WORDS]:
        spellings = (
            {word} if word.isascii() else {word, word.lower(), word.capitalize(), word.upper()}
        )
        condition = Q()
        for field in fields:
            for spelling in spellings:
                condition |= Q(**{f"{field}__icontains": spelling})
        holding = records.model._base_manager.filter(condition)
        records = records.filter(pk__in=holding.values("pk"))
    return records
