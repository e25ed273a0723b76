from __future__ import annotations

import datetime as dt
import smtplib
from pathlib import Path

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import OperationalError, connection

from mitsprache.cli import checks, main
from mitsprache.cli.checks import Result
from mitsprache.kernel import clock, jobs
from mitsprache.kernel.job_models import Job, JobState

pytestmark = pytest.mark.django_db


@pytest.fixture
def in_order(monkeypatch: pytest.MonkeyPatch, settings) -> None:
    """A site on its own machine; duty pages have tests of their own."""
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    monkeypatch.setattr(checks, "duty_pages", Result)


def test_all_is_well(capsys: pytest.CaptureFixture[str], in_order: None) -> None:
    assert main(["check"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == [
        "Settings",
        "Database",
        "Storage",
        "Mail",
        "Jobs",
        "Duty",
    ]
    assert all(" ok" in line for line in lines)


def test_what_is_wrong_is_told_and_counts(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks, "duty_pages", lambda: Result(["“Impressum” has no text."]))
    assert main(["check"]) == 1
    assert "Impressum" in capsys.readouterr().out


def test_nothing_is_checked_after_a_database_that_does_not_answer(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise OperationalError("no such host")

    monkeypatch.setattr(connection, "cursor", refuse)
    assert main(["check"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2
    assert "no such host" in lines[1]


def test_missing_migrations_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "pending_migrations", lambda: ["council.0002_more"])
    assert checks.database() == Result(
        ["1 migration is missing. Run: mitsprache migrate"], stop=True
    )


def test_settings_of_a_demo_are_refused_at_a_public_address(settings) -> None:
    settings.ALLOWED_HOSTS = ["council.example"]
    settings.DEMO = settings.DEBUG = True
    settings.SESSION_COOKIE_SECURE = False
    problems = "\n".join(checks.settings().problems)
    for name in ("MITSPRACHE_DEBUG", "MITSPRACHE_DEMO", "MITSPRACHE_HTTPS"):
        assert name in problems


def test_storage_that_can_not_be_written_is_told(settings, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    settings.MEDIA_ROOT = tmp_path / "file" / "media"
    (problem,) = checks.storage().problems
    assert str(settings.MEDIA_ROOT) in problem


def test_no_mail_server_is_fine_and_says_where_mails_go(settings, tmp_path: Path) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    result = checks.mail_server(None)
    assert result.problems == []
    assert str(tmp_path) in result.note


class Server(EmailBackend):
    """A mail server that takes everything; its path holds 'smtp' as the check asks."""

    def open(self) -> None:
        pass

    def close(self) -> None:
        pass


def test_a_test_mail_is_sent(settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    monkeypatch.setattr("django.core.mail.get_connection", lambda: Server())
    assert checks.mail_server("office@council.example").problems == []
    assert mail.outbox[0].to == ["office@council.example"]


def test_a_mail_server_that_refuses_is_told(settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Server) -> None:
        raise smtplib.SMTPAuthenticationError(535, b"wrong password")

    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    monkeypatch.setattr("django.core.mail.get_connection", lambda: Server())
    monkeypatch.setattr(Server, "open", refuse)
    (problem,) = checks.mail_server(None).problems
    assert "MITSPRACHE_MAIL_URL" in problem


def test_the_audit_log_is_proved_when_asked_for(
    capsys: pytest.CaptureFixture[str], in_order: None
) -> None:
    assert main(["check", "--audit"]) == 0
    assert "Audit log" in capsys.readouterr().out


def test_a_gap_in_the_audit_log_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from mitsprache.audit import chain

    monkeypatch.setattr(chain, "verify", lambda: iter([chain.Break(7, "missing")]))
    assert checks.audit_log().problems == ["entry 7: missing. Compare with the last backup."]


def test_jobs_that_nobody_works_on_are_told() -> None:
    with clock.stopped(clock.now() - dt.timedelta(hours=1)):
        Job.objects.create(name="x")
    Job.objects.create(name="x", state=JobState.FAILED)
    waiting, failed = checks.job_queue().problems
    assert "mitsprache work" in waiting
    assert failed.startswith("1 job has failed")
    Job.objects.filter(state=JobState.WAITING).delete()
    jobs.sweep()
    result = checks.job_queue()
    assert result.problems == [failed]
    assert result.note == "(1 worker)"
