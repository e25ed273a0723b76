"""What the database holds, in the terms of the files: values by field, other records by key."""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Set as AbstractSet
from typing import Any, Final

from mitsprache.exchange.format.texts import FileName, Line, Lines, Rich, Tags
from mitsprache.exchange.kinds import KINDS, NAMELESS, TREES, Column, Kind
from mitsprache.kernel.models import Record

KEY_PARTS: Final[dict[str, tuple[str, ...]]] = {
    **{kind: (around,) for kind, around in TREES.items()},
    **NAMELESS,
}
"""Fields beside `key` that a kind's keys are made of."""


class Stored:
    """All keys, and the records of some kinds, read in one query each.

    Attributes:
        full: the kinds whose records are all there.
        records: the record by kind and key.
        keys: the key by kind and primary key.
    """

    def __init__(self, full: Collection[str] | None = None) -> None:
        """Read the keys of all kinds, and the whole records of `full` (None: of all)."""
        self.full = set(KINDS if full is None else full)
        self.records: dict[str, dict[str, Record]] = {name: {} for name in KINDS}
        self.keys: dict[str, dict[int, str]] = {name: {} for name in KINDS}
        self._pks: dict[str, dict[str, int]] = {name: {} for name in KINDS}
        self._links: dict[tuple[str, str], dict[int, list[str]]] = {}
        for kind in KINDS.values():
            rows = kind.model._default_manager.order_by("pk")
            if kind.name not in self.full:
                rows = rows.only("pk", "key", *KEY_PARTS.get(kind.name, ()))
            for record in rows:
                self.add(kind.name, record)
        for name in self.full:
            self._read_links(KINDS[name])

    def add(self, kind: str, record: Record) -> None:
        """Take a record in."""
        key = self._key_of(kind, record)
        self.keys[kind][record.pk] = key
        self._pks[kind][key] = record.pk
        if kind in self.full:
            self.records[kind][key] = record

    def remove(self, kind: str, key: str) -> None:
        """Forget a record that was deleted."""
        del self.records[kind][key]

    def _key_of(self, kind: str, record: Any) -> str:
        columns = {column.field: column for column in KINDS[kind].columns}

        def part(name: str) -> str:
            other = columns[name].refers_to
            if not other:
                return str(getattr(record, name))
            pk = getattr(record, f"{name}_id")
            return "" if pk is None else self.keys[other][pk]

        if kind in TREES:
            around = part(TREES[kind])
            return f"{around}/{record.key.removeprefix(f'{around}--')}"
        if kind in NAMELESS:
            return "/".join(part(name) for name in NAMELESS[kind])
        return str(record.key)

    def _read_links(self, kind: Kind) -> None:
        for column in kind.columns:
            if not column.is_many:
                continue
            relation: Any = kind.model._meta.get_field(column.field)
            own, other = relation.m2m_field_name(), relation.m2m_reverse_field_name()
            links: dict[int, list[str]] = {}
            others = self.keys[column.refers_to]
            through = relation.remote_field.through._default_manager
            for pk, other_pk in through.values_list(f"{own}_id", f"{other}_id"):
                links.setdefault(pk, []).append(others[other_pk])
            self._links[kind.name, column.field] = links

    def known(self, kind: str) -> AbstractSet[str]:
        """Return the keys of all records of a kind."""
        return self._pks[kind].keys()

    def record(self, kind: str, key: str) -> Record | None:
        """Return a record, read when only its key was known so far; None if there is none."""
        if kind not in self.full and key not in self.records[kind]:
            if key not in self._pks[kind]:
                return None
            record = KINDS[kind].model._default_manager.get(pk=self._pks[kind][key])
            self.records[kind][key] = record
        return self.records[kind].get(key)

    def owner_of(self, record: Any, owner: Column) -> str:
        """Return the key of the record that `record` is nested in."""
        return self.keys[owner.refers_to][getattr(record, f"{owner.field}_id")]

    def values(self, kind: str, key: str) -> dict[str, Any]:
        """Return a record's values as the files would have them."""
        record = self.records[kind][key]
        return {column.field: self._value(kind, column, record) for column in KINDS[kind].columns}

    def _value(self, kind: str, column: Column, record: Any) -> Any:
        if column.is_many:
            return tuple(sorted(self._links[kind, column.field].get(record.pk, ())))
        if column.refers_to:
            pk = getattr(record, f"{column.field}_id")
            return None if pk is None else self.keys[column.refers_to][pk]
        value = getattr(record, column.field)
        if isinstance(column.marker, Tags):
            return tuple(value.replace(",", " ").split())
        if isinstance(column.marker, FileName):
            return value.name or ""
        if isinstance(column.marker, Line | Lines | Rich):
            return value.replace("\r\n", "\n").strip()
        return value


def database_value(column: Column, value: Any) -> Any:
    """Return what the model's field takes for a plain value out of a file."""
    return ", ".join(value) if isinstance(column.marker, Tags) else value
