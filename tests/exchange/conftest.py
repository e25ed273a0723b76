from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django import Settings

from mitsprache.exchange.load import LoadFailed, LoadReport, load_directory
from mitsprache.exchange.problems import Problem
from mitsprache.kernel.actor import command
from tests.exchange.files import Directory, put_all

ACTOR = command("mitsprache load")
Load = Callable[..., LoadReport]
Faults = Callable[..., list[Problem]]


@pytest.fixture(autouse=True)
def _media(settings: Settings, tmp_path: Path) -> None:
    """Keep uploads of a test to itself."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def council(tmp_path: Path) -> Directory:
    """The sample council, as files."""
    return put_all(tmp_path / "council")


@pytest.fixture
def load(db: None) -> Load:
    """Load a directory as the command line does."""
    return lambda directory: load_directory(directory.root, actor=ACTOR)


@pytest.fixture
def faults(db: None) -> Faults:
    """Load a directory that must be refused, and return why."""

    def refused(directory: Directory) -> list[Problem]:
        with pytest.raises(LoadFailed) as caught:
            load_directory(directory.root, actor=ACTOR)
        assert str(caught.value) == "\n".join(str(one) for one in caught.value.problems)
        return caught.value.problems

    return refused
