"""Papers that are submitted at the same moment get numbers of their own, without a gap."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
AT_ONCE = 8
PROGRAM = """
import sys, threading
import django
django.setup()
from django.core.management import call_command
from django.db import connection
from mitsprache.kernel.actor import Actor, ActorKind
from mitsprache.papers.models import Paper
from mitsprache.papers.operations import submit
from tests.factories.papers import OriginatorFactory, PaperFactory

call_command("migrate", verbosity=0)
office = Actor(ActorKind.USER, user_id=1, name="x", roles=frozenset({"office"}))
papers = [PaperFactory(draft=True) for _n in range(int(sys.argv[1]))]
for paper in papers:
    OriginatorFactory(paper=paper)
start = threading.Barrier(len(papers))

def run(paper):
    start.wait()
    submit(actor=office, paper=paper)
    connection.close()

threads = [threading.Thread(target=run, args=(paper,)) for paper in papers]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(*sorted(Paper.objects.values_list("number", flat=True)))
"""


def test_two_at_the_same_moment_get_two_numbers(tmp_path: Path) -> None:
    environ = {name: os.environ[name] for name in os.environ if not name.startswith("MITSPRACHE_")}
    environ |= {
        "DJANGO_SETTINGS_MODULE": "mitsprache.config.settings",
        "MITSPRACHE_DATA_DIR": str(tmp_path),
        "MITSPRACHE_SECRET_KEY": "only-for-tests",
    }
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(AT_ONCE)],
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == [str(number) for number in range(1, AT_ONCE + 1)], done.stderr
