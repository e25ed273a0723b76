"""Follows every link of the public site that stays on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from django.http import HttpResponse
from django.test import Client

LINK = re.compile(r'\s(?:href|src|action)="(/[^"#]*)')
MONTHS = re.compile(r"/kalender/(?!2026)\d{4}/")
"""Months of one year are enough; the calendar has many."""
SKIPPED = ("/static/", "/media/", "/konto/", "/office/")


def pages(client: Client, start: str, *, prefix: str) -> Iterator[tuple[str, HttpResponse]]:
    """Yield (address, answer) of every page below `prefix` that can be reached from `start`."""
    waiting, seen = [start], {start}
    while waiting:
        address = waiting.pop()
        answer = client.get(address)
        yield address, answer  # type: ignore[misc]
        if answer.status_code != 200 or "html" not in answer["Content-Type"]:
            continue
        for link in LINK.findall(answer.content.decode()):
            target = unescape(link)
            if (
                target.startswith(SKIPPED)
                or MONTHS.search(target)
                or not target.startswith(prefix)
                or target in seen
            ):
                continue
            seen.add(target)
            waiting.append(target)
