"""What is wrong with a directory of council data, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import gettext as _


def quoted(text: str) -> str:
    """Return `text` in the quotation marks of the language."""
    return _("„{key}“").format(key=text)


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault.

    Attributes:
        file: path within the directory; '' for the directory itself.
        line: counted from 1; 0 where no line can be named.
        key: the key concerned, '' if none.
        message: a sentence that says what stands there and why that can't be.
        expected: what should stand there, '' if the message says it.
    """

    file: str
    line: int
    key: str
    message: str
    expected: str = ""

    def __str__(self) -> str:
        place = self.file
        if self.line:
            place = _("{file}, Zeile {line}").format(file=self.file, line=self.line)
        if self.key:
            place = f"{place}, {quoted(self.key)}" if place else quoted(self.key)
        text = f"{place}: {self.message}" if place else self.message
        if self.expected:
            text = _("{text} Erwartet: {expected}.").format(text=text, expected=self.expected)
        return text


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems by file and line, each once."""
    return sorted(set(problems), key=lambda it: (it.file, it.line, it.key, it.message))


class LoadFailed(Exception):
    """The data can't be loaded and nothing was written; `problems` are all reasons, in order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class ExportFailed(Exception):
    """The council can't be written to the directory; the text says why and what to do."""


class Located(Protocol):
    """Something read from a file that knows its lines."""

    @property
    def file(self) -> str:
        """Path within the directory."""

    def line(self, path: tuple[str | int, ...]) -> int:
        """Return the line of what stands at `path`, else of what is around it."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: in which file, and by which keys and indexes one gets there."""

    source: Located
    path: tuple[str | int, ...] = ()

    def below(self, *steps: str | int) -> Place:
        """Return the place reached from here by `steps`."""
        return Place(self.source, (*self.path, *steps))

    @property
    def file(self) -> str:
        """Path of the file within the directory."""
        return self.source.file

    @property
    def line(self) -> int:
        """The line, counted from 1."""
        return self.source.line(self.path)

    @property
    def key(self) -> str:
        """The last key on the way here ('' at the top)."""
        return next((step for step in reversed(self.path) if isinstance(step, str)), "")

    def problem(self, message: str, expected: str = "", *, key: str | None = None) -> Problem:
        """Return a problem of this place."""
        return Problem(self.file, self.line, self.key if key is None else key, message, expected)

    def __str__(self) -> str:
        return _("{file}, Zeile {line}").format(file=self.file, line=self.line)
