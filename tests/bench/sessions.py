"""A session that runs: a roll call of one moment, and the minute taker's page at the large size."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.tools import rollcall

AT_ONCE = 0.5
"""Aim in seconds."""
ROUNDS = 3
ACTIONS = """
import json, time, django
django.setup()
from django.test import Client
from mitsprache.kernel.actor import command
from mitsprache.meetings.models import Meeting
from mitsprache.proceedings import operations
from tests.factories.accounts import UserFactory, log_in

actor = command("bench")
meeting = Meeting.objects.filter(state="planned", sitting=None).latest("start_at")
sitting = operations.open_sitting(actor=actor, meeting=meeting)
client = Client(headers={"host": "127.0.0.1", "x-cockpit": "page"})
log_in(client, UserFactory(roles=["office"]))
people = list(sitting.participants.values_list("pk", flat=True))
page = f"/office/sitzungen/{meeting.key}/verlauf/"
client.get(page)
times = []
for verb in ("arrive", "leave") * 2:
    for person in people:
        start = time.perf_counter()
        answer = client.post(f"{page}{verb}/", {"participant": person})
        times.append(time.perf_counter() - start)
        assert answer.status_code == 200, answer.status_code
print(json.dumps(sorted(times)))
"""


def action_times(data: Path) -> list[float]:
    """Return the seconds of each of many actions on the page, in order; the page comes with each."""
    output = subprocess.run(
        [sys.executable, "-c", ACTIONS],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
            "MITSPRACHE_DATA_DIR": str(data),
            "MITSPRACHE_LOG_LEVEL": "ERROR",
        },
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    ).stdout
    times: list[float] = json.loads(output.splitlines()[-1])
    return times


def at_once() -> float:
    """Return the seconds in which 27 votes of one moment are recorded, the median of some rounds."""
    seconds = []
    for _round in range(ROUNDS):
        with tempfile.TemporaryDirectory(prefix="mitsprache-rollcall-") as folder:
            participants = rollcall.make(Path(folder))
            done, needed = rollcall.cast_at_once(Path(folder), participants)
            assert sorted(done) == sorted(participants)
            seconds.append(needed)
    return statistics.median(seconds)


def report(data: Path) -> list[str]:
    """Return lines on both; `data` holds the large council."""
    times = action_times(data)
    p95 = times[int(len(times) * 0.95)]
    middle = statistics.median(times)
    return [
        f"{rollcall.SEATS} roll-call votes of one moment: {at_once():.2f} s (aim {AT_ONCE} s)",
        "Minute taker's page, an action with the page that follows (aim: p95 100 ms):",
        f"  p50 {middle * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms",
    ]
