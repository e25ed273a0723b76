"""A roll call of 27 in a database of its own, cast by several processes and threads at once.

`python -m tests.tools.rollcall make|cast|finish FOLDER …` runs one step in a process of its own; the functions
below start such processes.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
SEATS, PROCESSES = 27, 3


def environment(data: Path) -> dict[str, str]:
    """Return the environment of a process that works on the database in `data`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MITSPRACHE_")}
    return kept | {
        "DJANGO_SETTINGS_MODULE": "mitsprache.config.settings",
        "MITSPRACHE_DATA_DIR": str(data),
        "MITSPRACHE_SECRET_KEY": "only-for-tests",
    }


def start(data: Path, *arguments: str) -> subprocess.Popen[str]:
    """Start a step."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.tools.rollcall", arguments[0], str(data), *arguments[1:]],
        cwd=ROOT, env=environment(data), text=True, stdout=subprocess.PIPE, stdin=subprocess.PIPE,
    )  # fmt: skip


def result_of(process: subprocess.Popen[str]) -> Any:
    """Return what a step says in the end."""
    output, _errors = process.communicate(timeout=180)
    assert process.returncode == 0, process.returncode
    return json.loads(output.splitlines()[-1])


def make(data: Path) -> list[int]:
    """Make the database with a roll call that runs; return the participants."""
    participants: list[int] = result_of(start(data, "make"))
    return participants


def cast_at_once(data: Path, participants: list[int]) -> tuple[list[int], float]:
    """Let all vote at the same moment; return who was recorded, and the seconds until the last was."""
    shares = [participants[number::PROCESSES] for number in range(PROCESSES)]
    steps = [start(data, "cast", *map(str, share)) for share in shares]
    for step in steps:
        assert step.stdout
        assert step.stdout.readline() == "ready\n"
    moment = time.time() + 0.3
    for step in steps:
        assert step.stdin
        step.stdin.write(f"{moment}\n")
        step.stdin.flush()
    ends = [result_of(step) for step in steps]
    done = [one for end in ends for one in end["done"]]
    return done, max(end["at"] for end in ends) - moment


def _make() -> list[int]:
    from django.core.management import call_command

    from mitsprache.proceedings.operations_votes import open_vote
    from tests.factories.proceedings import OFFICE, running

    call_command("migrate", verbosity=0)
    of = running(seats=SEATS)
    open_vote(
        actor=OFFICE,
        sitting=of.sitting,
        items=of.items[:1],
        kind="roll_call",
        at=of.sitting.opened_at,
    )
    return [member.pk for member in of.members]


def _cast(numbers: list[int]) -> dict[str, Any]:
    """Record a yes for each of `numbers` in a thread with its own connection, all at a given moment."""
    from django.db import connection

    done: list[int] = []
    warm = threading.Barrier(len(numbers) + 1)
    go = threading.Event()

    def vote(number: int) -> None:
        connection.ensure_connection()
        warm.wait()
        go.wait()
        _record(number)
        done.append(number)
        connection.close()

    threads = [threading.Thread(target=vote, args=(number,)) for number in numbers]
    for thread in threads:
        thread.start()
    warm.wait()
    print("ready", flush=True)
    moment = float(sys.stdin.readline())
    time.sleep(max(0.0, moment - time.time()))
    go.set()
    for thread in threads:
        thread.join()
    return {"done": done, "at": time.time()}


def _record(number: int) -> None:
    from mitsprache.proceedings.models import Participant, Vote
    from mitsprache.proceedings.operations_votes import cast_ballot
    from tests.factories.proceedings import OFFICE

    vote = Vote.objects.select_related("sitting").get()
    participant = Participant.objects.select_related("person").get(pk=number)
    cast_ballot(actor=OFFICE, vote=vote, participant=participant, choice="yes")


def _say(numbers: list[int]) -> int:
    """Record one after the other and say each when it is committed."""
    for number in numbers:
        _record(number)
        print(f"recorded {number}", flush=True)
    return len(numbers)


def _finish() -> dict[str, Any]:
    """Close the vote; return the counts and whether the log's chain holds."""
    from mitsprache.audit.chain import verify
    from mitsprache.proceedings.models import Vote
    from mitsprache.proceedings.operations_votes import close_vote
    from tests.factories.proceedings import OFFICE

    vote = close_vote(actor=OFFICE, vote=Vote.objects.select_related("sitting").get())
    return {"yes": vote.yes, "state": vote.state, "broken": len(list(verify()))}


def main(step: str, numbers: list[int]) -> None:
    """Run a step and print what it returns."""
    import django

    django.setup()
    results = {"make": _make, "finish": _finish, "cast": _cast, "say": _say}
    call: Any = results[step]
    print(json.dumps(call(numbers) if step in {"cast", "say"} else call()), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], [int(number) for number in sys.argv[3:]])
