"""Real processes and a real mail server: a worker that is killed while it sends sends nothing twice."""

from __future__ import annotations

import contextlib
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller

from tests.tools.smtp import MailServer, free_port

ROOT = Path(__file__).parents[2]
PROGRAM = """
import datetime as dt
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)

from mitsprache.invitations import operations
from mitsprache.kernel import clock
from tests.factories.invitations import OFFICE, member, session

start = clock.now() + dt.timedelta(days=30)
for name in ("Ada", "Bao"):
    member(name, end_date=None)
operations.send(actor=OFFICE, meeting=session(start_at=start))
"""


class DeadlyServer(MailServer):
    """Takes mails; the first one it takes costs the worker its life before it hears so."""

    worker: subprocess.Popen[bytes] | None = None

    async def handle_DATA(self, server: object, session: object, envelope: object) -> str:  # noqa: N802
        answer = await super().handle_DATA(server, session, envelope)
        if self.worker is not None:
            os.kill(self.worker.pid, signal.SIGKILL)
            self.worker = None
        return answer


def until(what: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.2)


@pytest.mark.slow
def test_a_killed_worker_sends_no_mail_twice_and_the_rest_goes_on(tmp_path: Path) -> None:
    server = DeadlyServer(free_port())
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("MITSPRACHE_")
    } | {
        "DJANGO_SETTINGS_MODULE": "mitsprache.config.settings",
        "MITSPRACHE_DATA_DIR": str(tmp_path),
        "MITSPRACHE_SECRET_KEY": "only-for-tests",
        "MITSPRACHE_MAIL_URL": f"smtp://127.0.0.1:{server.port}",
    }
    subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, env=environment, check=True, timeout=120
    )
    work = [sys.executable, "-m", "mitsprache", "work", "--threads", "1"]

    def rows(query: str) -> list[tuple[object, ...]]:
        with contextlib.closing(sqlite3.connect(tmp_path / "mitsprache.sqlite3")) as connection:
            found = connection.execute(query).fetchall()
            connection.commit()
            return found

    def states() -> list[str]:
        return sorted(str(row[0]) for row in rows("SELECT state FROM invitations_delivery"))

    controller = Controller(server, hostname="127.0.0.1", port=server.port)
    controller.start()
    second = None
    try:
        first = server.worker = subprocess.Popen(work, cwd=ROOT, env=environment)
        assert first.wait(60) == -signal.SIGKILL
        assert states() == ["sending", "waiting"]
        # Others find out after 45 seconds of silence, and wait half a minute; we can't.
        rows("UPDATE kernel_jobworker SET seen_at = '2020-01-01 00:00:00'")
        second = subprocess.Popen(work, cwd=ROOT, env=environment)
        until(lambda: "sending" in states() and "sent" in states())
        until(lambda: rows("SELECT 1 FROM kernel_job WHERE error LIKE '%was stopped%'") != [])
        rows("UPDATE kernel_job SET due_at = '2020-01-01 00:00:00' WHERE state = 'waiting'")
        until(lambda: states() == ["failed", "sent"])
        second.terminate()
        assert second.wait(40) == 0
    finally:
        if second is not None:
            second.kill()
        controller.stop()
    assert sorted(mail["To"] for mail in server.mails) == ["ada@rat.example", "bao@rat.example"]
    ((reason,),) = rows("SELECT reason FROM invitations_delivery WHERE state = 'failed'")
    assert "nicht sicher" in str(reason)
