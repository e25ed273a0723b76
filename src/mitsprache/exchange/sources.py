"""The files of a data directory: which there are, and their bytes as text."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from mitsprache.exchange.problems import Problem

FILE_BYTES: Final = 10 * 1024 * 1024
"""Largest YAML file that is read."""
MOST_FILES: Final = 20_000
"""Most files in a directory."""
LONGEST_GUESS: Final = 200
MOST_GUESSES: Final = 5_000
"""Longest word for which, and most words among which, a similar one is looked for."""

SINGLE: Final = (
    "council.yaml",
    "locations.yaml",
    "organizations.yaml",
    "persons.yaml",
    "plans.yaml",
    "goals.yaml",
    "images.yaml",
)
FOLDERS: Final = {
    "papers": (".yaml",),
    "meetings": (".yaml",),
    "articles": (".yaml",),
    "translations": (".yaml",),
    "images": (),
    "videos": (),
    "files": (),
}
"""Folders and the endings that their files must have (none: any)."""
REQUIRED: Final = "council.yaml"
README: Final = "README.md"

_CONTROL: Final = re.compile(
    r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


@dataclass(slots=True)
class Sources:
    """What was found: texts of YAML files and paths of media, by path within the directory."""

    texts: dict[str, str] = field(default_factory=dict)
    media: dict[str, Path] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unreadable: set[str] = field(default_factory=set)
    """YAML files that are there but could not be read."""


def read_sources(directory: Path) -> Sources:
    """Find and read the files of `directory`; faults stand in `problems`, nothing is raised.

    Names beginning with a dot are left alone.
    """
    found = Sources()
    try:
        root = directory.resolve(strict=True)
        paths = sorted(_walk(root))
    except NotADirectoryError:
        message = _("„{directory}“ ist kein Verzeichnis.").format(directory=directory)
        found.problems.append(Problem("", 0, "", message))
        return found
    except (FileNotFoundError, RuntimeError):
        message = _("Das Verzeichnis „{directory}“ gibt es nicht.").format(directory=directory)
        found.problems.append(Problem("", 0, "", message))
        return found
    except OSError:
        message = _("Das Verzeichnis „{directory}“ lässt sich nicht lesen.")
        found.problems.append(Problem("", 0, "", message.format(directory=directory)))
        return found
    for path in paths:
        _take(found, root, path)
    if REQUIRED not in found.texts and REQUIRED not in found.unreadable:
        _refuse(found, REQUIRED, _("Die Datei fehlt."))
    return found


def _walk(root: Path) -> Iterator[Path]:
    """Yield what lies in the directory and in the folders that may hold files."""
    if not root.is_dir():
        raise NotADirectoryError(root)
    for path in root.iterdir():
        if path.name.startswith("."):
            continue
        if path.is_dir() and path.name in FOLDERS and _lies_in(root, path):
            yield from (inner for inner in path.iterdir() if not inner.name.startswith("."))
        else:
            yield path


def _lies_in(root: Path, path: Path) -> bool:
    try:
        return path.resolve(strict=True).is_relative_to(root)
    except (OSError, RuntimeError):
        return False


def _take(found: Sources, root: Path, path: Path) -> None:
    name = path.relative_to(root).as_posix()
    if name == README:
        return
    folder = path.parent.name if path.parent != root else ""
    endings = FOLDERS.get(folder, ())
    if not _lies_in(root, path):
        message = _("Der symbolische Link führt aus dem Verzeichnis heraus oder ins Leere.")
        _refuse(found, name, message)
    elif not folder and name not in SINGLE:
        message = _("Eine Datei dieses Namens gehört nicht hierher.") + nearest(
            name, (*SINGLE, *FOLDERS)
        )
        _refuse(found, name, message, ", ".join((*SINGLE, *(f"{one}/" for one in FOLDERS), README)))
    elif endings and path.suffix not in endings:
        _refuse(found, name, _("Der Name endet nicht auf .yaml."), _("Dateien wie kennung.yaml"))
    elif not path.is_file():
        _refuse(found, name, _("Das ist keine gewöhnliche Datei."))
    elif not endings and folder:
        found.media[name] = path
    elif len(found.texts) >= MOST_FILES:
        message = _("Das Verzeichnis hat mehr als {most} Dateien.").format(most=MOST_FILES)
        found.problems.append(Problem("", 0, "", message))
    else:
        _read(found, name, path)


def _refuse(found: Sources, name: str, message: str, expected: str = "", line: int = 0) -> None:
    found.problems.append(Problem(name, line, "", message, expected))
    found.unreadable.add(name)


def _read(found: Sources, name: str, path: Path) -> None:
    try:
        with path.open("rb") as stream:
            data = stream.read(FILE_BYTES + 1)
    except OSError:
        _refuse(found, name, _("Die Datei lässt sich nicht öffnen."))
        return
    if len(data) > FILE_BYTES:
        message = _("Die Datei ist zu groß.")
        most = _("höchstens {size} MB").format(size=FILE_BYTES // 1024 // 1024)
        _refuse(found, name, message, most)
        return
    utf8 = _("eine Datei in UTF-8")
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\x00" in data[:64]:
        message = _("Die Datei ist kein Text in UTF-8, vielleicht ist es UTF-16.")
        _refuse(found, name, message, utf8, 1)
        return
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = _("Hier steht etwas, das nicht UTF-8 ist; vielleicht ist es Windows-1252.")
        _refuse(found, name, message, utf8, data.count(b"\n", 0, error.start) + 1)
        return
    control = _CONTROL.search(text)
    if control:
        message = _("Hier steht ein Steuerzeichen (U+{code}).").format(
            code=f"{ord(control[0]):04X}"
        )
        line = text.count("\n", 0, control.start()) + 1
        _refuse(found, name, message, _("nur sichtbare Zeichen"), line)
        return
    found.texts[name] = text.replace("\r\n", "\n")


def nearest(word: str, known: Collection[str]) -> str:
    """Return ' Meinten Sie „…“?' with the known word most like `word`, '' if none is.

    Nothing is searched for where that would take long: it is a courtesy.
    """
    if len(word) > LONGEST_GUESS or len(known) > MOST_GUESSES:
        return ""
    close = difflib.get_close_matches(word, sorted(known), n=1, cutoff=0.6)
    return " " + _("Meinten Sie „{word}“?").format(word=close[0]) if close else ""
