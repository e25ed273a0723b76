"""A roll call under strain: everybody at the same moment, and a process killed in the middle."""

from __future__ import annotations

import signal
import sqlite3
from pathlib import Path

import pytest

from tests.tools import rollcall

pytestmark = pytest.mark.slow


def recorded(data: Path) -> set[int]:
    connection = sqlite3.connect(data / "mitsprache.sqlite3")
    try:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        rows = connection.execute("SELECT participant_id FROM proceedings_ballot").fetchall()
    finally:
        connection.close()
    assert len(rows) == len(set(rows))
    return {row[0] for row in rows}


def test_27_votes_of_the_same_moment_are_all_recorded(tmp_path: Path) -> None:
    """Three processes with nine threads each; `make bench` measures the time."""
    participants = rollcall.make(tmp_path)
    done, _seconds = rollcall.cast_at_once(tmp_path, participants)
    assert sorted(done) == sorted(participants)
    assert recorded(tmp_path) == set(participants)
    end = rollcall.result_of(rollcall.start(tmp_path, "finish"))
    assert end == {"yes": 27, "state": "closed", "broken": 0}


def test_nothing_recorded_is_lost_when_the_process_is_killed(tmp_path: Path) -> None:
    participants = rollcall.make(tmp_path)
    process = rollcall.start(tmp_path, "say", *map(str, participants))
    assert process.stdout
    said = [int(process.stdout.readline().split()[1]) for _number in range(11)]
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL
    kept = recorded(tmp_path)
    assert set(said) <= kept < set(participants)
    rest = [number for number in participants if number not in kept]
    assert rollcall.result_of(rollcall.start(tmp_path, "say", *map(str, rest))) == len(rest)
    end = rollcall.result_of(rollcall.start(tmp_path, "finish"))
    assert end == {"yes": 27, "state": "closed", "broken": 0}
