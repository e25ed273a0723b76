"""What a worker of the site loads before the first visitor comes stays in its memory for good."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

RARE = ["icalendar", "lxml", "openpyxl", "PIL", "pydantic", "pypdf", "qrcode", "typst", "yaml"]
"""Libraries that few requests need; import them in the function that does. Together 30 MB."""
START = """
import sys
import mitsprache.config.wsgi
from django.urls import get_resolver

def walk(resolver):
    for entry in resolver.url_patterns:
        if hasattr(entry, "url_patterns"):
            walk(entry)

walk(get_resolver())
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


def loaded(code: str, folder: Path) -> set[str]:
    """Return the packages that a fresh process has loaded after `code`."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "mitsprache.config.settings",
        "MITSPRACHE_DATA_DIR": str(folder),
    }
    command = [sys.executable, "-W", "ignore", "-c", code]
    answer = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return set(answer.stdout.split())


def test_a_worker_starts_without_libraries_that_few_requests_need(tmp_path: Path) -> None:
    found = loaded(START, tmp_path)
    assert {"django", "mitsprache", "allauth"} <= found
    assert found.isdisjoint(RARE), f"imported at start-up: {sorted(found & set(RARE))}"


def test_the_names_are_those_of_packages(tmp_path: Path) -> None:
    assert set(RARE) <= loaded(f"import {', '.join(RARE)}; {START}", tmp_path)
