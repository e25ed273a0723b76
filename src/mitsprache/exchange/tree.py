"""YAML to plain values, each with its line.

Built from the parser's events, without recursion and without following anything: aliases, anchors
and tags are refused, so a small file can't unfold into a big one. Plain words become values as
YAML 1.2's core schema says, in short: `true`, `false`, `null`, numbers; everything else (`no`, dates, times) is
text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import yaml
from django.utils.translation import gettext as _

from mitsprache.exchange.problems import Problem

Path = tuple[str | int, ...]

DEPTH: Final = 100
"""How deep lists and mappings may be nested."""
MOST_PROBLEMS: Final = 100
"""How many problems of one file are told."""

_WHOLE: Final = re.compile(r"[-+]?[0-9]{1,18}")
_FRACTION: Final = re.compile(
    r"[-+]?(\.[0-9]+|[0-9]+\.[0-9]*)([eE][-+]?[0-9]+)?|[-+]?[0-9]+[eE][-+]?[0-9]+"
)
_WORDS: Final[dict[str, bool | None]] = {
    "": None,
    "~": None,
    **dict.fromkeys(("null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Whole(int):
    """A whole number that remembers how it was written."""

    written: str = ""


class Fraction(float):
    """A number with a point or exponent that remembers how it was written."""

    written: str = ""


def plain_value(written: str) -> Any:
    """Return what an unquoted scalar stands for."""
    if written in _WORDS:
        return _WORDS[written]
    if _WHOLE.fullmatch(written):
        whole = Whole(written)
        whole.written = written
        return whole
    if _FRACTION.fullmatch(written):
        fraction = Fraction(written)
        fraction.written = written
        return fraction
    return written


@dataclass(slots=True)
class Tree:
    """A file's content, the line of every key and list entry, and what is wrong with its YAML."""

    file: str
    value: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    is_whole: bool = True
    """Whether the file could be read to its end."""

    def line(self, path: Path) -> int:
        """Return the line of what stands at `path`, else of what is around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


@dataclass(slots=True)
class _Frame:
    """A list or mapping that is being read."""

    container: list[Any] | dict[str, Any]
    path: Path
    key: str | None = None


class _Unreadable(Exception):
    """The rest of the file makes no sense any more; what is wrong was noted."""


class _Builder:
    def __init__(self, file: str) -> None:
        self.tree = Tree(file)
        self.frames: list[_Frame] = []
        self.documents = 0

    def note(self, line: int, key: str, message: str, expected: str = "") -> None:
        self.tree.problems.append(Problem(self.tree.file, line, key, message, expected))
        if len(self.tree.problems) >= MOST_PROBLEMS:
            raise _Unreadable

    def take(self, event: yaml.Event) -> None:
        line = (event.start_mark.line if event.start_mark else 0) + 1
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self.note(line, "", _("Hier beginnt ein zweites Dokument."), _("eines je Datei"))
                raise _Unreadable
        elif isinstance(event, yaml.AliasEvent):
            self.note(
                line,
                self._key(),
                _("„*{name}“ ist ein Verweis (Alias); die sind nicht erlaubt.").format(
                    name=event.anchor
                ),
                _("der Wert selbst"),
            )
            self.place(None, line)
        elif isinstance(event, yaml.ScalarEvent):
            self.refuse_extras(event, line)
            is_plain = event.implicit[0]  # the C parser gives style "", the Python one None
            self.place(plain_value(event.value) if is_plain else event.value, line, event.value)
        elif isinstance(event, yaml.CollectionStartEvent):
            self.refuse_extras(event, line)
            self.open([] if isinstance(event, yaml.SequenceStartEvent) else {}, line)
        elif isinstance(event, yaml.CollectionEndEvent):
            self.frames.pop()

    def refuse_extras(self, event: Any, line: int) -> None:
        """Note an anchor or a tag."""
        if event.anchor:
            self.note(
                line,
                self._key(),
                _("„&{name}“ ist eine Marke (Anchor); die sind nicht erlaubt.").format(
                    name=event.anchor
                ),
                _("der Wert selbst"),
            )
        if event.tag:
            self.note(
                line,
                self._key(),
                _("„{tag}“ ist eine Typangabe (Tag); die sind nicht erlaubt.").format(
                    tag=event.tag.replace("tag:yaml.org,2002:", "!!")
                ),
                _("der Wert selbst"),
            )

    def _key(self) -> str:
        frame = self.frames[-1] if self.frames else None
        if frame is None:
            return ""
        return frame.key or next((str(s) for s in reversed(frame.path) if isinstance(s, str)), "")

    def open(self, container: list[Any] | dict[str, Any], line: int) -> None:
        if len(self.frames) >= DEPTH:
            self.note(
                line,
                self._key(),
                _("Hier ist zu tief geschachtelt."),
                _("höchstens {depth} Ebenen").format(depth=DEPTH),
            )
            raise _Unreadable
        frame = self.frames[-1] if self.frames else None
        if frame and isinstance(frame.container, dict) and frame.key is None:
            self.note(line, "", _("Eine Liste oder Gruppe kann kein Schlüssel sein."), _("Text"))
            raise _Unreadable
        path = self.place(container, line)
        self.frames.append(_Frame(container, path))

    def place(self, value: Any, line: int, written: str | None = None) -> Path:
        """Put `value` where the reading stands, or take it as the next key; return its path."""
        if not self.frames:
            self.tree.value = value
            self.tree.lines[()] = line
            return ()
        frame = self.frames[-1]
        if isinstance(frame.container, list):
            path = (*frame.path, len(frame.container))
            frame.container.append(value)
        elif frame.key is None:
            frame.key = written if written is not None else ""
            path = (*frame.path, frame.key)
            if frame.key in frame.container:
                first = self.tree.lines[path]
                self.note(
                    line,
                    frame.key,
                    _("Der Schlüssel steht hier zum zweiten Mal, zuerst in Zeile {line}.").format(
                        line=first
                    ),
                    _("jeder Schlüssel nur einmal"),
                )
                return path
        else:
            path = (*frame.path, frame.key)
            frame.container[frame.key] = value
            frame.key = None
            return path
        self.tree.lines[path] = line
        return path


def read_tree(file: str, text: str) -> Tree:
    """Return the content of a YAML file; faults stand in the tree's `problems`, nothing is raised."""
    builder = _Builder(file)
    try:
        for event in _events(text):
            builder.take(event)
    except _Unreadable:
        builder.tree.is_whole = False
    except yaml.MarkedYAMLError as error:
        builder.tree.is_whole = False
        builder.tree.problems.append(_broken(file, text, error))
    return builder.tree


def _events(text: str) -> Iterator[yaml.Event]:
    loader = _LOADER(text)
    try:
        while loader.check_event():
            yield loader.get_event()
    finally:
        loader.dispose()


def _broken(file: str, text: str, error: yaml.MarkedYAMLError) -> Problem:
    """Say in own words what the parser stumbled over."""
    mark = error.problem_mark or error.context_mark
    if error.context and ("quoted" in error.context or "flow" in error.context):
        mark = error.context_mark or mark
    number = (mark.line if mark else 0) + 1
    lines = text.split("\n")
    number = min(number, max(1, len(lines)))
    line = lines[number - 1]
    problem = error.problem or ""
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" in indent or ("\t" in line and "tab" in problem):
        message = _("Die Zeile ist mit einem Tabulator eingerückt.")
        return Problem(file, number, "", message, _("Leerzeichen"))
    shown = line.strip()
    shown = shown if len(shown) <= 60 else f"{shown[:59]}…"
    reason, expected = _reason(problem, error.context or "")
    message = _("Hier lässt sich die Datei nicht lesen („{line}“): {reason}").format(
        line=shown, reason=reason
    )
    return Problem(file, number, "", message, expected)


def _reason(problem: str, context: str) -> tuple[str, str]:
    if "mapping values are not allowed" in problem:
        return (
            _("Ein Doppelpunkt steht an einer Stelle, an der kein Schlüssel stehen kann."),
            _("Text mit Doppelpunkt in Anführungszeichen, und gleiche Einrückung"),
        )
    if "could not find expected ':'" in problem:
        return _("Nach einem Schlüssel fehlt der Doppelpunkt."), _("Schlüssel: Wert")
    if "quoted scalar" in context:
        return (
            _("Ein Anführungszeichen ist nicht geschlossen, oder auf \\ folgt etwas Unbekanntes."),
            _("öffnendes und schließendes Anführungszeichen"),
        )
    if "flow" in context:
        return (
            _("Eine Klammer ist nicht geschlossen, oder es fehlt ein Komma."),
            _("zu jeder öffnenden Klammer eine schließende"),
        )
    if "cannot start any token" in problem:
        return (
            _("Mit diesem Zeichen kann kein Wert beginnen."),
            _("der Text in Anführungszeichen"),
        )
    return (
        _("Die Zeile passt nicht zu denen darüber."),
        _("gleiche Einrückung, und nach einem schließenden Anführungszeichen nichts mehr"),
    )
