"""Rows of the job queue. They are machinery, not records: nobody edits them, no log tells of them."""

from __future__ import annotations

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from mitsprache.kernel import clock


class JobState(models.TextChoices):
    """Where a job stands."""

    WAITING = "waiting", _("wartet")
    RUNNING = "running", _("läuft")
    DONE = "done", _("fertig")
    FAILED = "failed", _("fehlgeschlagen")


def new_key() -> str:
    """Return a key that nobody guesses."""
    return secrets.token_urlsafe(18)


class Job(models.Model):
    """One piece of work, from the moment it was asked for until it is forgotten.

    Attributes:
        arguments: what the function is called with. No secrets: this row is in every backup.
        permission: who may look at it, 'noun.verb'; '' for nobody.
        message: what is being done, a German message id, shown in the reader's language.
        result: name of the file it made, below settings.JOB_FILES.
        error: why it failed, in words for whom `permission` allows.
        attempts: how often it was begun.
        due_at: not to be begun before.
        pushed_at: when workers were told of it last.
        worker: which of them runs it.
    """

    key = models.CharField(max_length=40, unique=True, default=new_key)
    name = models.CharField(max_length=120)
    arguments = models.JSONField(default=dict)
    permission = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.WAITING)
    percent = models.PositiveSmallIntegerField(default=0)
    message = models.CharField(max_length=300, blank=True)
    result = models.CharField(max_length=200, blank=True)
    error = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=clock.now)
    due_at = models.DateTimeField(default=clock.now)
    pushed_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    worker = models.CharField(max_length=120, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["state", "due_at"],
                condition=models.Q(state__in=["waiting", "running"]),
                name="jobs_to_do",
            ),
            models.Index(fields=["finished_at"], name="jobs_by_end"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.state})"

    @property
    def is_over(self) -> bool:
        """Whether nothing more happens to it."""
        return self.state in {JobState.DONE, JobState.FAILED}


class JobWorker(models.Model):
    """A process that works on the queue, and when it last said so."""

    name = models.CharField(max_length=120, unique=True)
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class JobSchedule(models.Model):
    """When a periodic job is due next."""

    name = models.CharField(max_length=120, unique=True)
    next_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
