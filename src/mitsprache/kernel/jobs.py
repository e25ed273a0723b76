"""Work that no page waits for: asked for in a transaction, done at least once, whatever is killed.

A job is a row (`Job`), written in the transaction of whoever asks for it: if that is undone, so is
the job. huey only wakes the workers; it forgets a message as soon as it is handed out, so what is to
be done is read from the rows, and a sweep every few seconds finds what was lost on the way
(docs/adr/0009-job-queue.md). So a function may run twice, and must be written to bear it.

    @job(retries=5)
    def send_letter(letter: int) -> None: ...

    send_letter.enqueue(letter=3)

    @every(dt.timedelta(days=1))
    def forget_old_letters() -> None: ...

These stand in `<app>/tasks.py`, which is read at start-up.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from huey import Huey, PostgresHuey, SqliteHuey
from huey.api import TaskWrapper

from mitsprache.kernel import clock
from mitsprache.kernel.access import may
from mitsprache.kernel.actor import Actor
from mitsprache.kernel.job_models import Job, JobSchedule, JobState, JobWorker

log = logging.getLogger(__name__)

PUSH_AGAIN: Final = dt.timedelta(minutes=1)
"""How long a message to the workers may take before another one is sent."""
SILENT: Final = dt.timedelta(seconds=45)
"""A worker that said nothing for so long is dead, and its jobs are begun anew."""
FIRST_PAUSE: Final = dt.timedelta(seconds=30)
LONGEST_PAUSE: Final = dt.timedelta(hours=1)
KEEP_DONE: Final = dt.timedelta(days=7)
KEEP_FAILED: Final = dt.timedelta(days=90)


class JobFailed(Exception):
    """The job can't be done, trying again is no use; the text says why, for the person who waits."""


@dataclass(frozen=True, slots=True)
class JobFunction:
    """A function that workers call.

    Attributes:
        name: app and function, as in 'invitations.send'.
        run: the function; what it returns is the name of a file below settings.JOB_FILES, or None.
        retries: how often it is tried again after an error or a killed worker.
        interval: how often it is due by itself; None: only when asked for.
    """

    name: str
    run: Callable[..., str | None]
    retries: int
    interval: dt.timedelta | None = None

    def __call__(self, **arguments: Any) -> str | None:
        """Do it here and now."""
        return self.run(**arguments)

    def enqueue(self, *, permission: str = "", **arguments: Any) -> Job:
        """Have it done once the present transaction is in the database.

        Args:
            permission: who may follow the job's progress and take its result.
            arguments: in JSON's types; keys of records, no secrets.
        """
        row = Job.objects.create(
            name=self.name, arguments=arguments, permission=permission, pushed_at=clock.now()
        )
        transaction.on_commit(lambda: _wake(row.pk))
        return row


FUNCTIONS: Final[dict[str, JobFunction]] = {}


def _register(function: JobFunction) -> JobFunction:
    if function.name in FUNCTIONS:
        raise ImproperlyConfigured(f"There are two jobs called {function.name}.")
    FUNCTIONS[function.name] = function
    return function


def _name(run: Callable[..., Any]) -> str:
    return f"{run.__module__.split('.')[-2]}.{run.__name__}"


def job(*, retries: int = 5) -> Callable[[Callable[..., str | None]], JobFunction]:
    """Make a job of a function with keyword arguments."""
    return lambda run: _register(JobFunction(_name(run), run, retries))


def every(
    interval: dt.timedelta, *, retries: int = 2
) -> Callable[[Callable[[], str | None]], JobFunction]:
    """Make a job of a function that is due by itself; what was missed is made up for once."""
    return lambda run: _register(JobFunction(_name(run), run, retries, interval))


@cache
def queue() -> tuple[Huey, TaskWrapper]:
    """Return huey and its one task, to which the key of a row is handed."""
    options: dict[str, Any] = {"results": False}
    if settings.JOB_QUEUE.startswith("postgres"):
        huey = PostgresHuey("mitsprache", dsn=settings.JOB_QUEUE, **options)
    else:
        huey = SqliteHuey("mitsprache", filename=settings.JOB_QUEUE, **options)
    return huey, huey.task(name="run")(run)


def _wake(pk: int) -> None:
    """Tell the workers of a job. If that fails, the sweep finds it."""
    if settings.JOBS_IMMEDIATE:
        run(pk)
        return
    try:
        queue()[1](pk)
    except Exception:
        log.exception("The workers could not be told of job %s; they will find it.", pk)


_current: ContextVar[Job | None] = ContextVar("current_job", default=None)
_own: Final[set[int]] = set()
"""Jobs that run in this process."""


def report(percent: int, message: str = "") -> None:
    """Say how far the running job is, 0 to 100. Outside a job nothing happens."""
    row = _current.get()
    if row is not None and (row.percent, row.message) != (percent, message):
        row.percent, row.message = percent, message
        Job.objects.filter(pk=row.pk).update(percent=percent, message=message)


def current_key() -> str:
    """Return the key of the running job, '' outside of one. An attempt after a kill has the same."""
    row = _current.get()
    return row.key if row else ""


def is_last_attempt() -> bool:
    """Whether the running job will not be tried again if it fails now."""
    row = _current.get()
    return row is None or row.attempts > FUNCTIONS[row.name].retries


def result_path(name: str) -> Path:
    """Return where the result `name` lies; the folder is there afterwards."""
    folder = Path(settings.JOB_FILES)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder / Path(name).name


def pause(attempts: int) -> dt.timedelta:
    """Return how long to wait after so many attempts: 30 s, 2 min, 8 min, 32 min, then an hour."""
    seconds = FIRST_PAUSE.total_seconds() * 4 ** min(attempts - 1, 10)
    return min(dt.timedelta(seconds=seconds), LONGEST_PAUSE)


def _claim(pk: int, worker: str) -> Job | None:
    """Take a job that is due; None if another one has it. The row's update decides the race."""
    taken = Job.objects.filter(pk=pk, state=JobState.WAITING, due_at__lte=clock.now()).update(
        state=JobState.RUNNING, worker=worker, attempts=F("attempts") + 1
    )
    return Job.objects.get(pk=pk) if taken else None


def run(pk: int, worker: str = "") -> bool:
    """Do a job if it is due and free; return whether it was. No error of the job gets out."""
    _own.add(pk)
    try:
        row = _claim(pk, worker or this_worker())
        if row is not None:
            _do(row)
        return row is not None
    finally:
        _own.discard(pk)


def _do(row: Job) -> None:
    token = _current.set(row)
    try:
        result = FUNCTIONS[row.name].run(**row.arguments)
    except JobFailed as failure:
        _end(row, JobState.FAILED, error=str(failure))
    except Exception as error:
        log.exception("Job %s failed at attempt %s.", row, row.attempts)
        _again(row, f"{type(error).__name__}: {error}")
    else:
        _end(row, JobState.DONE, result=result or "", percent=100, error="")
    finally:
        _current.reset(token)


def _end(row: Job, state: JobState, **values: Any) -> None:
    Job.objects.filter(pk=row.pk).update(state=state, finished_at=clock.now(), worker="", **values)


def _again(row: Job, error: str) -> None:
    """Let a job wait for its next attempt, or fail for good after the last one."""
    function = FUNCTIONS.get(row.name)
    if function is None or row.attempts > function.retries:
        _end(row, JobState.FAILED, error=error)
        return
    Job.objects.filter(pk=row.pk).update(
        state=JobState.WAITING,
        worker="",
        error=error,
        due_at=clock.now() + pause(row.attempts),
        pushed_at=None,
    )


def run_waiting() -> int:
    """Do all jobs that are due now, in this process, those that they ask for too; return how many."""
    done = 0
    while True:
        due = Job.objects.filter(state=JobState.WAITING, due_at__lte=clock.now())
        keys = list(due.order_by("pk").values_list("pk", flat=True))
        if not keys:
            return done
        done += sum(run(pk) for pk in keys)


# What workers do beside the jobs


def this_worker() -> str:
    """Return the name under which this process takes jobs."""
    from mitsprache.kernel.worker import NAME

    return NAME


def sweep() -> None:
    """Say that this process works, begin abandoned jobs anew, push what is due.

    Workers call it every few seconds.
    """
    now = clock.now()
    name = this_worker()
    if not JobWorker.objects.filter(name=name).update(seen_at=now):
        JobWorker.objects.create(name=name, seen_at=now)
    JobWorker.objects.filter(seen_at__lt=now - SILENT).delete()
    alive = set(JobWorker.objects.values_list("name", flat=True))
    for row in Job.objects.filter(state=JobState.RUNNING):
        if row.worker not in alive or (row.worker == name and row.pk not in _own):
            log.warning("Job %s was abandoned by %s.", row, row.worker)
            _again(row, "The worker was stopped.")
    _schedule(now)
    due = Job.objects.filter(state=JobState.WAITING, due_at__lte=now).filter(
        Q(pushed_at=None) | Q(pushed_at__lt=now - PUSH_AGAIN)
    )
    for pk in list(due.order_by("pk").values_list("pk", flat=True)):
        Job.objects.filter(pk=pk).update(pushed_at=now)
        _wake(pk)


def _schedule(now: dt.datetime) -> None:
    """Ask for the periodic jobs that are due; of several workers one does so."""
    for function in FUNCTIONS.values():
        if function.interval is None:
            continue
        row = JobSchedule.objects.filter(name=function.name).first()
        if row is None:
            try:
                with transaction.atomic():
                    JobSchedule.objects.create(name=function.name, next_at=now + function.interval)
                    function.enqueue()
            except IntegrityError:
                log.debug("Another worker has scheduled %s.", function.name)
        elif row.next_at <= now:
            with transaction.atomic():
                mine = JobSchedule.objects.filter(pk=row.pk, next_at=row.next_at)
                waiting = Job.objects.filter(
                    name=function.name, state__in=[JobState.WAITING, JobState.RUNNING]
                )
                if mine.update(next_at=now + function.interval) and not waiting.exists():
                    function.enqueue()


def leave() -> None:
    """Say that this process works no more; what it left undone is begun anew by another one."""
    JobWorker.objects.filter(name=this_worker()).delete()


@every(dt.timedelta(days=1))
def forget() -> None:
    """Delete old jobs and the files they made."""
    now = clock.now()
    old = Job.objects.filter(
        Q(state=JobState.DONE, finished_at__lt=now - KEEP_DONE)
        | Q(state=JobState.FAILED, finished_at__lt=now - KEEP_FAILED)
    )
    for row in old:
        if row.result:
            result_path(row.result).unlink(missing_ok=True)
        row.delete()


# What pages and commands ask


def visible(viewer: Actor, key: str) -> Job | None:
    """Return the job `key` if the viewer may see it."""
    row = Job.objects.filter(key=key).exclude(permission="").first()
    return row if row is not None and may(viewer, row.permission) else None


@dataclass(frozen=True, slots=True)
class Standing:
    """How the queue is doing: living workers, jobs overdue by more than a minute, failed ones."""

    workers: int
    overdue: int
    failed: int


def standing() -> Standing:
    """Return how the queue is doing."""
    now = clock.now()
    overdue = Job.objects.filter(state=JobState.WAITING, due_at__lt=now - PUSH_AGAIN)
    return Standing(
        workers=JobWorker.objects.filter(seen_at__gte=now - SILENT).count(),
        overdue=overdue.count(),
        failed=Job.objects.filter(state=JobState.FAILED).count(),
    )
