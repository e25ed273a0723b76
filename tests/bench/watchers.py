"""Thousands who watch a session: when they see a result, and how other pages answer meanwhile."""

from __future__ import annotations

import asyncio
import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from tests.bench.load import Round, load
from tests.tools.streams import serving

WATCHERS = 2000
LIVE = "laufende-sitzung"
"""Key of the session that runs in the benchmark's council."""
RESULTS = 6
LANGUAGES = ("de", "tr", "ar")
OPENING = 50  # connections that are opened at a time
PAGE = "/de/sitzungen/"

WRITER = """
import sys, time, django
django.setup()
from mitsprache.kernel.actor import command
from mitsprache.proceedings import operations_votes
from mitsprache.proceedings.domain.voting import Counts
from mitsprache.proceedings.models import Sitting

actor, sitting = command("bench"), Sitting.objects.get(key=sys.argv[1])
item = sitting.current_item
print("ready", flush=True)
vote = None
for line in sys.stdin:
    start = time.time()
    if vote is None:
        vote = operations_votes.open_vote(actor=actor, sitting=sitting, items=[item], decides=False)
    else:
        operations_votes.close_vote(actor=actor, vote=vote, counts=Counts(14, 8, 1, 0))
        vote = None
    print(start, time.time(), flush=True)
"""


@dataclass(frozen=True, slots=True)
class Watched:
    """Seconds from the start of the write until a watcher had it, and the load beside it."""

    watchers: int
    p50: float
    p95: float
    worst: float
    alone: Round
    beside: Round
    memory: float


def environment(data: Path) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
        "MITSPRACHE_DATA_DIR": str(data),
        "MITSPRACHE_LOG_LEVEL": "ERROR",
    }


class Ear(asyncio.Protocol):
    """A watcher that does no more than note when a state begins to arrive.

    Thousands of them share the machine with the server, so they must cost little.
    """

    def __init__(self, request: bytes) -> None:
        self.request = request
        self.heard = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        transport.write(self.request)

    def data_received(self, data: bytes) -> None:
        if b"id: " in data and not self.heard.done():
            self.heard.set_result(time.time())

    def connection_lost(self, error: Exception | None) -> None:
        if not self.heard.done():
            self.heard.set_exception(error or ConnectionError("the stream ended"))

    def listen(self) -> asyncio.Future[float]:
        """Return when the next state comes."""
        self.heard = asyncio.get_running_loop().create_future()
        return self.heard


async def opened(port: int, session: str, number: int) -> list[Ear]:
    """Open the streams, some at a time, and wait for the state that each begins with."""
    gate = asyncio.Semaphore(OPENING)
    loop = asyncio.get_running_loop()

    async def one(index: int) -> Ear:
        path = f"/{LANGUAGES[index % len(LANGUAGES)]}/sitzungen/{session}/live/strom/"
        request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode()
        async with gate:
            _transport, ear = await loop.create_connection(lambda: Ear(request), "127.0.0.1", port)
            await ear.heard
            return ear

    return list(await asyncio.gather(*(one(index) for index in range(number))))


async def results(many: list[Ear], writer: subprocess.Popen[str]) -> list[float]:
    """Return how long each watcher waited for each result.

    The first does not count: with it the writer's process loads what it needs.
    """
    assert writer.stdin
    assert writer.stdout
    found: list[float] = []
    for number in range(RESULTS + 1):
        waiting = [ear.listen() for ear in many]
        await asyncio.sleep(0.5)
        writer.stdin.write("next\n")
        writer.stdin.flush()
        line = await asyncio.to_thread(writer.stdout.readline)
        start = float(line.split()[0])
        async with asyncio.timeout(60):
            moments = await asyncio.gather(*waiting)
        if number:
            found += [moment - start for moment in moments]
    return found


def watch(data: Path, session: str, script: Path, watchers: int = WATCHERS) -> Watched:
    """Let `watchers` follow the running session of one worker, and load another page meanwhile."""
    with serving(
        "tests.bench.rsgi:application",
        data,
        ready="/yardstick/",
        MITSPRACHE_WATCHERS_PER_ADDRESS="100000",
        MITSPRACHE_LOG_LEVEL="ERROR",
    ) as site:
        url = f"http://127.0.0.1:{site.port}{PAGE}"
        load(url, seconds=1, script=script)
        alone = load(url, seconds=4, script=script)
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, session],
            env=environment(data),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert writer.stdout
        assert writer.stdout.readline() == "ready\n"

        async def scenario() -> tuple[list[float], Round, float]:
            many = await opened(site.port, session, watchers)
            beside = asyncio.create_task(
                asyncio.to_thread(load, url, seconds=RESULTS, script=script, connections=2)
            )
            times = await results(many, writer)
            memory = site.memory()
            for ear in many:
                ear.transport.abort()
            await asyncio.sleep(0.5)
            return times, await beside, memory

        try:
            times, beside, memory = asyncio.run(scenario())
        finally:
            writer.terminate()
            writer.wait()
    cuts = statistics.quantiles(times, n=20)
    return Watched(watchers, cuts[9], cuts[18], max(times), alone, beside, memory)


def report(found: Watched) -> str:
    """Return the figures in words."""
    return (
        f"{found.watchers} watchers of one worker see a result after {found.p50 * 1000:.0f} ms "
        f"(p50), {found.p95 * 1000:.0f} ms (p95), {found.worst * 1000:.0f} ms at most.\n"
        f"The list of sessions meanwhile: {found.beside.rate:.0f} requests/s, p50 "
        f"{found.beside.p50:.1f} ms, p95 {found.beside.p95:.1f} ms; without watchers "
        f"{found.alone.rate:.0f} requests/s, p50 {found.alone.p50:.1f} ms, p95 "
        f"{found.alone.p95:.1f} ms; errors: {found.beside.errors}. "
        f"The worker holds {found.memory:.0f} MB."
    )
