"""A load that is killed leaves the database whole, and the next one works."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.exchange.files import put_all

ROOT = Path(__file__).parents[2]
PROGRAM = """
import os, signal, sys
import django
django.setup()
from pathlib import Path
from mitsprache.audit.chain import verify
from mitsprache.exchange.load import load_directory
from mitsprache.kernel.actor import command

steps, last = 0, int(sys.argv[2])

def progress(what, done, total):
    global steps
    steps += 1
    if steps == last:
        os.kill(os.getpid(), signal.SIGKILL)

print("ready", flush=True)
report = load_directory(Path(sys.argv[1]), actor=command("mitsprache load"), progress=progress)
assert not list(verify())
print(report.written, steps, flush=True)
"""


class Site:
    """A database of its own, and the sample council to load into it."""

    def __init__(self, root: Path) -> None:
        self.data = root / "data"
        self.council = put_all(root / "council").root
        self.environ = {
            name: value for name, value in os.environ.items() if not name.startswith("MITSPRACHE_")
        } | {
            "DJANGO_SETTINGS_MODULE": "mitsprache.config.settings",
            "MITSPRACHE_DATA_DIR": str(self.data),
            "MITSPRACHE_SECRET_KEY": "only-for-tests",
        }

    def start(self, *, kill_at: int = 0) -> subprocess.Popen[str]:
        """Start loading; the process kills itself at the step `kill_at`, while it writes."""
        return subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(self.council), str(kill_at)],
            cwd=ROOT,
            env=self.environ,
            stdout=subprocess.PIPE,
            text=True,
        )

    def load(self) -> tuple[int, int]:
        """Load to the end and return how many records were written, in how many steps."""
        with self.start() as process:
            output, _errors = process.communicate(timeout=60)
        assert process.returncode == 0
        written, steps = output.split("\n")[1].split()
        return int(written), int(steps)

    def counts(self) -> tuple[str, int, int, int]:
        """Return what the database says of itself, and its organizations, goals, audit entries."""
        with sqlite3.connect(self.data / "mitsprache.sqlite3") as connection:
            (whole,) = connection.execute("PRAGMA integrity_check").fetchone()
            broken = connection.execute("PRAGMA foreign_key_check").fetchall()
            numbers = [
                connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
                for table in ("council_organization", "goals_goal", "audit_entry")
            ]
        connection.close()
        assert broken == []
        return (whole, *numbers)


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with an empty database."""
    site = Site(tmp_path_factory.mktemp("migrated"))
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "-v0", "--skip-checks"],
        cwd=ROOT,
        env=site.environ,
        check=True,
    )
    return site.data


@pytest.fixture
def site(migrated: Path, tmp_path: Path) -> Site:
    shutil.copytree(migrated, tmp_path / "data")
    return Site(tmp_path)


EMPTY = ("ok", 0, 0, 0)
FULL = ("ok", 4, 1, 1)


@pytest.mark.slow
@pytest.mark.parametrize("step", [14, 36])
def test_a_load_killed_while_it_writes_leaves_nothing_behind(site: Site, step: int) -> None:
    with site.start(kill_at=step) as process:
        process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL
    assert site.counts() == EMPTY
    assert site.load() == (42, 55)
    assert site.counts() == FULL


@pytest.mark.slow
def test_a_load_killed_at_any_time_is_all_or_nothing(site: Site) -> None:
    for _attempt in range(3):
        with site.start() as process:
            assert process.stdout
            process.stdout.readline()
            time.sleep(random.uniform(0, 0.5))
            process.kill()
            process.communicate(timeout=60)
        assert site.counts() in {EMPTY, FULL}
    site.load()
    assert site.counts() == FULL
    media = sorted(path.name for path in (site.data / "media").glob("*/*"))
    assert len(media) == 3
