"""Reading only what a page prints."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import QuerySet
from django.utils.translation import get_language

from mitsprache.kernel.languages import BINDING
from mitsprache.kernel.models import TranslatedRecord

R = TypeVar("R", bound=TranslatedRecord)


def columns_for_reading(rows: QuerySet[R], *columns: str) -> QuerySet[R]:
    """Restrict `rows` to `columns` and what their wording in the active language needs.

    Readers of the binding language get the source texts, so the translations, by far the largest
    column, stay unread. Columns of a joined record are named 'location__room'. A column left out
    is read on demand, at the price of a query a row.
    """
    records = {column.rpartition("__")[0] for column in columns}
    needed = [f"{record}__source_language".removeprefix("__") for record in records]
    if get_language() != BINDING:
        needed += [f"{record}__translations".removeprefix("__") for record in records]
    return rows.only(*needed, *columns)
