"""Nothing can be changed in the log or taken out of it without being noticed."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, connection, transaction

from mitsprache.audit.chain import verify
from mitsprache.audit.models import ChainHead, Entry
from mitsprache.kernel import clock
from tests.factories.audit import entry

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[2]


@pytest.fixture
def five() -> None:
    for n in range(5):
        entry(label=f"Person {n + 1}")


def tamper(*statements: str) -> None:
    """Change the table as somebody with the database's password could: triggers off first."""
    with connection.cursor() as cursor:
        for verb in ("update", "delete"):
            cursor.execute(f"DROP TRIGGER audit_no_{verb}")
        for statement in statements:
            cursor.execute(statement)


def breaks() -> list[tuple[int, str]]:
    return [(gap.number, gap.problem) for gap in verify()]


def test_empty_log_is_whole() -> None:
    assert breaks() == []


def test_log_is_whole(five: None) -> None:
    assert breaks() == []
    assert list(Entry.objects.order_by("number").values_list("number", flat=True)) == [
        1,
        2,
        3,
        4,
        5,
    ]


def test_moments_of_any_zone_are_hashed_alike() -> None:
    with clock.stopped(dt.datetime(2026, 11, 23, 9, 30, tzinfo=ZoneInfo("Europe/Berlin"))):
        entry()
    assert breaks() == []


def test_any_text_survives() -> None:
    entry(label="Ş 'ض' \u2067 😀 \\ \"", fields={"about": [None, {"ü": [1, 2.5, True, "\n"]}]})
    assert breaks() == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET actor_name = 'X' WHERE number = 3",
        "UPDATE audit_entry SET number = 30 WHERE number = 3",
        "DELETE FROM audit_entry WHERE number = 3",
        "DELETE FROM audit_entry",
    ],
)
def test_database_refuses_changes(five: None, statement: str) -> None:
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert Entry.objects.count() == 5


@pytest.mark.parametrize(
    "column",
    [
        "at = '2020-01-01 00:00:00'",
        "actor_kind = 'command'",
        "actor_id = 99",
        "actor_name = 'Jemand anderes'",
        "action = 'council.delete_person'",
        "target_model = 'council.body'",
        "target_pk = '7'",
        "target_label = 'Andere'",
        "changes = '[]'",
        "hash = 'ffff'",
        "previous_hash = 'ffff'",
    ],
)
def test_a_changed_column_is_found(five: None, column: str) -> None:
    tamper(f"UPDATE audit_entry SET {column} WHERE number = 3")
    assert {number for number, _problem in breaks()} <= {3, 4}
    assert breaks()


def test_a_deleted_entry_in_the_middle_is_found(five: None) -> None:
    tamper("DELETE FROM audit_entry WHERE number = 3")
    assert (3, "missing") in breaks()


def test_closing_the_gap_is_found(five: None) -> None:
    tamper(
        "DELETE FROM audit_entry WHERE number = 3",
        "UPDATE audit_entry SET number = 3 WHERE number = 4",
        "UPDATE audit_entry SET number = 4 WHERE number = 5",
    )
    assert (3, "was changed") in breaks()


def test_a_deleted_first_entry_is_found(five: None) -> None:
    tamper("DELETE FROM audit_entry WHERE number = 1")
    assert (1, "missing") in breaks()


def test_a_deleted_end_is_found(five: None) -> None:
    tamper("DELETE FROM audit_entry WHERE number = 5")
    assert breaks() == [(5, "the end of the chain is missing")]


def test_an_emptied_log_is_found(five: None) -> None:
    tamper("DELETE FROM audit_entry")
    assert breaks() == [(1, "the end of the chain is missing")]


def test_a_removed_head_is_found(five: None) -> None:
    ChainHead.objects.all().delete()
    assert breaks() == [(6, "the end of the chain is missing")]


def test_exchanged_entries_are_found(five: None) -> None:
    tamper(
        "UPDATE audit_entry SET number = 99 WHERE number = 2",
        "UPDATE audit_entry SET number = 2 WHERE number = 3",
        "UPDATE audit_entry SET number = 3 WHERE number = 99",
    )
    assert {number for number, _problem in breaks()} == {2, 3, 4}


def test_an_entry_slipped_in_is_found(five: None) -> None:
    tamper(
        "INSERT INTO audit_entry (number, at, actor_kind, actor_name, action, target_model, "
        "target_pk, target_label, changes, previous_hash, hash) SELECT 6, at, actor_kind, 'X', "
        "action, target_model, target_pk, target_label, changes, hash, 'abc' FROM audit_entry "
        "WHERE number = 5"
    )
    assert (6, "was changed") in breaks()
    assert (7, "the end of the chain is missing") in breaks()


WRITER = """
import sys
import django
django.setup()
from mitsprache.accounts.models import User
from mitsprache.accounts.operations import update_account
from mitsprache.kernel.actor import command
account = User.objects.get()
for n in range(50):
    update_account(
        actor=command(sys.argv[1]), account=account, email=account.email,
        name=f"{sys.argv[1]} {n}", language="de",
    )
"""
BEGIN = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from mitsprache.accounts.operations import create_account
from mitsprache.kernel.actor import command
create_account(actor=command("test"), email="a@rat.example", name="A")
"""
END = """
import django
django.setup()
from mitsprache.audit.chain import verify
from mitsprache.audit.models import Entry
print(Entry.objects.count(), len(list(verify())))
"""


@pytest.mark.slow
def test_two_processes_keep_the_chain_whole(tmp_path: Path) -> None:
    """On the file database of an installation, each process with 50 writes."""
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT / "src"),
        "DJANGO_SETTINGS_MODULE": "mitsprache.config.settings",
        "MITSPRACHE_DATA_DIR": str(tmp_path),
    }

    def start(code: str, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-c", code, *arguments],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def finish(process: subprocess.Popen[str]) -> str:
        out, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors
        return out

    finish(start(BEGIN))
    for process in [start(WRITER, "eins"), start(WRITER, "zwei")]:
        finish(process)
    assert finish(start(END)).split() == ["101", "0"]
