"""The demonstration's council, loaded once for each module here."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from mitsprache.exchange.load import load_directory
from mitsprache.kernel.actor import command
from mitsprache.minutes.demo import write
from mitsprache.proceedings.demo import play

DEMO = Path(__file__).parents[2] / "demo" / "dortmund"


@pytest.fixture(scope="module")
def _loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[float]:
    """Yield how many seconds of computing the session's playing took."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_directory(DEMO, actor=command("test"), progress=None)
        start = time.process_time()
        meeting = play()
        seconds = time.process_time() - start
        assert meeting
        write(meeting)
        yield seconds
        transaction.set_rollback(True)


@pytest.fixture
def seconds_of_playing(_loaded: float) -> float:
    """Seconds of computing that the played session took."""
    return _loaded


@pytest.fixture
def demo(_loaded: float, db: None) -> None:
    """The demonstration's council is in the database; what a test writes is undone."""


@pytest.fixture
def visitor(demo: None) -> Client:
    """A visitor of the demonstration's site."""
    return Client()
