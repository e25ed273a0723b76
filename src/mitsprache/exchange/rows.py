"""From files to rows: one row a record, with its values by model field and the place it stands at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel, ValidationError

from mitsprache.exchange.format import activities, council, papers
from mitsprache.exchange.format.base import Entry
from mitsprache.exchange.kinds import KINDS, NAMELESS, TREES
from mitsprache.exchange.problems import Place, Problem
from mitsprache.exchange.report import Progress
from mitsprache.exchange.sentences import problems_of
from mitsprache.exchange.sources import SINGLE, Sources
from mitsprache.exchange.translated import translations_file
from mitsprache.exchange.tree import Tree, read_tree
from mitsprache.kernel.keys import LENGTH

FORMS: dict[str, type[Entry]] = {
    "council.yaml": council.CouncilFile,
    "locations.yaml": council.LocationsFile,
    "organizations.yaml": council.OrganizationsFile,
    "persons.yaml": council.PersonsFile,
    "plans.yaml": activities.PlansFile,
    "goals.yaml": activities.GoalsFile,
    "images.yaml": activities.ImagesFile,
    "papers/": papers.Paper,
    "meetings/": activities.Meeting,
    "articles/": activities.Article,
}
NESTED: dict[str, dict[str, str]] = {
    "terms": {"rules": "rules", "frame": "frame"},
    "rules": {"rates": "rates"},
    "frame": {"items": "frame"},
    "persons": {"memberships": "memberships"},
    "plans": {"fields_of_action": "fields_of_action"},
    "papers": {name: name for name in ("originators", "consultations", "versions", "files")},
    "meetings": {"agenda": "agenda_items"},
    "agenda_items": {"items": "agenda_items"},
    "goals": {"organizations": "goal_organizations"},
}
"""Which keys of a kind hold records of which other kind: a list, or one alone."""


@dataclass(slots=True)
class Row:
    """One record as the files have it.

    Attributes:
        kind: name of its kind.
        key: what others call it: its id, for an agenda item 'session/item', for an organization
            of a goal 'goal/relation/organization'; see `TREES` and `NAMELESS`.
        values: by model field; other records by their keys.
        place: where it stands.
    """

    kind: str
    key: str
    values: dict[str, Any]
    place: Place


@dataclass(slots=True)
class Wordings:
    """The texts of one record in one language."""

    language: str
    kind: str
    key: str
    state: str
    fields: dict[str, Any]
    place: Place


@dataclass(slots=True)
class Council:
    """All that the files say."""

    rows: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in KINDS})
    named: dict[str, dict[str, Place]] = field(default_factory=lambda: {name: {} for name in KINDS})
    """Every key that stands anywhere, even of a record with faults, with its place."""
    wordings: list[Wordings] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    """Kinds of which a file could not be read, so that nobody knows all keys."""


def read_council(sources: Sources, progress: Progress) -> Council:
    """Return what the files say, with everything that is wrong with each of them."""
    council = Council(problems=list(sources.problems))
    for name in sources.unreadable:
        council.unread.update(_kinds_in(name))
    for done, (name, text) in enumerate(sources.texts.items(), start=1):
        progress(_("Dateien"), done, len(sources.texts))
        tree = read_tree(name, text)
        council.problems += tree.problems
        if not tree.is_whole:
            council.unread.update(_kinds_in(name))
        elif name.startswith("translations/"):
            _read_wordings(council, tree)
        else:
            _read_records(council, tree)
    body = next(iter(council.named["body"]), None)
    for row in (*council.rows["terms"], *council.rows["organizations"]):
        row.values["body"] = body
    return council


def _kinds_in(name: str) -> set[str]:
    place = name if name in SINGLE else f"{name.partition('/')[0]}/"
    return {kind.name for kind in KINDS.values() if kind.file == place}


def _checked(
    council: Council, tree: Tree, form: type[Entry], value: Any, *path: str | int
) -> Entry | None:
    """Return `value` in its form; else note what is wrong and return None."""
    try:
        return form.model_validate(value)
    except ValidationError as error:
        faulty = {problem.line for problem in tree.problems}
        found = problems_of(error, Place(tree, path), form)
        council.problems += [one for one in found if one.line not in faulty]
        return None


def _read_records(council: Council, tree: Tree) -> None:
    folder = f"{tree.file.partition('/')[0]}/"
    form = FORMS.get(tree.file) or FORMS[folder]
    if tree.file not in FORMS:
        kind = folder.rstrip("/")
        _name(council, kind, tree.value, Place(tree))
        entry = _checked(council, tree, form, tree.value)
        if entry is not None:
            _add(council, kind, entry, Place(tree))
        elif not _has_id(tree.value):
            council.unread.update(_kinds_in(tree.file))
        return
    file = _checked(council, tree, form, tree.value)
    value = tree.value if isinstance(tree.value, dict) else {}
    records = [raw for _key, _kind, raw, _path in _entries(form, value)]
    if file is None and not (records and all(map(_has_id, records))):
        council.unread.update(_kinds_in(tree.file))
    for key, kind, raw, path in _entries(form, value):
        _name(council, kind, raw, Place(tree, path))
        entry = _entry_at(file, key, path) if file else _salvaged(kind, raw)
        if entry is not None:
            _add(council, kind, entry, Place(tree, path))


def _has_id(raw: Any) -> bool:
    """Whether a record says how others call it."""
    return isinstance(raw, dict) and isinstance(raw.get("id"), str | int)


def _entries(
    form: type[BaseModel], value: dict[str, Any]
) -> Iterator[tuple[str, str, Any, tuple[str | int, ...]]]:
    """Yield key, kind, raw value and path of the records of a file."""
    for key in form.model_fields:
        raw = value.get(key)
        if isinstance(raw, list):
            for index, one in enumerate(raw):
                yield key, key, one, (key, index)
        elif isinstance(raw, dict):
            yield key, key, raw, (key,)


def _entry_at(file: Entry, key: str, path: tuple[str | int, ...]) -> Entry:
    value = getattr(file, key)
    entry: Entry = value[path[1]] if len(path) > 1 else value
    return entry


def _salvaged(kind: str, raw: Any) -> Entry | None:
    """Return a faultless record out of a file with faults."""
    try:
        return KINDS[kind].entry.model_validate(raw)
    except ValidationError:
        return None


def _name(council: Council, kind: str, raw: Any, place: Place, prefix: str = "") -> None:
    """Note the key of a record, sound or not, and of those nested in it; refuse it twice."""
    if not isinstance(raw, dict):
        return
    key = raw.get("id")
    key = str(getattr(key, "written", key)).strip() if key is not None else ""
    if key and kind not in NAMELESS:
        full = prefix + key
        first = council.named[kind].setdefault(full, place)
        if first is not place:
            message = _("Die Kennung „{key}“ gibt es schon: {place}.").format(key=key, place=first)
            expected = _("jede Kennung nur einmal")
            council.problems.append(place.below("id").problem(message, expected))
    for inner, inner_kind in NESTED.get(kind, {}).items():
        start = (prefix or f"{key}/") if inner_kind in TREES else ""
        for step, one in _within(raw.get(inner)):
            _name(council, inner_kind, one, place.below(inner, *step), start)


def _add(council: Council, kind: str, entry: Any, place: Place, **hidden: Any) -> None:
    """Add the row of a record and the rows of those nested in it."""
    values = {
        column.field: getattr(entry, column.key) for column in KINDS[kind].columns if column.key
    } | hidden
    key = _key_of(kind, entry, hidden)
    if _may_stand(council, kind, key, place):
        council.rows[kind].append(Row(kind, key, values, place))
    for inner, inner_kind in NESTED.get(kind, {}).items():
        for number, (step, one) in enumerate(_within(getattr(entry, inner)), start=1):
            _add(
                council,
                inner_kind,
                one,
                place.below(inner, *step),
                **_hidden(kind, inner_kind, key, hidden, number),
            )


def _within(value: Any) -> Iterator[tuple[tuple[int, ...], Any]]:
    """Yield the records of a key that holds a list of them, one or none, each with its index."""
    if isinstance(value, list):
        yield from (((index,), one) for index, one in enumerate(value))
    elif value is not None:
        yield (), value


def _key_of(kind: str, entry: Any, hidden: dict[str, Any]) -> str:
    if kind in NAMELESS:
        first, *rest = NAMELESS[kind]
        return "/".join([hidden[first], *(_part(getattr(entry, name)) for name in rest)])
    if kind in TREES:
        return f"{hidden[TREES[kind]]}/{entry.id}"
    return str(entry.id)


def _part(value: Any) -> str:
    return "" if value is None else str(value)


def _hidden(
    kind: str, inner: str, key: str, hidden: dict[str, Any], position: int
) -> dict[str, Any]:
    """Return the values of a nested record that follow from where it stands."""
    if inner in TREES:
        around, is_item = TREES[inner], kind == inner
        return {
            around: hidden[around] if is_item else key,
            "parent": key if is_item else None,
            "position": position,
        }
    place = {"position": position} if KINDS[inner].has_position else {}
    return {KINDS[inner].hidden[0].field: key, **place}


def _may_stand(council: Council, kind: str, key: str, place: Place) -> bool:
    """Whether keys made of several parts are new and short enough; note it where they are not."""
    if kind in NAMELESS:
        first = council.named[kind].setdefault(key, place)
        if first is not place:
            message, at = _twice(kind)
            expected = _("jeder Eintrag nur einmal")
            council.problems.append(place.below(at).problem(message.format(place=first), expected))
        return first is place
    if kind not in TREES or len(database_key(key)) <= LENGTH:
        return True
    message = (
        _("Die Kennungen von Sitzung und Punkt sind zusammen zu lang.")
        if kind == "agenda_items"
        else _("Die Kennungen von Wahlperiode und Eintrag sind zusammen zu lang.")
    )
    most = _("zusammen höchstens {most} Zeichen").format(most=LENGTH - 2)
    council.problems.append(place.below("id").problem(message, most))
    return False


def _twice(kind: str) -> tuple[str, str]:
    """Return what is said of a record without an id that stands twice, and the key it is said at."""
    if kind == "goal_organizations":
        return _("Diese Organisation steht bei dem Ziel schon: {place}."), "organization"
    if kind == "originators":
        return _("Wer die Drucksache einbringt, steht hier schon: {place}."), "person"
    if kind == "versions":
        return _("Diese Fassung hat die Drucksache schon: {place}."), "number"
    return _("Ab diesem Tag gilt schon ein anderer Betrag: {place}."), "valid_from"


def database_key(key: str) -> str:
    """Return the key of an entry of a tree in the database."""
    return key.replace("/", "--")


def _read_wordings(council: Council, tree: Tree) -> None:
    file: Any = _checked(council, tree, translations_file(), tree.value)
    if file is None:
        return
    top = Place(tree)
    stem = tree.file.removeprefix("translations/").removesuffix(".yaml")
    if stem != file.language:
        message = _("Die Sprache „{language}“ passt nicht zum Namen der Datei.")
        council.problems.append(
            top.below("language").problem(
                message.format(language=file.language), f"translations/{file.language}.yaml"
            )
        )
    for kind in KINDS:
        for key, texts in getattr(file.texts, kind, {}).items():
            council.wordings.append(
                Wordings(
                    language=file.language,
                    kind=kind,
                    key=key,
                    state=file.state,
                    fields={name: getattr(texts, name) for name in texts.model_fields_set},
                    place=top.below("texts", kind, key),
                )
            )
