"""The site and its worker as two processes: jobs are done, and no kill leaves one behind."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mitsprache.cli import supervise
from tests.e2e.conftest import _environment

ROOT = Path(__file__).parents[2]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(what: Callable[[], object], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.1)


def children_of(pid: int) -> list[int]:
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = status.read_text().rpartition(")")[2].split()
            if int(fields[1]) == pid and fields[0] != "Z":
                found.append(int(status.parent.name))
    return found


def family_of(pid: int) -> list[int]:
    below = children_of(pid)
    return below + [grandchild for child in below for grandchild in family_of(child)]


def alive(pid: int) -> bool:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


class Site:
    def __init__(self, data: Path) -> None:
        self.data = data
        self.port = free_port()
        command = [sys.executable, "-m", "mitsprache"]
        environment = _environment(data) | {"MITSPRACHE_SECRET_KEY": "only-for-tests"}
        subprocess.run([*command, "migrate"], env=environment, cwd=ROOT, check=True)
        self.log = (data / "log").open("wb")
        self.process = subprocess.Popen(
            [*command, "serve", "--port", str(self.port), "--workers", "1"],
            env=environment,
            cwd=ROOT,
            stdout=self.log,
            stderr=subprocess.STDOUT,
        )
        self.family: list[int] = []

    def answers(self) -> bool:
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"http://127.0.0.1:{self.port}/robots.txt", timeout=5).close()
            return True
        return False

    def rows(self, query: str) -> list[tuple[object, ...]]:
        with contextlib.closing(sqlite3.connect(self.data / "mitsprache.sqlite3")) as connection:
            return connection.execute(query).fetchall()

    def workers(self) -> list[tuple[object, ...]]:
        return self.rows("SELECT name FROM kernel_jobworker")

    def worker_pid(self) -> int:
        return int(str(self.workers()[-1][0]).split(":")[1])


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    running = Site(tmp_path)
    try:
        until(running.answers)
        until(running.workers)
        running.family = family_of(running.process.pid)
        yield running
    finally:
        running.process.kill()
        running.process.wait()
        for pid in running.family:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        running.log.close()


@pytest.mark.slow
@pytest.mark.parametrize("way", [signal.SIGTERM, signal.SIGKILL])
def test_nothing_stays_behind_when_the_site_is_stopped_or_killed(
    site: Site, way: signal.Signals
) -> None:
    assert len(site.family) >= 3  # server, its worker, ours
    site.process.send_signal(way)
    code = site.process.wait(30)
    assert code == (0 if way == signal.SIGTERM else -way)
    until(lambda: not any(map(alive, site.family)))
    assert site.workers() == []


@pytest.mark.slow
def test_a_killed_worker_is_replaced_and_its_job_is_begun_anew(site: Site) -> None:
    before = site.worker_pid()
    moment = "2020-01-01 00:00:00"
    name = site.workers()[0][0]
    with contextlib.closing(sqlite3.connect(site.data / "mitsprache.sqlite3")) as connection:
        connection.execute(
            "INSERT INTO kernel_job (key, name, arguments, permission, state, percent, message,"
            " result, error, attempts, created_at, due_at, worker)"
            " VALUES ('k', 'kernel.forget', '{}', '', 'running', 0, '', '', '', 1, ?, ?, ?)",
            (moment, moment, name),
        )
        connection.commit()
        os.kill(before, signal.SIGKILL)
        connection.execute("UPDATE kernel_jobworker SET seen_at = ?", (moment,))
        connection.commit()
    until(lambda: site.workers() and site.worker_pid() != before)
    until(lambda: site.rows("SELECT state FROM kernel_job WHERE key = 'k'") == [("waiting",)])
    assert site.answers()
    site.family = family_of(site.process.pid)


@pytest.mark.slow
def test_a_killed_server_ends_the_whole_site(site: Site) -> None:
    server = next(pid for pid in children_of(site.process.pid) if pid != site.worker_pid())
    os.kill(server, signal.SIGKILL)
    assert site.process.wait(30) == 128 + signal.SIGKILL
    until(lambda: not any(map(alive, site.family)))


class Ends:
    """A child that has ended with a code."""

    def __init__(self, code: int | None) -> None:
        self.code = code
        self.process = self
        self.returncode = code
        self.started = time.monotonic()
        self.asked = 0

    def ask_to_stop(self) -> None:
        self.asked += 1

    def end(self, seconds: float) -> None: ...


def test_the_servers_exit_code_is_told() -> None:
    worker = Ends(None)
    children = iter([Ends(3), worker])
    code = supervise.supervise(["a"], ["b"], patience=1, start=lambda _: next(children))  # type: ignore[arg-type, return-value]
    assert code == 3
    assert worker.asked == 1
