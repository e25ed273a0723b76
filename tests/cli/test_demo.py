from __future__ import annotations

import os
from pathlib import Path

import pytest

from mitsprache.accounts import demo as accounts
from mitsprache.accounts.enums import RoleName
from mitsprache.accounts.models import User
from mitsprache.cli import data, demo, main
from mitsprache.cli.failure import Failure
from mitsprache.council.models import Person
from tests.factories.council import PersonFactory

pytestmark = pytest.mark.django_db


class Became(Exception):
    """Raised where the process would become the server."""


@pytest.fixture(autouse=True)
def _demo(monkeypatch: pytest.MonkeyPatch, settings, tmp_path: Path) -> None:
    def become(path: str, arguments: list[str]) -> None:
        raise Became

    monkeypatch.setattr(os, "execv", become)
    for name in ("MITSPRACHE_DEMO", "MITSPRACHE_BASE_URL"):
        monkeypatch.setenv(name, "yes" if name.endswith("DEMO") else "http://127.0.0.1:8000")
    monkeypatch.setenv("GRANIAN_PORT", "0")  # any that is free
    settings.DEMO = True
    settings.STATIC_ROOT = tmp_path / "static"


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Take the place of loading, which has tests of its own."""
    calls: list[Path] = []
    monkeypatch.setattr(data, "load", calls.append)
    return calls


def test_an_empty_database_gets_the_council_and_the_log_ins(
    capsys: pytest.CaptureFixture[str], loaded: list[Path], tmp_path: Path
) -> None:
    with pytest.raises(Became):
        main(["demo", "--no-work", "--port", "0", "--data", str(tmp_path)])
    assert loaded == [tmp_path]
    told = capsys.readouterr().out
    assert "http://127.0.0.1:0/" in told
    assert accounts.PASSWORD in told
    for account in accounts.ACCOUNTS:
        assert account.email in told
        assert User.objects.get(email=account.email).check_password(accounts.PASSWORD)


def test_a_second_start_keeps_what_was_changed(loaded: list[Path], tmp_path: Path) -> None:
    for _start in range(2):
        with pytest.raises(Became):
            main(["demo", "--no-work", "--data", str(tmp_path)])
        User.objects.filter(email=accounts.ACCOUNTS[0].email).update(name="Changed")
    assert User.objects.count() == len(accounts.ACCOUNTS)
    assert User.objects.get(email=accounts.ACCOUNTS[0].email).name == "Changed"


def test_a_directory_that_is_missing_is_told(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["demo", "--data", str(tmp_path / "nowhere")]) == 1
    assert "nowhere" in capsys.readouterr().err


def test_the_demo_is_not_served_to_others(
    capsys: pytest.CaptureFixture[str], loaded: list[Path]
) -> None:
    assert main(["demo", "--host", "0.0.0.0"]) == 1
    assert "127.0.0.1" in capsys.readouterr().err


def test_an_installation_without_demo_refuses_it(
    capsys: pytest.CaptureFixture[str], loaded: list[Path], settings
) -> None:
    settings.DEMO = False
    assert main(["demo"]) == 1
    assert loaded == []


def test_the_six_digits_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo", "--code"]) == 0
    assert capsys.readouterr().out.strip().isdigit()


def test_a_council_with_errors_stops_the_demo(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def refuse(directory: Path) -> None:
        raise Failure("council.yaml, line 3")

    monkeypatch.setattr(data, "load", refuse)
    assert main(["demo", "--data", str(tmp_path)]) == 1
    assert "line 3" in capsys.readouterr().err
    assert not User.objects.exists()


def test_demo_log_ins_are_those_of_the_councils_persons() -> None:
    accounts.create()
    member, chair = (accounts.PERSONS[role] for role in (RoleName.MEMBER, RoleName.CHAIR))
    for key in (member, chair):
        PersonFactory(key=key)
    for _twice in range(2):
        demo._link_persons()
    linked = Person.objects.exclude(user=None).values_list("key", "user__email")
    assert set(linked) == {(member, "member@demo.example"), (chair, "chair@demo.example")}
