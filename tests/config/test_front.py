"""The server as it runs: real processes, real connections."""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Coroutine, Iterator
from http.client import IncompleteRead
from pathlib import Path
from typing import Any, TypeVar

import pytest

from mitsprache.kernel.events import fingerprint
from tests.tools.streams import Reader, Readers, Site, serving

T = TypeVar("T")
pytestmark = pytest.mark.slow

SETTINGS = {"DJANGO_SETTINGS_MODULE": "tests.config.streaming.settings"}
PATIENCE = 60  # seconds, on a busy machine
CHANGE = """
import sys, django
django.setup()
from django.conf import settings
from django.db import transaction
from mitsprache.kernel.operation import raise_content_version
with transaction.atomic():
    (settings.DATA_DIR / "state").write_text(sys.argv[1])
    raise_content_version()
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with an empty database."""
    folder = tmp_path_factory.mktemp("front")
    for words in (["migrate"], ["collectstatic", "--no-input"]):
        command = [sys.executable, "-m", "django", *words, "--verbosity=0"]
        subprocess.run(command, env=environment(folder), check=True, timeout=300)
    return folder


@pytest.fixture(scope="module")
def site(data: Path) -> Iterator[Site]:
    (data / "state").write_text("zero")
    with serving(
        "mitsprache.config.rsgi:application",
        data,
        ready="/state/",
        workers=2,
        MITSPRACHE_WATCHERS_PER_ADDRESS="1000",
        MITSPRACHE_UPLOAD_MEGABYTES="1",
        **SETTINGS,
    ) as running:
        yield running


def environment(data: Path) -> dict[str, str]:
    return {**os.environ, **SETTINGS, "MITSPRACHE_DATA_DIR": str(data)}


def change(data: Path, text: str) -> None:
    """Write as an operation of another process would."""
    command = [sys.executable, "-c", CHANGE, text]
    subprocess.run(command, env=environment(data), check=True, timeout=120)


def change_fast(data: Path, text: str | None) -> None:
    """The same without starting a process."""
    if text is None:
        (data / "state").unlink()
    else:
        (data / "state").write_text(text)
    with sqlite3.connect(data / "mitsprache.sqlite3", timeout=20) as database:
        database.execute(
            "INSERT INTO kernel_contentversion (id, number) VALUES (1, 1) "
            "ON CONFLICT (id) DO UPDATE SET number = number + 1"
        )


def get(site: Site, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    request = urllib.request.Request(f"http://127.0.0.1:{site.port}{path}", headers=headers)
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        headers = {name.lower(): value for name, value in answer.headers.items()}
        return answer.status, headers, answer.read()


def post(site: Site, body: bytes, path: str = "/echo/x", **headers: str) -> dict[str, str]:
    request = urllib.request.Request(
        f"http://127.0.0.1:{site.port}{path}", data=body, headers=headers
    )
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        return dict(json.loads(answer.read()))


def run(site: Site, watch: Callable[[Readers], Coroutine[Any, Any, T]]) -> T:
    """Run `watch` with streams that are left at its end."""

    async def watching() -> T:
        async with Readers(site.port) as readers:
            return await watch(readers)

    return asyncio.run(watching())


async def until(reader: Reader, text: str) -> dict[str, str]:
    """Read on until a message shows `text`."""
    async with asyncio.timeout(PATIENCE):
        while message := await reader.message():
            if text in message["data"]:
                return message
    raise AssertionError(f"the stream ended before {text!r}")


def test_hundreds_of_streams_of_two_workers_get_what_another_process_writes(
    site: Site, data: Path
) -> None:
    async def watch(readers: Readers) -> None:
        change_fast(data, "before")
        many = [await readers.open("/stream/") for _ in range(300)]
        assert {reader.status for reader in many} == {200}
        await asyncio.gather(*(until(reader, "before") for reader in many))
        await asyncio.to_thread(change, data, "after <b>all</b>\nin two lines")
        got = await asyncio.gather(*(until(reader, "after") for reader in many))
        (shown,) = {message["data"] for message in got}
        assert shown == "visitor\n{}\nafter <b>all</b>\nin two lines"
        assert {message["id"] for message in got} == {fingerprint(shown.encode())}

    run(site, watch)


def test_what_is_sent_is_what_a_visitor_gets_whoever_asked(site: Site) -> None:
    async def watch(readers: Readers) -> None:
        reader = await readers.open("/stream/?geheim=1", Cookie="sessionid=member")
        message = await until(reader, "\n")
        assert message["data"].startswith("visitor\n{}\n")

    run(site, watch)


def test_who_has_the_present_state_is_sent_nothing_until_it_changes(site: Site, data: Path) -> None:
    async def watch(readers: Readers) -> None:
        change_fast(data, "known")
        state = fingerprint(get(site, "/state/")[2])
        many = [
            await readers.open("/stream/", Last_Event_ID=state),
            await readers.open(f"/stream/?seit={state}"),
        ]
        other = await readers.open("/stream/?seit=0123")
        assert (await until(other, "known"))["id"] == state
        change_fast(data, "new")
        for reader in many:
            async with asyncio.timeout(PATIENCE):
                message = await reader.message()
            assert message
            assert message["data"].endswith("new")

    run(site, watch)


def test_a_page_that_is_withdrawn_ends_its_streams(site: Site, data: Path) -> None:
    async def watch(readers: Readers) -> None:
        change_fast(data, "still here")
        reader = await readers.open("/stream/")
        await until(reader, "still here")
        change_fast(data, None)
        async with asyncio.timeout(PATIENCE):
            assert await reader.message() == {"event": "ende", "data": ""}
            assert await reader.message() is None
        change_fast(data, "here again")
        reader = await readers.open("/stream/")
        await until(reader, "here again")

    run(site, watch)


def test_a_stream_passes_all_middleware(site: Site) -> None:
    async def watch(readers: Readers) -> dict[str, str]:
        reader = await readers.open("/stream/")
        return reader.headers

    stream, page = run(site, watch), get(site, "/state/")[1]
    assert stream["content-type"] == "text/event-stream; charset=utf-8"
    assert stream["cache-control"] == "no-store"
    assert "content-length" not in stream
    for name in ("Content-Security-Policy", "X-Frame-Options", "Permissions-Policy"):
        assert stream[name.lower()] == page[name.lower()].lower()


def test_nothing_stays_open_for_a_head_request(site: Site) -> None:
    request = urllib.request.Request(f"http://127.0.0.1:{site.port}/stream/", method="HEAD")
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        assert answer.read() == b""


def test_a_reader_that_does_not_read_costs_no_memory_and_holds_nobody_up(
    site: Site, data: Path
) -> None:
    async def watch(readers: Readers) -> None:
        change_fast(data, "start")
        slow = [await readers.open("/stream/") for _ in range(40)]
        for reader in slow:
            reader.writer.transport.pause_reading()  # type: ignore[attr-defined]
        await until(await readers.open("/stream/"), "start")
        before = site.memory()
        for number in range(12):
            change_fast(data, f"{number} " + "x" * 1_000_000)
            # A long state ends a stream, so the browser opens the next one.
            quick = [await readers.open("/stream/") for _ in range(4)]
            await asyncio.gather(*(until(reader, f"\n{number} x") for reader in quick))
        assert site.memory() - before < 150  # 40 streams times 12 states would be 480

    run(site, watch)


def test_a_killed_worker_comes_back_and_its_watchers_too(site: Site, data: Path) -> None:
    async def watch(readers: Readers) -> None:
        change_fast(data, "alive")
        many = [await readers.open("/stream/") for _ in range(40)]
        await asyncio.gather(*(until(reader, "alive") for reader in many))
        old = site.workers[0]
        os.kill(old, signal.SIGKILL)
        change_fast(data, "after the fall")
        ends = await asyncio.gather(*(ended_or(reader, "after the fall") for reader in many))
        assert any(ends)
        assert not all(ends)
        again = [await readers.open("/stream/") for _ in range(40)]
        await asyncio.gather(*(until(reader, "after the fall") for reader in again))
        end = time.monotonic() + PATIENCE
        while len(site.workers) < 2 or old in site.workers:
            assert time.monotonic() < end
            await asyncio.sleep(0.2)

    run(site, watch)


async def ended_or(reader: Reader, text: str) -> bool:
    """Return whether the stream broke off instead of showing `text`."""
    async with asyncio.timeout(PATIENCE):
        while message := await reader.message():
            if text in message["data"]:
                return False
    return True


def test_limits_per_address_and_in_all(data: Path) -> None:
    async def watch(readers: Readers) -> None:
        (data / "state").write_text("limited")
        many = [
            await readers.open("/stream/", X_Forwarded_For="9.9.9.9, 1.1.1.1") for _ in range(3)
        ]
        assert [reader.status for reader in many] == [200, 200, 503]
        many.append(await readers.open("/stream/", X_Forwarded_For="1.1.1.2"))
        many.append(await readers.open("/stream/", X_Forwarded_For="1.1.1.3"))
        assert [reader.status for reader in many] == [200, 200, 503, 200, 503]
        many[0].close()
        end = time.monotonic() + PATIENCE
        while True:  # who left makes room
            reader = await readers.open("/stream/", X_Forwarded_For="1.1.1.1")
            if reader.status == 200:
                break
            assert time.monotonic() < end
            await asyncio.sleep(0.1)
        await until(reader, "limited")

    with serving(
        "mitsprache.config.rsgi:application",
        data,
        ready="/state/",
        MITSPRACHE_WATCHERS="3",
        MITSPRACHE_WATCHERS_PER_ADDRESS="2",
        MITSPRACHE_BEHIND_PROXY="yes",
        **SETTINGS,
    ) as site:
        run(site, watch)


def test_open_streams_do_not_hold_up_the_end(data: Path) -> None:
    async def watch(readers: Readers) -> None:
        many = [await readers.open("/stream/") for _ in range(20)]
        site.process.terminate()
        for reader in many:
            async with asyncio.timeout(PATIENCE):
                while await reader.message():
                    pass

    (data / "state").write_text("ends")
    with serving(
        "mitsprache.config.rsgi:application",
        data,
        ready="/state/",
        GRANIAN_WORKERS_KILL_TIMEOUT="60",
        **SETTINGS,
    ) as site:
        run(site, watch)
        assert site.process.wait(timeout=20) == 0


@pytest.mark.parametrize("size", [0, 10, 600_000, 3_000_000])
def test_bodies_arrive_whole(site: Site, size: int) -> None:
    body = os.urandom(size)
    assert post(site, body)["body"] == hashlib.sha256(body).hexdigest()


def test_a_body_that_is_too_long_is_refused(site: Site) -> None:
    with pytest.raises((urllib.error.HTTPError, urllib.error.URLError)) as caught:
        post(site, bytes(9_000_000))
    if isinstance(caught.value, urllib.error.HTTPError):
        assert caught.value.code == 413


def test_headers_and_addresses_arrive_as_they_were_sent(site: Site) -> None:
    async def ask() -> dict[str, str]:
        _reader, writer = await asyncio.open_connection("127.0.0.1", site.port)
        lines = [
            "POST /echo/a%2Fb/%C3%A4/%20x?q=%C3%A4&n HTTP/1.1",
            f"Host: 127.0.0.1:{site.port}",
            "Content-Length: 0",
            "X-Forwarded-For: 1.1.1.1",
            "X_Forwarded_For: 6.6.6.6",
            "Cookie: a=1",
            "Cookie: b=2",
        ]
        writer.write(("\r\n".join(lines) + "\r\n\r\n").encode())
        head = (await _reader.readuntil(b"\r\n\r\n")).decode().lower()
        length = int(head.split("content-length: ")[1].split("\r\n")[0])
        answer = dict(json.loads(await _reader.readexactly(length)))
        writer.close()
        return answer

    got = asyncio.run(ask())
    assert got["path"] == "/echo/a/b/ä/ x"
    assert got["QUERY_STRING"] == "q=%C3%A4&n"
    assert got["HTTP_X_FORWARDED_FOR"] == "1.1.1.1"
    assert got["HTTP_COOKIE"] == "a=1;b=2"
    assert got["REMOTE_ADDR"] == "127.0.0.1"


def test_an_answer_in_blocks_arrives_whole(site: Site) -> None:
    status, _headers, body = get(site, "/blocks/")
    assert status == 200
    assert body == b"".join(bytes([number % 256]) * 1024 for number in range(1024))


def test_an_answer_that_breaks_off_is_not_taken_for_whole(site: Site) -> None:
    with pytest.raises(IncompleteRead):
        get(site, "/blocks/?bis=500")
    assert get(site, "/state/")[0] == 200
