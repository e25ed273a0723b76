"""Pictures, videos and PDFs beside the YAML files."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.db.models import FileField
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext as _

from mitsprache.exchange.format.texts import FileName
from mitsprache.exchange.kinds import KINDS
from mitsprache.exchange.problems import Problem
from mitsprache.exchange.rows import Council
from mitsprache.exchange.sources import Sources, nearest
from mitsprache.kernel.models import Record
from mitsprache.papers import pdf
from mitsprache.papers.models import File as PaperFile
from mitsprache.publishing.images import prepared
from mitsprache.publishing.models import Article, Image
from mitsprache.publishing.videos import checked

DIGEST: Final = 20
"""How many digits of a content's hash its stored name begins with."""
HOLDERS: Final[tuple[tuple[type[Record], str], ...]] = (
    (Image, "file"),
    (Article, "video"),
    (PaperFile, "file"),
)
"""Record types with a file, and its field."""


@dataclass(frozen=True, slots=True)
class Medium:
    """A file to store: the name it will have, without ending, and how to get its content."""

    stem: str
    content: Callable[[], ContentFile[bytes]]

    def is_stored_as(self, name: str) -> bool:
        """Whether a stored file's name says that it has this content."""
        return Path(name).name.startswith(self.stem)


class Media(dict[str, Medium]):
    """The sound files by their path within the directory, and what became of them."""

    def __init__(self) -> None:
        """Begin with nothing read and nothing saved."""
        super().__init__()
        self.used: set[str] = set()
        self.saved: list[FieldFile] = []
        self.look()

    def look(self) -> None:
        """Read the names of all files that records hold; within a transaction they then stay."""
        self.used = {
            name
            for model, field in HOLDERS
            for name in model._default_manager.exclude(**{field: ""}).values_list(field, flat=True)
        }

    def make_way(self, field: FileField, content: ContentFile[bytes]) -> None:
        """Delete the file that a load which broke off may have left under the name of `content`."""
        name = field.generate_filename(field.model(), str(content.name))
        if name not in self.used and field.storage.exists(name):
            field.storage.delete(name)

    def note(self, file: FieldFile) -> None:
        """Remember a file that was written."""
        self.saved.append(file)
        self.used.add(str(file.name))

    def discard(self) -> None:
        """Delete what was written; the records were not."""
        for file in self.saved:
            file.storage.delete(str(file.name))
        self.saved.clear()


def read_media(council: Council, sources: Sources) -> tuple[Media, list[Problem], list[Problem]]:
    """Return all files that records name, problems, and warnings about files nobody names."""
    media = Media()
    problems, named = [], set()
    kept = {Path(name).name[:DIGEST] for name in media.used}
    for kind in ("images", "articles", "files"):
        columns = [one for one in KINDS[kind].columns if isinstance(one.marker, FileName)]
        for row in council.rows[kind]:
            for column in columns:
                name = row.values[column.field]
                if not name:
                    continue
                folder = f"{column.marker.folder}/"  # type: ignore[union-attr]
                path = folder + name
                named.add(path)
                place = row.place.below(column.key)
                if path in sources.unreadable or path in media:
                    continue
                if path not in sources.media:
                    message = _("Die Datei „{path}“ gibt es nicht.").format(path=path)
                    others = [one.removeprefix(folder) for one in sources.media]
                    problems.append(place.problem(message + nearest(name, others)))
                    continue
                try:
                    media[path] = _medium(sources.media[path], folder, kept)
                except (ValidationError, OSError) as error:
                    problems.append(place.problem(_fault(path, error)))
    warnings = [
        Problem(path, 0, "", _("Diese Datei nennt kein Eintrag; sie wird nicht geladen."))
        for path in sources.media
        if path not in named
    ]
    return media, problems, warnings


def _fault(path: str, error: Exception) -> str:
    if isinstance(error, ValidationError):
        return f"{path}: " + " ".join(error.messages)
    return _("Die Datei „{path}“ lässt sich nicht öffnen.").format(path=path)


def _medium(path: Path, folder: str, kept: set[str]) -> Medium:
    if path.stat().st_size > settings.UPLOAD_BYTES:
        size, most = path.stat().st_size / 1024 / 1024, settings.UPLOAD_BYTES // 1024 // 1024
        raise ValidationError(
            _("Die Datei ist {size} MB groß. Erlaubt sind höchstens {most} MB.").format(
                size=f"{size:.1f}", most=most
            )
        )
    with path.open("rb") as stream:
        stem = hashlib.file_digest(stream, "sha256").hexdigest()[:DIGEST]
    if folder == "videos/":
        with path.open("rb") as stream:
            name = str(checked(File(stream, name=path.name)).name)
        return Medium(stem, lambda: ContentFile(path.read_bytes(), name=name))
    if folder == "files/":
        if stem not in kept:
            pdf.checked(path.read_bytes())
        return Medium(stem, lambda: pdf.checked(path.read_bytes()))
    if stem not in kept:
        stem = Path(str(prepared(path.read_bytes()).name)).stem
    return Medium(stem, lambda: prepared(path.read_bytes()))
