"""Streams without a server: rhythm, limits and faults."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import Self

import pytest
from django.db import OperationalError, connection, connections, transaction

from mitsprache.config import streams
from mitsprache.config.streams import END, Message, Streams
from mitsprache.kernel import events
from mitsprache.kernel.operation import raise_content_version


class Sent(list[bytes]):
    """A transport that keeps what it is given; `stuck` takes nothing any more."""

    stuck = False

    async def send_bytes(self, data: bytes) -> None:
        if self.stuck:
            await asyncio.Event().wait()
        self.append(data)

    def states(self) -> list[str]:
        return [data.decode().split("data: ")[1].strip() for data in self if b"data: " in data]


class Page:
    """What is watched: its status and text, and how often it was rendered."""

    def __init__(self) -> None:
        self.text, self.status, self.rendered = "one", 200, 0

    def render(self) -> tuple[int, bytes]:
        self.rendered += 1
        if self.status == 0:
            raise OSError("the disk is gone")
        return self.status, self.text.encode()


@pytest.fixture(autouse=True)
def version(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The content version, without a database; looked at often."""
    number = [1]
    monkeypatch.setattr(streams, "_version", lambda: number[0])
    monkeypatch.setattr(streams, "LOOK", 0.01)
    return number


async def eventually(fact: Callable[[], object]) -> None:
    async with asyncio.timeout(20):
        while not fact():  # noqa: ASYNC110 (nothing else tells)
            await asyncio.sleep(0.005)


def hub(**limits: int) -> Streams:
    loop = asyncio.get_running_loop()
    return Streams(loop, **({"most": 10, "per_address": 10} | limits))


def watching(
    all_streams: Streams, page: Page, *, key: str = "/a/", known: str = "", sent: Sent | None = None
) -> tuple[Sent, asyncio.Task[None], asyncio.Future[None]]:
    loop = asyncio.get_running_loop()
    transport, gone = sent if sent is not None else Sent(), loop.create_future()
    task = loop.create_task(
        all_streams.watch(
            transport, address="1.1.1.1", key=key, known=known, render=page.render, gone=gone
        )
    )
    return transport, task, gone


def test_one_rendering_serves_all_who_watch(version: list[int]) -> None:
    async def scenario() -> None:
        all_streams, page = hub(), Page()
        many = [watching(all_streams, page) for _ in range(10)]
        await eventually(lambda: all(sent.states() == ["one"] for sent, _, _ in many))
        rendered = page.rendered
        page.text, version[0] = "two", 2
        await eventually(lambda: all(sent.states() == ["one", "two"] for sent, _, _ in many))
        assert page.rendered == rendered + 1
        for _sent, task, gone in many:
            gone.set_result(None)
            await task
        assert all_streams.channels == {}
        assert all_streams.addresses == {}
        await eventually(lambda: all_streams.looking is None)

    asyncio.run(scenario())


def test_a_write_that_changes_nothing_here_sends_nothing(version: list[int]) -> None:
    async def scenario() -> None:
        all_streams, page = hub(), Page()
        sent, _task, _gone = watching(all_streams, page)
        await eventually(sent.states)
        rendered, version[0] = page.rendered, 2
        await eventually(lambda: page.rendered > rendered)
        await asyncio.sleep(0.05)
        assert sent.states() == ["one"]
        all_streams.close()

    asyncio.run(scenario())


def test_silence_is_broken_by_heartbeats(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "HEARTBEAT", 0.02)

    async def scenario() -> None:
        all_streams = hub()
        sent, task, _gone = watching(all_streams, Page())
        await eventually(lambda: sent.count(b":\n\n") >= 2)
        all_streams.close()
        await task

    asyncio.run(scenario())


def test_a_watcher_that_takes_nothing_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "PATIENCE", 0.02)

    async def scenario() -> None:
        all_streams, sent = hub(per_address=1), Sent()
        sent.stuck = True
        _sent, task, gone = watching(all_streams, Page(), sent=sent)
        await task
        assert all_streams.channels == {}
        assert not all_streams.has_room("1.1.1.1", "/a/")
        gone.set_result(None)
        await asyncio.sleep(0)
        assert all_streams.has_room("1.1.1.1", "/a/")

    asyncio.run(scenario())


def test_a_stream_ends_after_its_share_and_counts_until_it_was_read(version: list[int]) -> None:
    async def scenario() -> None:
        all_streams, page = hub(per_address=1), Page()
        page.text = "x" * 3 * streams.FEW_BYTES
        sent, task, gone = watching(all_streams, page)
        await task
        assert sent[-1].startswith(b"retry: ")
        assert not all_streams.has_room("1.1.1.1", "/a/")
        gone.set_result(None)
        await asyncio.sleep(0)
        assert all_streams.has_room("1.1.1.1", "/a/")

    asyncio.run(scenario())


@pytest.mark.parametrize("status", [0, 500])
def test_a_page_that_fails_for_a_while_is_shown_when_it_is_back(
    version: list[int], status: int
) -> None:
    async def scenario() -> None:
        all_streams, page = hub(), Page()
        sent, task, _gone = watching(all_streams, page)
        await eventually(sent.states)
        page.status, page.text, version[0] = status, "broken", 2
        rendered = page.rendered
        await eventually(lambda: page.rendered > rendered)
        page.status, page.text, version[0] = 200, "back", 3
        await eventually(lambda: sent.states() == ["one", "back"])
        all_streams.close()
        await task

    asyncio.run(scenario())


def test_a_page_that_is_gone_ends_the_stream(version: list[int]) -> None:
    async def scenario() -> None:
        all_streams, page = hub(), Page()
        sent, task, _gone = watching(all_streams, page)
        await eventually(sent.states)
        page.status, version[0] = 404, 2
        await task
        assert sent[-1] == END.data

    asyncio.run(scenario())


def test_no_more_addresses_than_a_council_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "MOST_ADDRESSES", 1)

    async def scenario() -> None:
        all_streams = hub()
        sent, _task, _gone = watching(all_streams, Page())
        await eventually(sent.states)
        assert all_streams.has_room("1.1.1.1", "/a/")
        assert not all_streams.has_room("1.1.1.1", "/b/")
        all_streams.close()
        assert not all_streams.has_room("1.1.1.1", "/a/")

    asyncio.run(scenario())


def test_what_stays_is_looked_at_again_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "LOOK_AGAIN", 0.02)

    async def scenario() -> None:
        all_streams, page = hub(), Page()
        sent, _task, _gone = watching(all_streams, page)
        await eventually(sent.states)
        page.text = "by the clock"
        await eventually(lambda: sent.states() == ["one", "by the clock"])
        all_streams.close()

    asyncio.run(scenario())


def test_every_line_of_a_page_is_a_line_of_data() -> None:
    message = Message.of(b"<p>\r\nevent: evil\n\n</p>")
    lines = message.data.decode().splitlines()
    assert lines[0] == f"id: {message.state}"
    assert lines[1:-1] == ["data: <p>", "data: event: evil", "data: ", "data: </p>"]


@pytest.mark.django_db
def test_a_write_is_told_after_its_commit_only(
    django_capture_on_commit_callbacks, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(events, "_listeners", [])
    events.on_change(lambda: told.append("changed"))
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        raise_content_version()
        assert told == []
    assert told == ["changed"]


def test_a_database_that_does_not_answer_is_asked_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.undo()

    def fail() -> int:
        raise OperationalError("gone")

    monkeypatch.setattr(streams, "content_version", fail)
    monkeypatch.setattr(connection, "close", lambda: None)
    assert streams._version() == -2
    assert "can't be asked" in caplog.text


class Told:
    """A connection to PostgreSQL as far as listening goes."""

    def __init__(self, statements: list[str], notices: list[str]) -> None:
        self.statements, self.connection, self.list = statements, self, notices

    def cursor(self) -> Told:
        return self

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        pass

    def execute(self, statement: str) -> None:
        self.statements.append(statement)

    def notifies(self) -> Iterator[str]:
        yield from self.list
        raise OperationalError("the connection is lost")

    def close(self) -> None:
        self.statements.append("closed")


class Woken:
    """Streams that count how often they are woken, and stop at the second lost connection."""

    told, woken, closing = False, 0, False

    def tell(self) -> None:
        assert self.told
        self.woken += 1


def test_postgresql_wakes_and_a_lost_connection_is_made_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    statements: list[str] = []
    woken = Woken()
    pauses: list[float] = []

    def pause(seconds: float) -> None:
        assert not woken.told
        pauses.append(seconds)
        woken.closing = len(pauses) == 2

    monkeypatch.setattr(connections, "create_connection", lambda _alias: Told(statements, ["a"]))
    monkeypatch.setattr("mitsprache.config.streams.time.sleep", pause)
    streams._listen(woken)  # type: ignore[arg-type]
    assert statements == [f"LISTEN {events.CHANNEL}", "closed"] * 2
    assert woken.woken == 2
