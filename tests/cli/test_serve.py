from __future__ import annotations

import os
import socket
from argparse import Namespace
from pathlib import Path

import pytest

from mitsprache.cli import django, main, serve
from mitsprache.cli.failure import Failure
from mitsprache.cli.parser import build_parser


class Became(Exception):
    """Raised where the process would become the server."""


@pytest.fixture
def execv(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    calls: list[list[str]] = []

    def become(path: str, arguments: list[str]) -> None:
        calls.append(arguments)
        raise Became

    monkeypatch.setattr(os, "execv", become)
    return calls


@pytest.fixture(autouse=True)
def _port(monkeypatch: pytest.MonkeyPatch) -> None:
    """Listen where nobody else does."""
    monkeypatch.setenv("GRANIAN_PORT", "0")


def arguments(*words: str) -> Namespace:
    return build_parser().parse_args(["serve", "--no-work", *words])


def test_serve_listens_on_this_machine_by_default(
    execv: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GRANIAN_PORT")
    with pytest.raises(Became):
        serve.serve(arguments())
    (command,) = execv
    assert command[command.index("--host") + 1] == "127.0.0.1"
    assert command[command.index("--port") + 1] == "8000"
    assert command[command.index("--workers-kill-timeout") + 1] == "10"


def test_an_option_wins_over_a_variable(
    execv: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRANIAN_PORT", "9000")
    monkeypatch.setenv("GRANIAN_WORKERS", "7")
    with pytest.raises(Became):
        serve.serve(arguments("--port", "9001"))
    (command,) = execv
    assert command[command.index("--port") + 1] == "9001"
    assert command[command.index("--workers") + 1] == "7"


@pytest.mark.django_db
def test_serve_collects_static_files_first(
    execv: list[list[str]], settings, tmp_path: Path
) -> None:
    settings.STATIC_ROOT = tmp_path
    with pytest.raises(Became):
        main(["serve", "--no-work"])
    assert (tmp_path / "mitsprache").is_dir()


@pytest.mark.django_db
def test_serve_refuses_an_outdated_database(
    capsys: pytest.CaptureFixture[str], execv: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(django, "pending_migrations", lambda: ["council.0002_more"])
    assert main(["serve"]) == 1
    assert "mitsprache migrate" in capsys.readouterr().err
    assert execv == []


@pytest.mark.django_db
def test_migrate_says_that_there_is_nothing_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["migrate"]) == 0
    assert capsys.readouterr().out == "The database is up to date.\n"


def test_a_port_that_is_taken_is_told_in_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert main(["serve", "--port", str(port)]) == 1
    told = capsys.readouterr().err
    assert f"port {port}" in told
    assert "--port" in told


@pytest.mark.parametrize(
    ("host", "port"), [("127.0.0.1", 99_999), ("192.0.2.1", 8000), ("::1::", 1)]
)
def test_an_address_that_is_none_of_ours_is_told(host: str, port: int) -> None:
    with pytest.raises(Failure, match=r"Can't listen"):
        serve.refuse_taken_port(host, port)
