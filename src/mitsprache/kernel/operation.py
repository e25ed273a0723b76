"""Writes: one decorator that checks the permission, opens the transaction and has it audited."""

from __future__ import annotations

import functools
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, ParamSpec, TypeVar

from django.core.exceptions import ImproperlyConfigured
from django.db import models, transaction
from django.db.models import F

from mitsprache.kernel import events
from mitsprache.kernel.access import require
from mitsprache.kernel.actor import Actor
from mitsprache.kernel.models import ContentVersion

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Change:
    """One row written: which, how ('create', 'update', 'delete'), and old and new of each field.

    `fields` holds `{name: [old, new]}` in JSON's types.
    """

    action: str
    model: str
    pk: str
    label: str
    fields: dict[str, list[Any]]


@dataclass(slots=True)
class Run:
    """A running operation: who, by which permission, and what was written so far."""

    actor: Actor
    permission: str
    target: models.Model | None
    changes: list[Change] = field(default_factory=list)


Recorder = Callable[[Run], None]

_run: ContextVar[Run | None] = ContextVar("operation_run", default=None)
_recorder: list[Recorder] = []


def set_recorder(recorder: Recorder) -> None:
    """Name the function that writes the audit entry of a finished operation."""
    _recorder[:] = [recorder]


def current_run() -> Run:
    """Return the operation that is running.

    Raises:
        RuntimeError: there is none; writes happen in operations only.
    """
    run = _run.get()
    if run is None:
        raise RuntimeError("Records are written inside an operation only.")
    return run


def raise_content_version() -> None:
    """Make every page in memory stale. Call it inside the transaction of the write."""
    if not ContentVersion.objects.filter(pk=1).update(number=F("number") + 1):
        ContentVersion.objects.create(pk=1, number=1)
    events.announce()


def operation(
    *, permission: str, target: str | None = None
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Turn a keyword-only function with an `actor` into a checked, whole and audited write.

    Args:
        permission: 'noun.verb'; checked for `actor` and the object before anything else.
        target: name of the argument that holds the object which the permission is asked for.

    An operation called within another joins its transaction and its audit entry, but still checks
    its own permission. An operation that wrote nothing leaves no entry.

    Raises (when called):
        PermissionRefused: the actor may not.
        ImproperlyConfigured: nothing records audit entries; writing unseen is refused.
    """

    def wrap(function: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(function)
        def call(*args: P.args, **kwargs: P.kwargs) -> R:
            if args:
                raise TypeError(f"{function.__name__} takes keyword arguments only")
            actor = kwargs["actor"]
            if not isinstance(actor, Actor):
                raise TypeError(f"{function.__name__}: actor must be an Actor")
            subject = kwargs.get(target) if target else None
            require(actor, permission, subject)
            if _run.get() is not None:
                return function(*args, **kwargs)
            if not _recorder:
                raise ImproperlyConfigured("No audit recorder is set.")
            run = Run(actor, permission, subject if isinstance(subject, models.Model) else None)
            with transaction.atomic():
                token = _run.set(run)
                try:
                    result = function(*args, **kwargs)
                finally:
                    _run.reset(token)
                if run.changes:
                    raise_content_version()
                    _recorder[0](run)
            return result

        call.permission = permission  # type: ignore[attr-defined]
        return call

    return wrap
