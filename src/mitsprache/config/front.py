"""Between granian and Django: hands requests to Django's threads, and keeps event streams itself.

granian calls it over RSGI. Django stays synchronous: every request, that for a stream too, passes
all middleware in one of a few threads. Where a view answers with an `EventStream`, the thread is
free again, and the connection lives on in the event loop (docs/adr/0011).
"""

from __future__ import annotations

import asyncio
import io
import os
import resource
import signal
import sys
import tempfile
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import IO, Any, Final
from urllib.parse import parse_qs

from django.conf import settings
from django.http import FileResponse, HttpResponseBase
from granian._granian import RSGIHTTPProtocol as HTTPProtocol
from granian.rsgi import Scope

from mitsprache.config.streams import Streams, listen
from mitsprache.kernel import events
from mitsprache.kernel.events import EventStream

MOST_WAITING: Final = 512
"""Requests that may wait for a thread; more are told to come back."""
IN_MEMORY: Final = 512 * 1024
"""Bytes of a body that are kept in memory; more go to a file meanwhile."""
BLOCK: Final = 128 * 1024

Environ = dict[str, Any]
Headers = list[tuple[str, str]]
WSGI = Callable[[Environ, Callable[..., Any]], Any]

SAME_FOR_ALL: Final = {
    "SCRIPT_NAME": "",
    "wsgi.version": (1, 0),
    "wsgi.errors": sys.stderr,
    "wsgi.multithread": True,
    "wsgi.multiprocess": True,
    "wsgi.run_once": False,
}
OF_VISITOR: Final = (
    *SAME_FOR_ALL,
    "SERVER_NAME",
    "SERVER_PORT",
    "SERVER_PROTOCOL",
    "REMOTE_ADDR",
    "HTTP_HOST",
    "wsgi.url_scheme",
)
"""What a page may know that is rendered for all who watch it."""


def environ_of(scope: Scope) -> Environ:
    """Return the request in WSGI's words, without its body.

    Names with an underscore are left out: they could pass for a proxy's own header.
    """
    name, _, port = scope.server.rpartition(":")
    environ: Environ = {
        **SAME_FOR_ALL,
        "REQUEST_METHOD": scope.method,
        "PATH_INFO": scope.path if scope.path.isascii() else scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": name.strip("[]"),
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": io.BytesIO(),
    }
    if scope.authority:
        environ["HTTP_HOST"] = scope.authority
    for header, value in scope.headers.items():
        if "_" in header:
            continue
        key = header.upper().replace("-", "_")
        if key not in {"CONTENT_TYPE", "CONTENT_LENGTH"}:
            key = f"HTTP_{key}"
        if key in environ and key != "HTTP_HOST":
            environ[key] += (";" if key == "HTTP_COOKIE" else ",") + value
        else:
            environ[key] = value
    return environ


@dataclass(slots=True)
class Answer:
    """Status and headers as the site gives them; `stream` where the connection is to stay open."""

    status: int = 500
    headers: Headers = field(default_factory=list)
    stream: EventStream | None = None

    def start(self, status: str, headers: Headers, _exc_info: Any = None) -> None:
        """Take WSGI's `start_response`."""
        self.status = int(status[:3])
        self.headers = headers


class Threads:
    """A few threads that work through calls. Each keeps its connection to the database."""

    def __init__(self, loop: asyncio.AbstractEventLoop, number: int) -> None:
        self.loop = loop
        self.calls: SimpleQueue[
            tuple[asyncio.Future[Answer], Callable[..., Answer], tuple[Any, ...]]
        ] = SimpleQueue()
        for _ in range(number):
            threading.Thread(target=self._work, daemon=True).start()

    def run(self, function: Callable[..., Answer], *args: Any) -> asyncio.Future[Answer]:
        """Have `function` called; a thread pool of the library takes half as long again."""
        future: asyncio.Future[Answer] = self.loop.create_future()
        self.calls.put((future, function, args))
        return future

    def _work(self) -> None:
        while True:
            future, function, args = self.calls.get()
            try:
                result = function(*args)
                error = None
            except BaseException as problem:  # noqa: BLE001 (who waits for the answer gets it)
                result, error = Answer(), problem
            with suppress(RuntimeError):  # the server stopped meanwhile
                self.loop.call_soon_threadsafe(_finish, future, result, error)
            del future, function, args, result, error


def _finish(future: asyncio.Future[Answer], result: Answer, error: BaseException | None) -> None:
    if future.done():
        return
    if error is None:
        future.set_result(result)
    else:
        future.set_exception(error)


class Front:
    """The application that granian serves.

    Args:
        wsgi: answers requests; the site.
    """

    threads: Threads
    streams: Streams

    def __init__(self, wsgi: WSGI) -> None:
        self.wsgi = wsgi

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop
        allow_connections()
        self.threads = Threads(loop, settings.THREADS)
        self.streams = Streams(
            loop, most=settings.WATCHERS, per_address=settings.WATCHERS_PER_ADDRESS
        )
        events.on_change(self.streams.tell)
        listen(self.streams)
        # The loop's own handlers, by which granian stops, still run: these come in addition.
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(self.streams.close))

    async def __rsgi__(self, scope: Scope, protocol: HTTPProtocol) -> None:
        environ = environ_of(scope)
        if self.threads.calls.qsize() >= MOST_WAITING:
            protocol.response_empty(503, [("Retry-After", "5")])
            return
        if "CONTENT_LENGTH" in environ:
            environ["wsgi.input"] = await _body(protocol, environ)
        answer = await self.threads.run(self.answer, environ, protocol)
        if answer.stream is not None:
            # A task of its own, since the server's can't be interrupted.
            await self.loop.create_task(self.keep_open(protocol, environ, answer, answer.stream))

    def answer(self, environ: Environ, protocol: HTTPProtocol) -> Answer:
        """Let the site answer, in a thread."""
        answer = Answer()
        response = self.wsgi(environ, answer.start)
        try:
            if isinstance(response, EventStream) and environ["REQUEST_METHOD"] == "GET":
                answer.stream = response
            elif path := _whole_file(response):
                protocol.response_file(answer.status, answer.headers, path)
            elif isinstance(response, HttpResponseBase) and response.streaming:
                self._send_blocks(response, protocol, answer)
            else:
                protocol.response_bytes(answer.status, answer.headers, b"".join(response))
        finally:
            if hasattr(response, "close"):
                response.close()
        return answer

    def _send_blocks(self, response: Any, protocol: HTTPProtocol, answer: Answer) -> None:
        """Send an answer block by block as it is made."""
        transport = protocol.response_stream(answer.status, answer.headers)

        async def send(data: bytes) -> None:
            await transport.send_bytes(data)

        def flush() -> None:
            if block:
                asyncio.run_coroutine_threadsafe(send(bytes(block)), self.loop).result()
                block.clear()

        block = bytearray()
        for part in response:
            block += part
            if len(block) >= BLOCK:
                flush()
        flush()

    async def keep_open(
        self, protocol: HTTPProtocol, environ: Environ, answer: Answer, stream: EventStream
    ) -> None:
        """Hold a stream, or send who comes too many to ask at intervals instead."""
        address = _address(environ)
        visitor = _as_visitor(environ, stream.source)
        key = (visitor.get("HTTP_X_FORWARDED_PROTO"), visitor.get("HTTP_HOST"), stream.source)
        if not self.streams.has_room(address, key):
            protocol.response_empty(503, [("Retry-After", "60")])
            return
        headers = [pair for pair in answer.headers if pair[0].lower() != "content-length"]
        transport = protocol.response_stream(answer.status, headers)
        gone = asyncio.ensure_future(protocol.client_disconnect())
        await self.streams.watch(
            transport,
            address=address,
            key=key,
            known=_known(environ),
            render=lambda: self.render(visitor),
            gone=gone,
        )

    def render(self, visitor: Environ) -> tuple[int, bytes]:
        """Return status and body of a page as a visitor gets it, past all middleware."""
        answer = Answer()
        response = self.wsgi({**visitor, "wsgi.input": io.BytesIO()}, answer.start)
        try:
            return answer.status, b"".join(response)
        finally:
            response.close()


def allow_connections() -> None:
    """Raise the usual 1,024 open files to what the system allows: each stream is one."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


async def _body(protocol: HTTPProtocol, environ: Environ) -> IO[bytes]:
    """Read the body as it comes; what is too long is left, and the site refuses it."""
    length = environ["CONTENT_LENGTH"]
    if not length.isdigit() or int(length[:20]) > settings.REQUEST_BYTES:
        return io.BytesIO()
    if int(length) <= IN_MEMORY:
        return io.BytesIO(await protocol())
    body = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 (goes with the request)
    async for part in protocol:
        body.write(part)
    body.seek(0)
    return body


def _whole_file(response: object) -> str | None:
    """Return the path of a file that the server can read itself, no faster than it is taken."""
    if not isinstance(response, FileResponse) or response.status_code != 200:
        return None
    path = getattr(response.file_to_stream, "name", None)
    return path if isinstance(path, str) and os.path.isabs(path) else None  # noqa: PTH117


def _address(environ: Environ) -> str:
    """Return whose limit counts: behind a proxy, the last address that it names."""
    if settings.ALLAUTH_TRUSTED_PROXY_COUNT:
        forwarded: str = environ.get("HTTP_X_FORWARDED_FOR", "")
        return forwarded.rpartition(",")[2].strip()
    return str(environ["REMOTE_ADDR"])


def _as_visitor(environ: Environ, source: str) -> Environ:
    """Return the request by which anybody would ask for `source`."""
    visitor = {name: environ[name] for name in OF_VISITOR if name in environ}
    visitor |= {"REQUEST_METHOD": "GET", "PATH_INFO": source, "QUERY_STRING": ""}
    if environ.get("HTTP_X_FORWARDED_PROTO") == "https":
        visitor["HTTP_X_FORWARDED_PROTO"] = "https"
    return visitor


def _known(environ: Environ) -> str:
    """Return the state that a browser has: what it got last, else what its page came with."""
    given = parse_qs(environ["QUERY_STRING"]).get("seit", [""])[0]
    return str(environ.get("HTTP_LAST_EVENT_ID", given))
