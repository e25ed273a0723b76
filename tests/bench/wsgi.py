"""The benchmark's server: the site, and below /bare/ the same views without any middleware."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"

import django

django.setup()

from django.core.handlers.wsgi import WSGIHandler  # noqa: E402
from django.test.utils import override_settings  # noqa: E402

site = WSGIHandler()
with override_settings(MIDDLEWARE=[]):
    bare = WSGIHandler()


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """Answer a request; the prefix /bare picks the handler without middleware."""
    path: str = environ["PATH_INFO"]
    if path.startswith("/bare/"):
        environ["PATH_INFO"] = path.removeprefix("/bare")
        return bare(environ, start_response)
    return site(environ, start_response)
