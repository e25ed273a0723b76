"""Pictures and videos. Each request asks whether the file belongs to something public."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotModified,
    StreamingHttpResponse,
)

from mitsprache.kernel.access import PUBLIC
from mitsprache.kernel.views import Endpoint, found
from mitsprache.publishing import queries
from mitsprache.publishing.domain.pictures import SMALL_WIDTH

TYPES: Final = {
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "mp4": "video/mp4",
    "webm": "video/webm",
}
RANGE: Final = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)
BLOCK: Final = 64 * 1024
SMALL: Final = f"-{SMALL_WIDTH}."


class Media(Endpoint):
    """A stored file by its name, whole or in part (players ask for parts)."""

    access = PUBLIC

    def get(self, request: HttpRequest, folder: str, name: str, **_kwargs: Any) -> HttpResponseBase:
        """Return the file to whoever may see it; to others it is missing."""
        stored = f"{folder}/{name}"
        source = stored.replace(SMALL, ".") if folder == "images" else stored
        content_type = found(TYPES.get(name.rpartition(".")[2].lower()))
        token = request.GET.get("vorschau", "")
        reach = queries.reach_of_file(self.actor, source, token)
        found(None if reach is queries.Reach.NOBODY else reach)
        if request.headers.get("If-None-Match") == f'"{name}"':
            response: HttpResponseBase = HttpResponseNotModified()
        else:
            response = self.answer(request, found(self.opened(stored, source)), content_type)
        response.headers["ETag"] = f'"{name}"'
        response.headers["Cache-Control"] = (
            "public, max-age=3600" if reach is queries.Reach.EVERYBODY else "private, no-store"
        )
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response

    def opened(self, stored: str, source: str) -> File[bytes] | None:
        """Open the file; the small variant of a picture is made when it is first asked for."""
        if default_storage.exists(stored):
            return default_storage.open(stored)
        if stored == source or not default_storage.exists(source):
            return None
        from mitsprache.publishing.images import small

        with default_storage.open(source) as original:
            try:
                data = small(original.read())
            except ValidationError:
                return None
        default_storage.save(stored, ContentFile(data))
        return ContentFile(data)

    def answer(
        self, request: HttpRequest, file: File[bytes], content_type: str
    ) -> HttpResponseBase:
        """Return all of `file`, or the part that the request names."""
        asked = RANGE.fullmatch(request.headers.get("Range", ""))
        if not asked or not any(asked.groups()):
            response: HttpResponseBase = FileResponse(file, content_type=content_type)
            response.headers["Accept-Ranges"] = "bytes"
            return response
        size = file.size
        if asked[1]:
            start, end = int(asked[1]), min(int(asked[2] or size - 1), size - 1)
        else:
            start, end = max(0, size - int(asked[2])), size - 1
        if start > end:
            file.close()
            return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
        return StreamingHttpResponse(
            Part(file, start, end),
            status=206,
            content_type=content_type,
            headers={
                "Content-Range": f"bytes {start}-{end}/{size}",
                "Content-Length": str(end - start + 1),
                "Accept-Ranges": "bytes",
            },
        )


class Part:
    """The bytes of a file from `start` to `end`, both included; whoever holds it closes it."""

    def __init__(self, file: File[bytes], start: int, end: int) -> None:
        self.file = file
        self.left = end - start + 1
        file.seek(start)

    def __iter__(self) -> Iterator[bytes]:
        """Yield the part block by block."""
        while self.left > 0 and (block := self.file.read(min(BLOCK, self.left))):
            self.left -= len(block)
            yield block

    def close(self) -> None:
        """Close the file, read or not."""
        self.file.close()
