"""Writes rows in an order in which each finds what it refers to, and gathers what goes wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import partial
from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction

from mitsprache.exchange import rules
from mitsprache.exchange.format.texts import FileName, Ref
from mitsprache.exchange.kinds import COMPLETE, KINDS, NAMELESS, Column, Kind
from mitsprache.exchange.media import Media, Medium
from mitsprache.exchange.problems import Problem, in_order
from mitsprache.exchange.references import check_references
from mitsprache.exchange.report import LoadReport, Progress
from mitsprache.exchange.rows import Council, Row, Wordings, database_key
from mitsprache.exchange.stored import Stored, database_value
from mitsprache.exchange.wordings import merged
from mitsprache.kernel import clock, store
from mitsprache.kernel.keys import LENGTH
from mitsprache.kernel.models import Record, TranslatedRecord
from mitsprache.kernel.text import source_hash


class _Waiting(Exception):
    """A row refers to a record that could not be written; its own fault is told elsewhere."""


class Writer:
    """Writes what differs. Runs inside the operation; whoever calls it undoes it all on problems."""

    def __init__(self, council: Council, media: Media, *, by: str, progress: Progress) -> None:
        self.council = council
        self.media = media
        self.by = by
        self.at = clock.now().isoformat()
        self.progress = progress
        self.report = LoadReport()
        self.problems: list[Problem] = []
        self.wordings: dict[tuple[str, str], list[Wordings]] = defaultdict(list)
        for wordings in council.wordings:
            self.wordings[wordings.kind, wordings.key].append(wordings)
        full = {name for name, rows in council.rows.items() if rows}
        full |= {kind for kind, _key in self.wordings}
        full |= {name for name in COMPLETE if council.rows[self._around(name)]}
        self.stored = Stored(full)
        media.look()
        self.written: list[tuple[Row, Record]] = []
        self.replaced: list[tuple[Any, str]] = []
        """Storage and name of files that no record holds any more after this."""

    @staticmethod
    def _around(kind: str) -> str:
        owner = KINDS[kind].owner
        return owner.refers_to if owner else kind

    def write(self) -> None:
        """Write all kinds, then delete what nested lists no longer name, then ask the rules."""
        self.problems += check_references(self.council, self.stored)
        for kind in KINDS.values():
            self._keep_positions(kind)
            self._write_kind(kind)
        self._write_loose_wordings()
        for name in reversed(KINDS):
            owner = KINDS[name].owner
            if owner and name in COMPLETE:
                self._delete_missing(KINDS[name], owner)
        if not (self.problems or self.council.problems):
            self.problems += rules.broken(self.written)
            errors, oddities = rules.composition(self.council.rows["memberships"], self.written)
            self.problems += errors
            self.report.warnings += oddities
        self.report.warnings = in_order(self.report.warnings)
        saved = {str(file.name) for file in self.media.saved}
        for storage, name in self.replaced:
            if name not in saved:
                transaction.on_commit(partial(storage.delete, name))

    # One kind

    def _write_kind(self, kind: Kind) -> None:
        """Write the rows of a kind; those that others stand in the way of are tried again."""
        rows = _parents_first(kind, self.council.rows[kind.name])
        label = str(kind.model._meta.verbose_name_plural)
        total = done = 0
        total = len(rows)
        parked = False
        while rows:
            refused: list[tuple[Row, ValidationError]] = []
            for row in rows:
                try:
                    self._write_row(kind, row)
                except ValidationError as error:
                    refused.append((row, error))
                    continue
                except _Waiting:
                    pass
                done += 1
                self.progress(label, done, total)
            if len(refused) == len(rows):
                if parked or not self._park(kind, [row for row, _fault in refused]):
                    for row, fault in refused:
                        self.problems += rules.told(kind, row, fault)
                    return
                parked = True
            rows = [row for row, _fault in refused]

    def _park(self, kind: Kind, rows: Iterable[Row]) -> bool:
        """Free the places that records hold which want to swap them; tell whether there are any."""
        found = False
        for row in rows:
            record = self.stored.records[kind.name].get(row.key)
            free = {
                name: value
                for name, value in kind.parked.items()
                if record and getattr(record, name) not in {value, row.values[name]}
            }
            if record and free:
                store.update(record, **free)
                found = True
        return found

    def _write_row(self, kind: Kind, row: Row) -> None:
        """Create the row's record, or update what differs.

        Raises:
            ValidationError: the record refuses.
            _Waiting: another record is missing.
        """
        counts = self.report.counts[kind.name]
        record = self.stored.records[kind.name].get(row.key)
        if record is None:
            record = self._create(kind, row)
            counts.created += 1
            self.written.append((row, record))
        elif self._update(kind, row, record):
            counts.updated += 1
            self.written.append((row, record))
        else:
            counts.unchanged += 1

    def _create(self, kind: Kind, row: Row) -> Record:
        values: dict[str, Any] = {"key": _key_for(row)}
        links: dict[str, list[Record]] = {}
        for column in kind.columns:
            value = self._resolved(kind, column, row.values[column.field])
            if column.is_many:
                links[column.field] = value
            else:
                values[column.field] = value
        if kind.translated:
            values["translations"] = self._translations(kind, row.key, {}, row.values)
        record = store.create(kind.model(**values))
        self._note_files(kind, record, values)
        for name, others in links.items():
            store.set_links(record, name, others)
        self.stored.add(kind.name, record)
        return record

    def _update(self, kind: Kind, row: Row, record: Record) -> bool:
        old = self.stored.values(kind.name, row.key)
        changes: dict[str, Any] = {}
        links: dict[str, list[Record]] = {}
        for column in kind.columns:
            new = row.values[column.field]
            if self._is_same(column, record, old[column.field], new):
                continue
            if isinstance(column.marker, FileName) and old[column.field]:
                self.replaced.append((getattr(record, column.field).storage, old[column.field]))
            target = links if column.is_many else changes
            target[column.field] = self._resolved(kind, column, new)
        if isinstance(record, TranslatedRecord):
            translations = self._translations(kind, row.key, record.translations, row.values)
            if translations != record.translations:
                changes["translations"] = translations
        if changes:
            store.update(record, **changes)
            self._note_files(kind, record, changes)
        for name, others in links.items():
            store.set_links(record, name, others)
        return bool(changes or links)

    def _note_files(self, kind: Kind, record: Record, values: Mapping[str, Any]) -> None:
        """Tell the media which files were written with a record."""
        for column in kind.columns:
            if isinstance(column.marker, FileName) and values.get(column.field):
                self.media.note(getattr(record, column.field))

    def _is_same(self, column: Column, record: Record, old: Any, new: Any) -> bool:
        if not isinstance(column.marker, FileName) or not (old and new):
            return bool(old == new)
        medium = self._medium(column.marker, new)
        storage = getattr(record, column.field).storage
        return medium.is_stored_as(old) and bool(storage.exists(old))

    def _medium(self, marker: FileName, name: str) -> Medium:
        medium = self.media.get(f"{marker.folder}/{name}")
        if medium is None:
            raise _Waiting
        return medium

    def _content(
        self, kind: Kind, column: Column, marker: FileName, name: str
    ) -> ContentFile[bytes]:
        content = self._medium(marker, name).content()
        field: Any = kind.model._meta.get_field(column.field)
        self.media.make_way(field, content)
        return content

    def _resolved(self, kind: Kind, column: Column, value: Any) -> Any:
        """Return what the model takes for a row's value."""
        if column.is_many:
            return [self._record(column.refers_to, key) for key in value]
        if isinstance(column.marker, Ref):
            if value is None and not column.marker.required:
                return None
            return self._record(column.refers_to, value)
        if isinstance(column.marker, FileName):
            return self._content(kind, column, column.marker, value) if value else ""
        return database_value(column, value)

    def _record(self, kind: str, key: str | None) -> Record:
        record = self.stored.record(kind, key) if key else None
        if record is None:
            raise _Waiting
        return record

    # Translations

    def _translations(
        self, kind: Kind, key: str, old: dict[str, Any], sources: dict[str, Any]
    ) -> dict[str, Any]:
        found = self.wordings.pop((kind.name, key), [])
        if not found:
            return old
        translations, warnings = merged(old, found, sources, by=self.by, at=self.at)
        self.report.warnings += warnings
        return translations

    def _write_loose_wordings(self) -> None:
        """Write translations of records that stand in the database only."""
        for kind_name, key in list(self.wordings):
            record = self.stored.records[kind_name].get(key)
            if not isinstance(record, TranslatedRecord):
                continue
            sources = {name: getattr(record, name) for name in KINDS[kind_name].translated}
            translations = self._translations(KINDS[kind_name], key, record.translations, sources)
            if translations != record.translations:
                store.update(record, translations=translations)
                self.report.counts[kind_name].updated += 1

    # Lists that are complete

    def _keep_positions(self, kind: Kind) -> None:
        """Where nested records stand in the file's order already, leave their numbers alone."""
        if not kind.has_position or kind.owner is None:
            return
        lists: dict[tuple[Any, Any], list[Row]] = defaultdict(list)
        for row in self.council.rows[kind.name]:
            lists[row.values[kind.owner.field], row.values.get("parent")].append(row)
        for rows in lists.values():
            records: list[Any] = [self.stored.records[kind.name].get(row.key) for row in rows]
            numbers = [record.position if record else -1 for record in records]
            if -1 not in numbers and all(a < b for a, b in pairwise(numbers)):
                for row, number in zip(rows, numbers, strict=True):
                    row.values["position"] = number

    def _delete_missing(self, kind: Kind, owner: Column) -> None:
        """Delete nested records that their list no longer names, inner ones first."""
        named = self.council.named[kind.name].keys() | {
            row.key for row in self.council.rows[kind.name]
        }
        places = {row.key: row.place for row in self.council.rows[owner.refers_to]}
        missing = [
            (key, record, around)
            for key, record in self.stored.records[kind.name].items()
            if key not in named and (around := self.stored.owner_of(record, owner)) in places
        ]
        for key, record, around in _inner_first(missing):
            try:
                store.delete(record)
            except store.StillInUse as error:
                self.problems.append(rules.still_needed(places[around], record, error))
                continue
            self.stored.remove(kind.name, key)
            self.report.counts[kind.name].deleted += 1


def _key_for(row: Row) -> str:
    """Return the database's key of a new record."""
    if row.kind in NAMELESS:
        key = row.key.replace("/", "--").replace("_", "-")
        return key if len(key) <= LENGTH else f"{key[: LENGTH - 17]}-{source_hash(key)}"
    return database_key(row.key)


def _parents_first(kind: Kind, rows: list[Row]) -> list[Row]:
    """Return the rows so that those that others of the kind refer to come first."""
    inner = next((one.field for one in kind.columns if one.refers_to == kind.name), None)
    if inner is None:
        return list(rows)
    by_key = {row.key: row for row in rows}
    ordered: dict[str, Row] = {}
    for row in rows:
        way: list[Row] = []
        here: Row | None = row
        while here is not None and here.key not in ordered and here not in way:
            way.append(here)
            here = by_key.get(here.values[inner] or "")
        ordered.update((one.key, one) for one in reversed(way))
    return list(ordered.values())


def _inner_first(missing: list[tuple[str, Any, str]]) -> list[tuple[str, Any, str]]:
    """Return records so that those that refer to others among them come first."""
    by_pk = {record.pk: (key, record, around) for key, record, around in missing}

    def depth(record: Any) -> int:
        above = getattr(record, "parent_id", None) or getattr(record, "deputy_for_id", None)
        seen = {record.pk}
        steps = 0
        while above in by_pk and above not in seen:
            seen.add(above)
            steps += 1
            inner = by_pk[above][1]
            above = getattr(inner, "parent_id", None) or getattr(inner, "deputy_for_id", None)
        return steps

    return sorted(missing, key=lambda one: depth(one[1]), reverse=True)
