"""`make bench`: speed as ratios to two yardsticks within one run, weight, queries and memory."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench import seats, sessions
from tests.bench.load import LUA, Round, load, median, serving, wrk
from tests.bench.watchers import LIVE, report, watch

YARDSTICKS = {
    "Y: one query, own middleware": "/yardstick/",
    "A: one query, none": "/bare/yardstick/",
}
SHARES = {"full": 1.0, "1 %": 0.01}

PREPARE = """
import json, os, django
django.setup()
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.bench.generate import generate, pages
call_command("migrate", verbosity=0)
with transaction.atomic():
    generate(float(os.environ["SHARE"]))
with connection.cursor() as cursor:
    cursor.execute("ANALYZE")
call_command("collectstatic", interactive=False, verbosity=0)
facts = {}
for name, path in pages().items():
    client = Client(headers={"host": "127.0.0.1"})
    client.get(path)
    with CaptureQueriesContext(connection, ) as queries:
        answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    facts[name] = {"path": path, "queries": len(queries), "bytes": len(answer.content)}
print(json.dumps(facts))
"""


PAPER = """
import django
django.setup()
from tests.bench.minutes import report
print(report())
"""


def paper() -> str:
    """Return a line on minutes as PDF, made in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", PAPER],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    ).stdout.strip()


def prepare(data_dir: Path, share: float) -> dict[str, dict[str, object]]:
    """Make a database in `data_dir` and return path, queries and weight of every page."""
    output = subprocess.run(
        [sys.executable, "-c", PREPARE],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
            "MITSPRACHE_DATA_DIR": str(data_dir),
            "MITSPRACHE_PAGE_CACHE_SECONDS": "0",
            "MITSPRACHE_LOG_LEVEL": "ERROR",
            "SHARE": str(share),
        },
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    ).stdout
    facts: dict[str, dict[str, object]] = json.loads(output)
    return facts


def measure(
    data_dir: Path, paths: dict[str, str], *, cached: bool, rounds: int, seconds: int, script: Path
) -> tuple[dict[str, Round], float]:
    """Load every address in turn, `rounds` times; return medians and memory per worker in MB."""
    results: dict[str, list[Round]] = {name: [] for name in paths}
    with serving(data_dir, cache_seconds=60 if cached else 0) as server:
        for path in paths.values():
            load(server.base + path, seconds=1, script=script)
        for _round in range(rounds):
            for name, path in paths.items():
                results[name].append(load(server.base + path, seconds=seconds, script=script))
        memory = server.memory_per_worker()
    return {name: median(found) for name, found in results.items()}, memory


def row(name: str, kind: str, result: Round, y: float, a: float, facts: dict[str, object]) -> str:
    """Return one line of the table."""
    return (
        f"{name:30}{kind:10}{result.rate:9.0f}{result.rate / y:7.2f}{result.rate / a:7.2f}"
        f"{result.p50:8.1f}{result.p95:8.1f}{result.p99:8.1f}"
        f"{facts.get('queries', ''):>9}{int(str(facts.get('bytes', 0))) / 1024:8.1f}{result.errors:8}"
    )


def main() -> None:
    """Run all and print the table."""
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=4)
    options = parser.parse_args()
    wrk()
    with tempfile.TemporaryDirectory(prefix="mitsprache-bench-") as folder:
        script = Path(folder) / "result.lua"
        script.write_text(LUA)
        facts = {}
        for label, share in SHARES.items():
            print(f"Making the council ({label}) …", file=sys.stderr, flush=True)
            data = Path(folder) / label.replace(" %", "")
            data.mkdir()
            facts[label] = prepare(data, share)
        full = {name: str(fact["path"]) for name, fact in facts["full"].items()}
        small = {name: str(fact["path"]) for name, fact in facts["1 %"].items()}
        timing = {"rounds": options.rounds, "seconds": options.seconds, "script": script}
        print("Measuring …", file=sys.stderr, flush=True)
        plain, memory = measure(
            Path(folder) / "full", {**YARDSTICKS, **full}, cached=False, **timing
        )
        kept, kept_memory = measure(Path(folder) / "full", full, cached=True, **timing)
        watched = watch(Path(folder) / "full", LIVE, script)
        tiny, _memory = measure(Path(folder) / "1", small, cached=False, **timing)
        session = sessions.report(Path(folder) / "full")
    y, a = (plain[name].rate for name in YARDSTICKS)
    print(
        f"{'page':30}{'':10}{'req/s':>9}{'/Y':>7}{'/A':>7}{'p50 ms':>8}{'p95':>8}{'p99':>8}"
        f"{'queries':>9}{'KB':>8}{'errors':>8}"
    )
    for name in YARDSTICKS:
        print(row(name, "", plain[name], y, a, {"queries": 1}))
    for name in full:
        print(row(name, "uncached", plain[name], y, a, facts["full"][name]))
        print(row("", "cached", kept[name], y, a, {}))
        print(row("", "1 % data", tiny[name], y, a, facts["1 %"][name]))
        print(f"{'':30}1 % data is {tiny[name].rate / plain[name].rate:.2f} times as fast")
    print(f"Memory of a worker (RSS): {memory:.0f} MB uncached, {kept_memory:.0f} MB cached")
    print("\n".join([report(watched), *session, *seats.report(), paper()]))


if __name__ == "__main__":
    main()
