"""Open event streams of one process: who watches what, and what each is sent.

Watchers of one address share one rendering of it. One task per process looks for changes, by the
content version; one thread renders.

The server takes every byte at once and keeps what a watcher does not read (granian 2.8). So a stream
ends after some states, and the browser opens the next one, with the state it has; who has not read
to the end counts against the limits until then, and costs no more than that.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Final, Protocol

from django.db import DatabaseError, connection, connections

from mitsprache.kernel import events
from mitsprache.kernel.page_cache import content_version

LOG: Final = logging.getLogger(__name__)
LOOK: Final = 0.1
"""Seconds between two looks at the content version: one short query a process."""
LOOK_WHEN_TOLD: Final = 5.0
"""The same where the database tells of changes, in case that one got lost."""
LOOK_AGAIN: Final = 30.0
"""Seconds after which what is watched is rendered again though nothing was written."""
HEARTBEAT: Final = 15.0
"""Seconds of silence after which proxies and the server itself learn whether somebody is there."""
PATIENCE: Final = 30.0
"""Seconds that a watcher may take to accept one message."""
FEW_BYTES: Final = 64 * 1024
"""A stream ends after this many bytes and up to as many again, so that not all end together."""
MOST_ADDRESSES: Final = 64
"""How many different addresses may be watched at a time: languages times running sessions."""


class Transport(Protocol):
    """What sends a stream's bytes; the server's."""

    async def send_bytes(self, data: bytes) -> None: ...


@dataclass(frozen=True, slots=True)
class Message:
    """A state of a page: its fingerprint, and the bytes that every watcher gets."""

    state: str
    data: bytes

    @classmethod
    def of(cls, body: bytes) -> Message:
        """Return the message that carries `body`."""
        state = events.fingerprint(body)
        lines = b"\n".join(b"data: " + line for line in body.splitlines())
        return cls(state, b"id: %s\n%s\n\n" % (state.encode(), lines))


END: Final = Message("", b"event: ende\ndata: \n\n")
"""The page is gone: no longer public, or deleted."""


@dataclass(eq=False, slots=True)
class Watcher:
    """Somebody who watches: woken when there is something to send or to end.

    `ready` after the first look that began later: a state from before could be older than the page.
    """

    wake: asyncio.Event = field(default_factory=asyncio.Event)
    ready: bool = False
    closed: bool = False

    def close(self) -> None:
        """Let the stream end."""
        self.closed = True
        self.wake.set()


@dataclass(eq=False, slots=True)
class Channel:
    """An address that is watched."""

    render: Callable[[], tuple[int, bytes]]
    message: Message | None = None
    watchers: set[Watcher] = field(default_factory=set)

    def put(self, message: Message) -> None:
        """Let all watchers have `message`, unless they have that state already."""
        if self.message is None or self.message.state != message.state:
            self.message = message
            for watcher in self.watchers:
                watcher.wake.set()


class Streams:
    """All open streams of a process. Everything but `render` runs on the event loop.

    Args:
        loop: the server's.
        most: streams at a time.
        per_address: streams at a time of one network address.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, *, most: int, per_address: int) -> None:
        self.loop = loop
        self.most = most
        self.per_address = per_address
        self.channels: dict[Hashable, Channel] = {}
        self.addresses: Counter[str] = Counter()
        self.changed = asyncio.Event()
        self.closing = False
        self.told = False
        self.looking: asyncio.Task[None] | None = None
        self.thread = ThreadPoolExecutor(1, thread_name_prefix="streams")

    def has_room(self, address: str, key: Hashable) -> bool:
        """Whether one more stream is taken from `address`."""
        return (
            not self.closing
            and self.addresses.total() < self.most
            and self.addresses[address] < self.per_address
            and (key in self.channels or len(self.channels) < MOST_ADDRESSES)
        )

    async def watch(
        self,
        transport: Transport,
        *,
        address: str,
        key: Hashable,
        known: str,
        render: Callable[[], tuple[int, bytes]],
        gone: asyncio.Future[None],
    ) -> None:
        """Send what `key` shows until somebody leaves.

        Args:
            transport: takes the bytes.
            address: whose limit counts.
            key: equal for all who get the same.
            known: fingerprint of the state that the watcher has.
            render: returns status and body; the first watcher's is used for all of `key`.
            gone: done when the watcher has left, or has read everything after the end.
        """
        watcher = Watcher()
        channel = self.channels.get(key)
        if channel is None:
            channel = self.channels[key] = Channel(render)
        channel.watchers.add(watcher)
        self.addresses[address] += 1
        gone.add_done_callback(lambda _gone: watcher.close())
        if self.looking is None:
            self.looking = self.loop.create_task(self._look())
        self.changed.set()
        gone.add_done_callback(lambda _gone: self._leave(address))
        try:
            await _send_all(transport, channel, watcher, known)
        except (TimeoutError, OSError, RuntimeError):
            LOG.debug("a watcher left", exc_info=True)
        finally:
            channel.watchers.discard(watcher)
            if not channel.watchers and self.channels.get(key) is channel:
                del self.channels[key]

    def _leave(self, address: str) -> None:
        self.addresses[address] -= 1
        if not self.addresses[address]:
            del self.addresses[address]

    def tell(self) -> None:
        """Look for changes now. May be called from any thread."""
        self.loop.call_soon_threadsafe(self.changed.set)

    async def _look(self) -> None:
        version, looked = -1, 0.0
        try:
            while self.channels and not self.closing:
                self.changed.clear()
                now = self.loop.time()
                new = [
                    watcher
                    for channel in self.channels.values()
                    for watcher in channel.watchers
                    if not watcher.ready
                ]
                current = await self.loop.run_in_executor(self.thread, _version)
                unseen = any(channel.message is None for channel in self.channels.values())
                if current != version or unseen or now - looked > LOOK_AGAIN:
                    version, looked = current, now
                    for channel in list(self.channels.values()):
                        await self._refresh(channel)
                for watcher in new:
                    watcher.ready = True
                    watcher.wake.set()
                try:
                    async with asyncio.timeout(LOOK_WHEN_TOLD if self.told else LOOK):
                        await self.changed.wait()
                except TimeoutError:
                    pass
        finally:
            self.looking = None

    async def _refresh(self, channel: Channel) -> None:
        try:
            status, body = await self.loop.run_in_executor(self.thread, channel.render)
        except Exception:  # the streams of all would end
            LOG.exception("what is watched could not be rendered")
            return
        if status == 200:
            channel.put(Message.of(body))
        elif status < 500:
            channel.put(END)

    def close(self) -> None:
        """End all streams: the process stops."""
        self.closing = True
        self.changed.set()
        for channel in self.channels.values():
            for watcher in channel.watchers:
                watcher.close()


async def _send_all(transport: Transport, channel: Channel, watcher: Watcher, known: str) -> None:
    """Send state after state until the watcher leaves or has got its share."""
    # Browsers come back one after the other when a server with thousands of streams restarts.
    await _send(transport, b"retry: %d\n\n" % (2000 + secrets.randbelow(4000)))
    left = FEW_BYTES + secrets.randbelow(FEW_BYTES)
    while not watcher.closed:
        message = channel.message
        if message is not None and message.state != known and watcher.ready:
            await _send(transport, message.data)
            known = message.state
            left -= len(message.data)
            if message is END:
                return
            if left <= 0:
                await _send(transport, b"retry: %d\n\n" % (100 + secrets.randbelow(400)))
                return
            continue
        watcher.wake.clear()
        try:
            async with asyncio.timeout(HEARTBEAT):
                await watcher.wake.wait()
        except TimeoutError:
            await _send(transport, b":\n\n")


async def _send(transport: Transport, data: bytes) -> None:
    async with asyncio.timeout(PATIENCE):
        await transport.send_bytes(data)


def _version() -> int:
    try:
        return content_version()
    except DatabaseError:
        LOG.warning("the database can't be asked for changes", exc_info=True)
        connection.close()
        return -2


def listen(streams: Streams) -> None:
    """Let PostgreSQL wake `streams` in a thread; other databases are asked, they can't tell."""
    if connection.vendor == "postgresql":
        threading.Thread(target=_listen, args=[streams], name="listen", daemon=True).start()


def _listen(streams: Streams) -> None:
    while not streams.closing:
        own = connections.create_connection("default")
        try:
            with own.cursor() as cursor:
                cursor.execute(f"LISTEN {events.CHANNEL}")
            streams.told = True
            for _notice in own.connection.notifies():
                streams.tell()
        except DatabaseError:
            LOG.warning("the database can't tell of changes", exc_info=True)
        finally:
            streams.told = False
            own.close()
        time.sleep(LOOK_WHEN_TOLD)
