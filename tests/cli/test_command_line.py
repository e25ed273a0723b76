from __future__ import annotations

import io
import itertools
import os
import subprocess
import sys
import time

import pytest

from mitsprache.cli import main, parser
from mitsprache.cli.failure import Failure
from mitsprache.cli.progress import Progress


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("DJANGO_", "LANG", "LC_", "MITSPRACHE_"))
    }
    return subprocess.run(
        [sys.executable, "-m", "mitsprache", *arguments],
        env=kept | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_help_is_english_by_default() -> None:
    assert "run the site" in run("--help").stdout


def test_help_is_german_where_the_system_is() -> None:
    assert "die Seiten anbieten" in run("--help", LANG="de_DE.UTF-8").stdout


def test_version() -> None:
    assert run("--version").stdout.strip()


def test_no_command_is_wrong_usage() -> None:
    assert run().returncode == 2


def test_a_wrong_setting_is_told_in_a_line() -> None:
    result = run("migrate", MITSPRACHE_HTTPS="perhaps")
    assert result.returncode == 2
    assert "MITSPRACHE_HTTPS='perhaps'" in result.stderr
    assert "Traceback" not in result.stderr


def test_an_unknown_setting_is_told_in_a_line() -> None:
    result = run("check", MITSPRACHE_COLOUR="teal")
    assert result.returncode == 1
    assert "MITSPRACHE_COLOUR" in result.stdout


class Parser:
    """Stands in for the real one with a command that ends as the test says."""

    def __init__(self, error: BaseException) -> None:
        self.error = error

    def parse_args(self, argv: object) -> Parser:
        return self

    def run(self, arguments: object) -> int:
        raise self.error


@pytest.mark.parametrize(
    ("error", "code"), [(Failure("No."), 1), (Failure("No.", 2), 2), (KeyboardInterrupt(), 130)]
)
def test_an_early_end_has_its_exit_code(
    error: BaseException, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parser, "build_parser", lambda: Parser(error))
    assert main([]) == code


def test_progress_in_a_log_is_a_line_for_each_thing_done() -> None:
    stream = io.StringIO()
    with Progress(stream) as progress:
        for what in ("persons", "goals"):
            for done in range(101):
                progress(what, done, 100)
    assert stream.getvalue() == "100 %  persons\n100 %  goals\n"


def test_progress_of_slow_work_shows_in_a_log_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = itertools.count(step=2)
    monkeypatch.setattr(time, "monotonic", lambda: next(seconds))
    stream = io.StringIO()
    progress = Progress(stream)
    for done in range(5):
        progress("persons", done, 100)
    assert stream.getvalue() == "  2 %  persons\n"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_on_a_terminal_draws_one_line_over() -> None:
    stream = Terminal()
    with Progress(stream) as progress:
        progress("persons", 1, 2)
        progress("persons", 1, 2)
        progress("nothing", 0, 0)
    assert stream.getvalue() == "\r\x1b[K 50 %  persons\r\x1b[K100 %  nothing\r\x1b[K"
