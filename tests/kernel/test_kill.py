"""A save that is killed with -9 leaves the database whole, and the next start is clean."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROGRAM = """
import os, signal, sys
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)

from mitsprache.audit import record
from mitsprache.audit.chain import verify
from mitsprache.council import operations
from mitsprache.council.models import Location
from mitsprache.kernel import operation, store
from mitsprache.kernel.actor import command

def die(*_args, **_more):
    os.kill(os.getpid(), signal.SIGKILL)

moment = sys.argv[1]
if moment == "after the row":
    operation.raise_content_version = die
elif moment == "before the log":
    operation.set_recorder(die)
elif moment == "after the log":
    written = record.record_run
    operation.set_recorder(lambda run: (written(run), die()))

values = {"key": "rathaus", "description": "Rathaus"}
operations.location.create(actor=command("test"), values=values)
assert not list(verify())
print("saved", flush=True)
"""


def save(data: Path, moment: str) -> subprocess.CompletedProcess[str]:
    """Save a record in a process of its own that dies at `moment`, if it is one."""
    environ = {
        name: value for name, value in os.environ.items() if not name.startswith("MITSPRACHE_")
    } | {
        "DJANGO_SETTINGS_MODULE": "mitsprache.config.settings",
        "MITSPRACHE_DATA_DIR": str(data),
        "MITSPRACHE_SECRET_KEY": "only-for-tests",
    }
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, moment],
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.mark.parametrize("moment", ["after the row", "before the log", "after the log"])
def test_a_save_killed_half_way_leaves_nothing_behind(tmp_path: Path, moment: str) -> None:
    assert save(tmp_path, moment).returncode == -signal.SIGKILL
    connection = sqlite3.connect(tmp_path / "mitsprache.sqlite3")
    counts = [
        connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for table in ("council_location", "audit_entry", "kernel_contentversion")
    ]
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
    assert counts == [0, 0, 0]
    again = save(tmp_path, "never")
    assert (again.returncode, again.stdout) == (0, "saved\n"), again.stderr
