"""What changed between two versions of an agenda."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any


@dataclass(frozen=True, slots=True)
class Entry:
    """An item of an agenda as it was sent.

    Attributes:
        key: of the item; it stays when the item moves.
        number: as printed, '3.1'.
        parent: key of the item above, '' at the top.
        public: whether it stands in the public part.
        title: in German, the binding language.
        titles: in other languages, by tag.
        kind: 'item' or 'section'.
        rapporteur: name.
        papers: keys of the papers, in order.
    """

    key: str
    number: str
    parent: str
    public: bool
    title: str
    titles: dict[str, str] = field(default_factory=dict)
    kind: str = "item"
    rapporteur: str = ""
    papers: tuple[str, ...] = ()

    @classmethod
    def read(cls, row: Mapping[str, Any]) -> Entry:
        """Return the entry that `plain` wrote."""
        return cls(**{**row, "papers": tuple(row["papers"])})

    def plain(self) -> dict[str, Any]:
        """Return the entry in JSON's types."""
        return asdict(self) | {"papers": list(self.papers)}

    @property
    def level(self) -> int:
        """How deep it stands, 1 at the top."""
        return self.number.count(".") + 1

    def title_in(self, language: str) -> str:
        """Return the title in a language, in German where there is none."""
        return self.titles.get(language) or self.title


class ChangeKind(StrEnum):
    """What happened to an item."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Change:
    """One item that differs: as it was (None: not there) and as it is (None: gone)."""

    kind: ChangeKind
    old: Entry | None
    new: Entry | None

    @property
    def entry(self) -> Entry:
        """The item as it is, else as it was."""
        entry = self.new or self.old
        assert entry is not None  # noqa: S101 (one of both is always there)
        return entry


def difference(old: Sequence[Entry], new: Sequence[Entry]) -> list[Change]:
    """Return what changed from `old` to `new`, both in reading order, each item at most once.

    An item that only got another number because others came or went did not move. Moved are those
    under another parent or in the other part, and of the rest the fewest that explain the order. An
    item whose wording and place both changed counts as changed.

    The result is in the order of `new`; what was removed stands at the end, in the order of `old`.
    """
    before = {entry.key: entry for entry in old}
    after = {entry.key: entry for entry in new}
    moved = _moved(old, new)
    changes = []
    for entry in new:
        was = before.get(entry.key)
        if was is None:
            changes.append(Change(ChangeKind.ADDED, None, entry))
        elif _wording(was) != _wording(entry):
            changes.append(Change(ChangeKind.CHANGED, was, entry))
        elif entry.key in moved:
            changes.append(Change(ChangeKind.MOVED, was, entry))
    gone = [entry for entry in old if entry.key not in after]
    return changes + [Change(ChangeKind.REMOVED, entry, None) for entry in gone]


def _wording(entry: Entry) -> tuple[object, ...]:
    return (entry.title, entry.kind, entry.rapporteur, entry.papers)


def _moved(old: Sequence[Entry], new: Sequence[Entry]) -> set[str]:
    before = {entry.key: entry for entry in old}
    place = {entry.key: index for index, entry in enumerate(old)}
    kept = [entry for entry in new if entry.key in before]
    other_place = {
        entry.key
        for entry in kept
        if (before[entry.key].parent, before[entry.key].public) != (entry.parent, entry.public)
    }
    by_parent: dict[tuple[str, bool], list[str]] = {}
    for entry in kept:
        if entry.key not in other_place:
            by_parent.setdefault((entry.parent, entry.public), []).append(entry.key)
    for keys in by_parent.values():
        other_place |= set(keys) - _in_order(keys, place)
    return other_place


def _in_order(keys: Iterable[str], place: Mapping[str, int]) -> set[str]:
    """Return a largest set of `keys` that already stood in this order."""
    ends: list[int] = []
    chains: list[tuple[str, ...]] = []
    for key in keys:
        length = bisect_left(ends, place[key])
        chain = (*(chains[length - 1] if length else ()), key)
        ends[length : length + 1] = [place[key]]
        chains[length : length + 1] = [chain]
    return set(chains[-1]) if chains else set()
