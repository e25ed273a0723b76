"""Files of papers. Each request asks whether who looks may have the file."""

from __future__ import annotations

from typing import Any, Final

from django.core.files.storage import default_storage
from django.http import FileResponse, HttpRequest, HttpResponseBase, HttpResponseNotModified

from mitsprache.kernel.access import PUBLIC
from mitsprache.kernel.keys import key_of
from mitsprache.kernel.views import Endpoint, found
from mitsprache.papers import queries
from mitsprache.papers.models import File

SANDBOX: Final = "sandbox; default-src 'none'; frame-ancestors 'none'"


def shown_name(file: File) -> str:
    """Return the name under which a browser saves the file: number, then what it is called."""
    words = key_of(f"{file.paper.reference} {file.name}") or "drucksache"
    return f"{words}.pdf"


class PaperFile(Endpoint):
    """A stored PDF by its name, to save; to those who may not have it, it is missing."""

    access = PUBLIC

    def get(self, request: HttpRequest, name: str, **_kwargs: Any) -> HttpResponseBase:
        """Return the file."""
        stored = f"papers/{name}"
        reach, row = queries.reach_of_file(self.actor, stored)
        file = found(None if reach is queries.Reach.NOBODY else row)
        found(default_storage.exists(stored) or None)
        response: HttpResponseBase
        if request.headers.get("If-None-Match") == f'"{file.sha256}"':
            response = HttpResponseNotModified()
        else:
            response = FileResponse(
                default_storage.open(stored),
                as_attachment=True,
                filename=shown_name(file),
                content_type="application/pdf",
            )
        response.headers["ETag"] = f'"{file.sha256}"'
        response.headers["Cache-Control"] = (
            "no-cache" if reach is queries.Reach.EVERYBODY else "private, no-store"
        )
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Content-Security-Policy"] = SANDBOX
        return response
