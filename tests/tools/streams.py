"""A reader of event streams, thousands at a time, and a server to read them from."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self


@dataclass(eq=False, slots=True)
class Reader:
    """An open stream: status, headers, and its messages one after the other."""

    status: int
    headers: dict[str, str]
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    @classmethod
    async def open(cls, port: int, path: str, **headers: str) -> Reader:
        """Ask for a stream on this machine; `Last_Event_ID="…"` becomes a header."""
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**22)
        lines = [f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{port}"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        writer.write(("\r\n".join(lines) + "\r\n\r\n").encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        given = dict(line.lower().split(": ", 1) for line in head[1:] if line)
        return cls(int(head[0].split()[1]), given, reader, writer)

    async def chunk(self) -> bytes:
        """Return the next chunk of the answer, b'' at its end."""
        size = int(await self.reader.readline(), 16)
        return (await self.reader.readexactly(size + 2))[:-2]

    async def message(self) -> dict[str, str] | None:
        """Return the next message with data, None when the stream ends."""
        while True:
            try:
                chunk = await self.chunk()
            except (asyncio.IncompleteReadError, ConnectionError, ValueError):
                return None
            if not chunk:
                return None
            message: dict[str, str] = {}
            for line in chunk.decode().splitlines():
                name, _, value = line.partition(": ")
                if not line:
                    continue
                message[name] = f"{message[name]}\n{value}" if name in message else value
            if "data" in message:
                return message

    def close(self) -> None:
        """Leave without a word."""
        self.writer.transport.abort()


class Readers:
    """Opens streams of a server on this machine, and leaves them all at the end of the block."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.open_ones: list[Reader] = []

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_error: object) -> None:
        for reader in self.open_ones:
            reader.close()
        await asyncio.sleep(0.1)

    async def open(self, path: str, **headers: str) -> Reader:
        """Open one more."""
        reader = await Reader.open(self.port, path, **headers)
        self.open_ones.append(reader)
        return reader


@dataclass(frozen=True, slots=True)
class Site:
    """A running server."""

    port: int
    process: subprocess.Popen[bytes]
    data: Path

    @property
    def workers(self) -> list[int]:
        """The process ids of its workers."""
        pid = self.process.pid
        return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

    def memory(self) -> float:
        """Return what all workers hold, in MB."""
        pages = [int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in self.workers]
        return sum(pages) * os.sysconf("SC_PAGE_SIZE") / 1e6


@contextmanager
def serving(
    application: str, data: Path, *, ready: str, workers: int = 1, **variables: str
) -> Iterator[Site]:
    """Serve `application` as `mitsprache serve` does, until the block ends."""
    from mitsprache.cli.parser import build_parser
    from mitsprache.cli.serve import server_command

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = ["serve", "--port", str(port), "--workers", str(workers)]
    command = server_command(build_parser().parse_args(words))
    command[command.index("mitsprache.config.rsgi:application")] = application
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MITSPRACHE_")}
    environment = {**kept, "MITSPRACHE_DATA_DIR": str(data), "GRANIAN_LOG_LEVEL": "warning"}
    process = subprocess.Popen(command, env={**environment, **variables})
    try:
        _wait(process, f"http://127.0.0.1:{port}{ready}")
        yield Site(port, process, data)
    finally:
        process.terminate()
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], url: str) -> None:
    end = time.monotonic() + 120
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=10).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not start")
