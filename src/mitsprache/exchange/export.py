"""`mitsprache export`: the council as a directory of files that `mitsprache load` reads."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from mitsprache.exchange import queries
from mitsprache.exchange.dump import dumped
from mitsprache.exchange.format.texts import FileName
from mitsprache.exchange.kinds import KINDS
from mitsprache.exchange.pages import Pages, media_name
from mitsprache.exchange.problems import ExportFailed
from mitsprache.exchange.report import Progress
from mitsprache.exchange.stored import Stored
from mitsprache.kernel.actor import Actor

MANIFEST: Final = ".mitsprache-export"
"""Names every file of an export with its hash, so that nothing else is ever overwritten."""


def export_directory(directory: Path, *, actor: Actor, progress: Progress | None = None) -> None:
    """Write the whole council to `directory`, in one go.

    The files are made beside the directory and moved when all are there. The export holds what the
    office knows, so also private addresses and drafts.

    Args:
        directory: must not exist, be empty, or hold an earlier export that nobody changed.
        actor: who exports; needs `exchange.export`.
        progress: called with what is worked on, how much is done, and how much there is.

    Raises:
        ExportFailed: something foreign is in the way, or the disk refuses.
        PermissionRefused: the actor may not.
    """
    with transaction.atomic():
        stored = queries.whole_council(actor)
    target = directory.absolute()
    _refuse_foreign(target)
    work: Path | None = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
        work.chmod(0o750)
        _write(work, stored, progress or (lambda _what, _done, _total: None))
        _move(work, target)
    except OSError as error:
        message = _("In „{directory}“ lässt sich nicht schreiben: {reason}").format(
            directory=directory, reason=error.strerror or error
        )
        raise ExportFailed(message) from error
    finally:
        if work:
            shutil.rmtree(work, ignore_errors=True)


def _refuse_foreign(target: Path) -> None:
    """Raise ExportFailed unless `target` is missing, empty or an unchanged export."""
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise ExportFailed(_("„{path}“ ist kein Verzeichnis.").format(path=target))
    if not target.exists() or not any(target.iterdir()):
        return
    try:
        manifest = json.loads((target / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError):
        manifest = {}
    for path in _files_in(target):
        name = path.relative_to(target).as_posix()
        if name == MANIFEST:
            continue
        if name not in manifest:
            message = _(
                "„{path}“ stammt nicht aus einem Export. Nichts wurde überschrieben."
                " Nehmen Sie ein leeres Verzeichnis."
            )
            raise ExportFailed(message.format(path=path))
        if path.is_symlink() or manifest[name] != _hash(path):
            message = _(
                "„{path}“ wurde seit dem letzten Export geändert. Nichts wurde überschrieben."
                " Laden Sie die Änderung erst, und nehmen Sie dann ein leeres Verzeichnis."
            )
            raise ExportFailed(message.format(path=path))


def _files_in(target: Path) -> Iterator[Path]:
    for path in sorted(target.rglob("*")):
        if path.is_symlink() or not path.is_dir():
            yield path


def _hash(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _write(work: Path, stored: Stored, show: Progress) -> None:
    """Write all files of the export and the manifest into the folder `work`."""
    pages = list(Pages(stored).all())
    media = list(_media(stored))
    total = len(pages) + len(media)
    for done, (name, page) in enumerate(pages, start=1):
        path = work / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(dumped(page), "utf-8")
        show(_("Dateien"), done, total)
    for done, (name, copy) in enumerate(media, start=len(pages) + 1):
        path = work / name
        path.parent.mkdir(exist_ok=True)
        copy(path)
        show(_("Dateien"), done, total)
    manifest = {path.relative_to(work).as_posix(): _hash(path) for path in _files_in(work)}
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True)
    (work / MANIFEST).write_text(f"{text}\n", "utf-8")


def _media(stored: Stored) -> Iterator[tuple[str, Callable[[Path], None]]]:
    """Yield the name of every picture and video and the function that copies it."""
    for kind in KINDS.values():
        for column in kind.columns:
            if not isinstance(column.marker, FileName):
                continue
            for key, record in stored.records[kind.name].items():
                name = media_name(kind.name, key, stored, column)
                if name:
                    yield f"{column.marker.folder}/{name}", _copier(getattr(record, column.field))


def _copier(file: object) -> Callable[[Path], None]:
    storage, name = getattr(file, "storage"), getattr(file, "name")  # noqa: B009 (Django's FieldFile)

    def copy(path: Path) -> None:
        with storage.open(name) as source, path.open("wb") as sink:
            shutil.copyfileobj(source, sink)

    return copy


def _move(work: Path, target: Path) -> None:
    """Put the finished folder where the old one is."""
    if not target.exists():
        work.rename(target)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        target.replace(old)
        try:
            work.rename(target)
        except OSError:
            old.replace(target)
            raise
    finally:
        shutil.rmtree(old, ignore_errors=True)
