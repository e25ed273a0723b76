from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction

from mitsprache.kernel import access, clock, jobs
from mitsprache.kernel.access import has_role
from mitsprache.kernel.actor import ANONYMOUS, Actor, ActorKind
from mitsprache.kernel.job_models import Job, JobSchedule, JobState, JobWorker
from mitsprache.kernel.jobs import JobFailed, JobFunction

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
calls: list[object] = []


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(jobs, "FUNCTIONS", {})
    calls.clear()
    with clock.stopped(NOW):
        yield


def later(**span: float) -> dt.datetime:
    return NOW + dt.timedelta(**span)


@pytest.fixture
def note() -> JobFunction:
    @jobs.job(retries=2)
    def note(what: str) -> None:
        calls.append(what)

    return note


@pytest.fixture
def fail() -> JobFunction:
    @jobs.job(retries=1)
    def fail() -> None:
        calls.append("tried")
        raise OSError("no space left")

    return fail


def test_a_job_is_done_with_its_arguments(note: JobFunction) -> None:
    row = note.enqueue(what="letter")
    assert calls == []
    assert jobs.run_waiting() == 1
    assert calls == ["letter"]
    row.refresh_from_db()
    assert (row.state, row.percent, row.attempts) == (JobState.DONE, 100, 1)
    assert row.finished_at == NOW
    assert row.is_over


@pytest.mark.django_db(transaction=True)
def test_a_job_waits_for_the_commit(note: JobFunction) -> None:
    with transaction.atomic():
        note.enqueue(what="letter")
        assert calls == []
    assert calls == ["letter"]


@pytest.mark.django_db(transaction=True)
def test_a_write_that_is_undone_takes_its_job_along(note: JobFunction) -> None:
    with transaction.atomic():
        note.enqueue(what="letter")
        transaction.set_rollback(True)
    assert jobs.run_waiting() == 0
    assert not Job.objects.exists()


def test_a_job_is_done_once_however_often_workers_are_told(note: JobFunction) -> None:
    row = note.enqueue(what="letter")
    assert [jobs.run(row.pk), jobs.run(row.pk)] == [True, False]
    assert calls == ["letter"]


def test_an_error_is_tried_again_later_and_then_given_up(fail: JobFunction) -> None:
    row = fail.enqueue()
    assert jobs.run_waiting() == 1
    row.refresh_from_db()
    assert (row.state, row.due_at) == (JobState.WAITING, later(seconds=30))
    assert jobs.run_waiting() == 0
    with clock.stopped(later(minutes=1)):
        assert jobs.run_waiting() == 1
    row.refresh_from_db()
    assert (row.state, row.error) == (JobState.FAILED, "OSError: no space left")
    assert row.is_over


def test_pauses_grow_up_to_an_hour() -> None:
    assert [jobs.pause(n).total_seconds() for n in (1, 2, 3, 4, 5, 99)] == [
        30,
        120,
        480,
        1920,
        3600,
        3600,
    ]


def test_a_job_that_says_it_can_not_be_done_is_not_tried_again() -> None:
    @jobs.job()
    def build() -> None:
        raise JobFailed("Die Festplatte ist voll.")

    row = build.enqueue()
    jobs.run_waiting()
    row.refresh_from_db()
    assert (row.state, row.error, row.attempts) == (JobState.FAILED, "Die Festplatte ist voll.", 1)


def test_a_job_reports_how_far_it_is_and_names_its_file() -> None:
    seen: list[tuple[int, str]] = []

    @jobs.job()
    def build() -> str:
        jobs.report(40, "Seiten werden nummeriert")
        row = Job.objects.get()
        seen.append((row.percent, row.message))
        return "pack.pdf"

    build.enqueue()
    jobs.run_waiting()
    assert seen == [(40, "Seiten werden nummeriert")]
    assert Job.objects.get().result == "pack.pdf"


def test_a_job_knows_its_key_and_its_last_attempt() -> None:
    seen: list[tuple[str, bool]] = []

    @jobs.job(retries=1)
    def fail() -> None:
        seen.append((jobs.current_key(), jobs.is_last_attempt()))
        raise OSError

    row = fail.enqueue()
    jobs.run_waiting()
    with clock.stopped(later(minutes=1)):
        jobs.run_waiting()
    assert seen == [(row.key, False), (row.key, True)]
    assert (jobs.current_key(), jobs.is_last_attempt()) == ("", True)


def test_outside_a_job_a_report_goes_nowhere() -> None:
    jobs.report(40, "nichts")
    assert not Job.objects.exists()


def test_a_function_can_be_called_directly(note: JobFunction) -> None:
    note(what="now")
    assert calls == ["now"]


def test_two_jobs_of_one_name_are_refused(note: JobFunction) -> None:
    with pytest.raises(ImproperlyConfigured, match="note"):
        jobs.job()(note.run)


def test_a_job_that_no_longer_exists_fails_in_words(note: JobFunction) -> None:
    row = note.enqueue(what="x")
    jobs.FUNCTIONS.clear()
    jobs.run_waiting()
    row.refresh_from_db()
    assert row.state == JobState.FAILED
    assert "note" in row.error


def test_a_job_of_a_dead_worker_is_begun_anew(note: JobFunction) -> None:
    row = note.enqueue(what="letter")
    JobWorker.objects.create(name="dead", seen_at=later(seconds=-50))
    Job.objects.update(state=JobState.RUNNING, worker="dead", attempts=1)
    jobs.sweep()
    row.refresh_from_db()
    assert (row.state, row.due_at) == (JobState.WAITING, later(seconds=30))
    with clock.stopped(later(minutes=1)):
        jobs.run_waiting()
    assert calls == ["letter"]


def test_a_job_that_kills_its_workers_is_given_up(note: JobFunction) -> None:
    row = note.enqueue(what="poison")
    Job.objects.update(state=JobState.RUNNING, worker="dead", attempts=3)
    jobs.sweep()
    row.refresh_from_db()
    assert row.state == JobState.FAILED


def test_a_job_of_a_living_worker_is_left_alone(note: JobFunction) -> None:
    row = note.enqueue(what="letter")
    JobWorker.objects.create(name="busy", seen_at=later(seconds=-30))
    Job.objects.update(state=JobState.RUNNING, worker="busy", attempts=1)
    jobs.sweep()
    row.refresh_from_db()
    assert row.state == JobState.RUNNING


def test_a_job_whose_end_could_not_be_written_is_found(note: JobFunction) -> None:
    row = note.enqueue(what="letter")
    Job.objects.update(state=JobState.RUNNING, worker=jobs.this_worker(), attempts=1)
    jobs.sweep()
    row.refresh_from_db()
    assert row.state == JobState.WAITING


def test_what_runs_in_this_process_is_not_taken_for_abandoned() -> None:
    seen: list[str] = []

    @jobs.job()
    def slow() -> None:
        jobs.sweep()
        seen.append(Job.objects.get().state)

    slow.enqueue()
    jobs.run_waiting()
    assert seen == [JobState.RUNNING]


@pytest.mark.django_db(transaction=True)
def test_the_sweep_tells_of_what_was_lost_on_the_way(note: JobFunction) -> None:
    Job.objects.create(name=note.name, arguments={"what": "lost"}, pushed_at=later(minutes=-2))
    Job.objects.create(name=note.name, arguments={"what": "on its way"}, pushed_at=NOW)
    jobs.sweep()
    assert calls == ["lost"]


@pytest.mark.django_db(transaction=True)
def test_a_queue_that_can_not_be_reached_stops_no_write(
    note: JobFunction, settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise OSError("disk full")

    settings.JOBS_IMMEDIATE = False
    monkeypatch.setattr(jobs, "queue", refuse)
    note.enqueue(what="later")
    assert Job.objects.get().state == JobState.WAITING


def test_a_periodic_job_is_asked_for_when_it_is_due_and_made_up_for_once() -> None:
    @jobs.every(dt.timedelta(hours=1))
    def tidy() -> None:
        calls.append(clock.now())

    for moment in (NOW, later(minutes=30), later(hours=5), later(hours=5, minutes=30)):
        with clock.stopped(moment):
            jobs.sweep()
            jobs.run_waiting()
    assert calls == [NOW, later(hours=5)]


def test_a_periodic_job_that_still_waits_is_not_asked_for_twice() -> None:
    @jobs.every(dt.timedelta(hours=1))
    def tidy() -> None: ...

    jobs.sweep()
    with clock.stopped(later(hours=2)):
        jobs.sweep()
    assert Job.objects.count() == 1
    assert JobSchedule.objects.get().next_at == later(hours=3)


def test_who_may_look_at_a_job(note: JobFunction, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(access._permissions, "packs.read", has_role("office"))
    open_one = note.enqueue(permission="packs.read", what="x")
    closed = note.enqueue(what="x")
    office = Actor(kind=ActorKind.USER, user_id=1, roles=frozenset({"office"}))
    assert jobs.visible(office, open_one.key) == open_one
    assert jobs.visible(ANONYMOUS, open_one.key) is None
    assert jobs.visible(office, closed.key) is None
    assert jobs.visible(office, "nothing") is None


def test_old_jobs_go_with_their_files(note: JobFunction, settings, tmp_path) -> None:
    settings.JOB_FILES = tmp_path / "files"
    jobs.result_path("old.pdf").touch()
    for state, days, result in (
        (JobState.DONE, 8, "old.pdf"),
        (JobState.DONE, 6, "new.pdf"),
        (JobState.FAILED, 89, ""),
        (JobState.FAILED, 91, ""),
    ):
        Job.objects.create(name="x", state=state, result=result, finished_at=later(days=-days))
    jobs.forget()
    assert set(Job.objects.values_list("result", flat=True)) == {"new.pdf", ""}
    assert Job.objects.count() == 2
    assert not jobs.result_path("old.pdf").exists()


def test_a_result_lies_in_its_folder_whatever_its_name(settings, tmp_path) -> None:
    settings.JOB_FILES = tmp_path
    assert jobs.result_path("../../etc/passwd") == tmp_path / "passwd"


def test_how_the_queue_is_doing(note: JobFunction) -> None:
    assert jobs.standing() == jobs.Standing(0, 0, 0)
    jobs.sweep()
    note.enqueue(what="x")
    Job.objects.create(name="x", state=JobState.FAILED, finished_at=NOW)
    with clock.stopped(later(minutes=2)):
        assert jobs.standing() == jobs.Standing(0, 1, 1)
    assert jobs.standing().workers == 1
    jobs.leave()
    assert jobs.standing().workers == 0
