"""What `mitsprache check` looks at. Each check returns what is wrong and what to do about it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from mitsprache.cli.django import pending_migrations, setup
from mitsprache.cli.failure import Failure
from mitsprache.cli.texts import _, ngettext


@dataclass(frozen=True, slots=True)
class Result:
    """What a check found.

    Attributes:
        problems: a line for each thing that is wrong, with what to do; empty if all is well.
        note: stands behind 'ok'.
        stop: later checks make no sense.
    """

    problems: list[str] = field(default_factory=list)
    note: str = ""
    stop: bool = False


Check = Callable[[], Result]


def chosen(*, audit: bool, mail: str | None) -> Iterator[tuple[str, Check]]:
    """Yield the name and function of every check that was asked for, in a sensible order."""
    yield _("Settings"), settings
    yield _("Database"), database
    yield _("Storage"), storage
    yield _("Mail"), lambda: mail_server(mail)
    yield _("Jobs"), job_queue
    yield _("Duty pages"), duty_pages
    if audit:
        yield _("Audit log"), audit_log


def settings() -> Result:
    """The environment is readable and Django has no objections."""
    try:
        setup()
    except Failure as failure:
        return Result([str(failure)], stop=True)
    from django.core import checks as django_checks

    messages = django_checks.run_checks()
    problems = [
        " ".join(part for part in (message.msg, message.hint) if part)
        for message in messages
        if message.level >= django_checks.WARNING and not message.is_silenced()
    ]
    return Result(problems + _risks())


def _risks() -> list[str]:
    """Settings that are fine on one's own machine and dangerous on the internet."""
    from django.conf import settings as django_settings

    own_machine = {"127.0.0.1", "localhost", "[::1]"}
    if set(django_settings.ALLOWED_HOSTS) <= own_machine:
        return []
    found = []
    if django_settings.DEBUG:
        found.append(_("MITSPRACHE_DEBUG is on at a public address: set it to no."))
    if django_settings.DEMO:
        found.append(_("MITSPRACHE_DEMO is on at a public address: set it to no."))
    if not django_settings.SESSION_COOKIE_SECURE:
        found.append(_("MITSPRACHE_HTTPS is off at a public address: set it to yes."))
    return found


def database() -> Result:
    """The database answers and knows all tables."""
    from django.db import Error, connection

    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        pending = pending_migrations()
    except Error as error:
        text = _("can't be reached: {error}. Look at MITSPRACHE_DATABASE_URL and _DATA_DIR.")
        return Result([text.format(error=str(error).strip())], stop=True)
    if pending:
        text = ngettext(
            "{n} migration is missing. Run: mitsprache migrate",
            "{n} migrations are missing. Run: mitsprache migrate",
            len(pending),
        )
        return Result([text.format(n=len(pending))], stop=True)
    return Result(note=f"({connection.display_name})")


def storage() -> Result:
    """Uploads can be written."""
    from django.conf import settings as django_settings

    folder = Path(django_settings.MEDIA_ROOT)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"x")
    except OSError as error:
        text = _("{folder} can't be written: {error}. Set its owner, or MITSPRACHE_DATA_DIR.")
        return Result([text.format(folder=folder, error=error.strerror)])
    return Result(note=f"({folder})")


def mail_server(recipient: str | None) -> Result:
    """The mail server takes our log-in, and a test mail if one was asked for."""
    from django.conf import settings as django_settings
    from django.core.mail import EmailMessage, get_connection

    if "smtp" not in django_settings.EMAIL_BACKEND:
        folder = getattr(django_settings, "EMAIL_FILE_PATH", "")
        text = _("(no mail server is set: mails are written to {folder})")
        return Result(note=text.format(folder=folder))
    connection = get_connection()
    try:
        connection.open()
        if recipient:
            subject = _("Test mail of mitsprache")
            body = _("This mail shows that mitsprache can send mail.")
            EmailMessage(subject, body, to=[recipient], connection=connection).send()
        connection.close()
    except OSError as error:
        text = _("can't be sent: {error}. Look at MITSPRACHE_MAIL_URL.")
        return Result([text.format(error=error)])
    return Result(note=f"({django_settings.EMAIL_HOST})")


def job_queue() -> Result:
    """Somebody works on the job queue, or nothing waits in it."""
    from mitsprache.kernel.jobs import standing

    found = standing()
    problems = []
    if found.overdue and not found.workers:
        text = ngettext(
            "{n} job waits and nobody works. Run: mitsprache work",
            "{n} jobs wait and nobody works. Run: mitsprache work",
            found.overdue,
        )
        problems.append(text.format(n=found.overdue))
    if found.failed:
        text = ngettext(
            "{n} job has failed; the log says why.",
            "{n} jobs have failed; the log says why.",
            found.failed,
        )
        problems.append(text.format(n=found.failed))
    if found.workers:
        text = ngettext("({n} worker)", "({n} workers)", found.workers)
        return Result(problems, note=text.format(n=found.workers))
    return Result(problems, note=_("(nobody works now; `serve` and `work` do)"))


def duty_pages() -> Result:
    """The pages that the law asks for have a text."""
    from mitsprache.publishing.queries import empty_duty_pages

    text = _("“{page}” has no text. Write it in the office under pages.")
    return Result([text.format(page=page.label) for page in empty_duty_pages()])


def audit_log() -> Result:
    """No entry of the audit log was changed or taken out."""
    from mitsprache.audit.chain import verify

    text = _("entry {number}: {problem}. Compare with the last backup.")
    return Result([text.format(number=gap.number, problem=gap.problem) for gap in verify()])
