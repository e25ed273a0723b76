"""What the database holds, as the mappings of the files."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, Final

from django.utils import timezone

from mitsprache.council.enums import OrganizationType
from mitsprache.exchange.format.richtext import as_written
from mitsprache.exchange.format.texts import FileName, Rich
from mitsprache.exchange.kinds import KINDS, Column
from mitsprache.exchange.rows import NESTED
from mitsprache.exchange.stored import Stored
from mitsprache.exchange.translated import LANGUAGES, STATES
from mitsprache.goals.enums import GoalKind
from mitsprache.kernel.text import TextState, source_hash

Page = dict[str, Any]

LISTS: Final = {
    "locations.yaml": "locations",
    "organizations.yaml": "organizations",
    "persons.yaml": "persons",
    "plans.yaml": "plans",
    "goals.yaml": "goals",
    "images.yaml": "images",
}
FOLDERS: Final = ("papers", "meetings", "articles")

_ORDER: Final[dict[str, Callable[[Any], tuple[Any, ...]]]] = {
    "terms": lambda term: (term.start_date,),
    "organizations": lambda one: (
        OrganizationType.values.index(one.organization_type),
        one.position,
    ),
    "memberships": lambda one: (one.start_date,),
    "plans": lambda plan: (plan.position,),
    "fields_of_action": lambda one: (one.position, one.pk),
    "goals": lambda goal: (GoalKind.values.index(goal.kind), goal.position),
    "goal_organizations": lambda one: (one.position, one.pk),
    "papers": lambda paper: (paper.year or 0, paper.number or 0),
    "originators": lambda one: (one.position, one.pk),
    "consultations": lambda one: (one.position, one.pk),
    "versions": lambda one: (one.number,),
    "files": lambda one: (one.position, one.pk),
    "agenda_items": lambda one: (one.position, one.pk),
    "frame": lambda one: (one.position, one.pk),
    "rates": lambda one: (OrganizationType.values.index(one.organization_type), one.valid_from),
}


def media_name(kind: str, key: str, stored: Stored, column: Column) -> str:
    """Return the name of a record's file in the export, '' if it has none."""
    name: str = getattr(stored.records[kind][key], column.field).name or ""
    ending = name.rpartition(".")[2].lower()
    return f"{key}.{ending}" if name else ""


class Pages:
    """Makes the content of all files out of what is stored."""

    def __init__(self, stored: Stored) -> None:
        self.stored = stored
        self.inner: dict[tuple[str, str, str | None], list[str]] = {}
        """Keys of nested records in order, by kind, owner and parent."""
        for name, kind in KINDS.items():
            if kind.owner is None:
                continue
            for key in self.ordered(name):
                values = stored.values(name, key)
                place = (name, values[kind.owner.field], values.get("parent"))
                self.inner.setdefault(place, []).append(key)

    def ordered(self, kind: str) -> list[str]:
        """Return the keys of a kind in the order of the files."""
        rank = _ORDER.get(kind, lambda _record: ())
        records = self.stored.records[kind]
        return sorted(records, key=lambda key: (*rank(records[key]), key))

    def all(self) -> Iterator[tuple[str, Page]]:
        """Yield name and content of every file."""
        council: Page = {}
        for key in self.ordered("body"):
            council["body"] = self.record("body", key)
        council["terms"] = [self.record("terms", key) for key in self.ordered("terms")]
        yield "council.yaml", council
        for name, kind in LISTS.items():
            if self.stored.records[kind]:
                yield name, {kind: [self.record(kind, key) for key in self.ordered(kind)]}
        for kind in FOLDERS:
            for key in self.ordered(kind):
                yield f"{kind}/{key}.yaml", self.record(kind, key)
        for language in LANGUAGES:
            page = self.translations(language)
            if page["texts"]:
                yield f"translations/{language}.yaml", page

    def record(self, kind: str, key: str, *, owner: str = "") -> Page:
        """Return a record with those nested in it; what is as by default is left out."""
        values = self.stored.values(kind, key)
        columns = {column.key: column for column in KINDS[kind].columns if column.key}
        page: Page = {}
        for name, info in KINDS[kind].entry.model_fields.items():
            column = columns.get(name)
            if column is None:
                value: Any = (
                    key.rpartition("/")[2] if name == "id" else self._inside(kind, name, key, owner)
                )
                if info.default is None:
                    value = next(iter(value), None)
            elif isinstance(column.marker, FileName):
                value = media_name(kind, key, self.stored, column)
            else:
                value = values[column.field]
            if info.is_required() or value not in (info.default, []):
                page[name] = _written(column, value)
        return page

    def _inside(self, kind: str, name: str, key: str, owner: str) -> list[Page]:
        """Return the records of the list `name` within a record."""
        inner = NESTED[kind][name]
        around, parent = (owner, key) if name == "items" else (key, None)
        keys = self.inner.get((inner, around, parent), [])
        return [self.record(inner, one, owner=around) for one in keys]

    def translations(self, language: str) -> Page:
        """Return the texts in another language; the most frequent state stands on top."""
        found: dict[str, dict[str, Page]] = {}
        states: Counter[str] = Counter()
        for name, kind in KINDS.items():
            for key in self.ordered(name) if kind.translated else ():
                record = self.stored.records[name][key]
                texts = _texts(record, language, kind.translated)
                if texts:
                    found.setdefault(name, {})[key] = texts
                    states.update(text["state"] for text in texts.values())
        usual = max(STATES, key=lambda state: states[state])
        for records in found.values():
            for texts in records.values():
                for field, text in texts.items():
                    if text["state"] == usual:
                        del text["state"]
                    texts[field] = text["text"] if set(text) == {"text"} else text
        return {"language": language, "state": usual, "texts": found}


def _texts(record: Any, language: str, fields: dict[str, bool]) -> dict[str, Page]:
    texts: dict[str, Page] = {}
    for field, is_rich in fields.items():
        entry = record.translations.get(language, {}).get(field)
        if not entry or not entry.get("text"):
            continue
        text = as_written(entry["text"]) if is_rich else entry["text"]
        page = {"text": text.replace("\r\n", "\n"), "state": entry["state"]}
        if entry["of"] != source_hash(getattr(record, field)):
            page["of"] = entry["of"]
        if entry["state"] == TextState.CHECKED:
            page |= {name: entry[name] for name in ("by", "at") if entry.get(name)}
        texts[field] = page
    return texts


def _written(column: Column | None, value: Any) -> Any:
    """Return a value in the form in which it is written into a file."""
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, dt.datetime):
        return _moment(value)
    if column and isinstance(column.marker, Rich):
        return as_written(value)
    return value


def _moment(moment: dt.datetime) -> str:
    """Return local time; with its offset where the clock shows that time twice a year."""
    local = timezone.localtime(moment)
    exact = "minutes" if not local.second and not local.microsecond else "auto"
    naive = local.replace(tzinfo=None, fold=0)
    is_doubtful = timezone.make_aware(naive) != moment
    return (local if is_doubtful else naive).isoformat(timespec=exact)
