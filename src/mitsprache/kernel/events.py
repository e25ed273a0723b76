"""Pages that stay open and change by themselves: the answer that opens one, and the word of a change.

There is no list of kinds of events. Every write raises the content version; whoever keeps pages open
looks at them again then and passes on what became different (`config.streams`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Final

from django.db import connection, transaction
from django.http import HttpResponse

CHANNEL: Final = "mitsprache_changed"
"""Name under which PostgreSQL passes the word on to other processes."""
RETRY: Final = 5000
"""Milliseconds after which a browser asks again where the server can't hold streams."""

_listeners: list[Callable[[], None]] = []


class EventStream(HttpResponse):
    """The answer of a view whose page follows another, public address.

    The site's own server (`config.front`) keeps the connection open and sends what stands at
    `source`, as a visitor gets it, now and whenever it changes. So nothing can go out that is not
    public, whoever asked. Any other server sends an empty stream, and the browser asks again.

    Args:
        source: path of a public page that depends on its address only.
    """

    def __init__(self, source: str) -> None:
        super().__init__(
            f"retry: {RETRY}\n\n",
            content_type="text/event-stream; charset=utf-8",
            headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
        )
        self.source = source


def fingerprint(body: bytes) -> str:
    """Return 16 hexadecimal digits by which a page tells which state it shows."""
    return hashlib.blake2b(body, digest_size=8).hexdigest()


def on_change(listener: Callable[[], None]) -> None:
    """Have `listener` called after each commit of this process that changed something."""
    _listeners.append(listener)


def announce() -> None:
    """Say, inside the transaction of a write, that something changes with it."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"NOTIFY {CHANNEL}")
    if _listeners:
        transaction.on_commit(_tell)


def _tell() -> None:
    for listener in _listeners:
        listener()
