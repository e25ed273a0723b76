"""Reads of the audit log."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from mitsprache.audit.models import Entry
from mitsprache.kernel.access import require
from mitsprache.kernel.actor import Actor
from mitsprache.kernel.pages.filters import search

PAGE = 50


@dataclass(frozen=True, slots=True)
class LogFilter:
    """What to show of the log; what is empty does not narrow.

    Attributes:
        person: the name of who acted.
        action: name of the action, 'council.update_person'.
        kind: label of the object's model, 'council.person'.
        first_date, last_date: days, in the installation's time zone, both included.
        text: words in the name of the object or of who acted.
    """

    person: str = ""
    action: str = ""
    kind: str = ""
    first_date: dt.date | None = None
    last_date: dt.date | None = None
    text: str = ""


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


def log_entries(viewer: Actor, wanted: LogFilter) -> QuerySet[Entry]:
    """Return the entries that match, the newest first.

    Raises:
        PermissionRefused: the viewer may not read the log.
    """
    require(viewer, "audit.read")
    entries = Entry.objects.order_by("-number")
    for name, value in (
        ("actor_name", wanted.person),
        ("action", wanted.action),
        ("target_model", wanted.kind),
    ):
        if value:
            entries = entries.filter(**{name: value})
    if wanted.first_date:
        entries = entries.filter(at__gte=_midnight(wanted.first_date))
    if wanted.last_date:
        entries = entries.filter(at__lt=_midnight(wanted.last_date + dt.timedelta(days=1)))
    if wanted.text:
        entries = search(entries, ("target_label", "actor_name"), wanted.text)
    return entries


@dataclass(frozen=True, slots=True)
class LogPage:
    """Some entries, and the numbers beyond which newer and older ones stand (None: there are none)."""

    entries: list[Entry]
    newer: int | None
    older: int | None


def log_page(
    entries: QuerySet[Entry], *, before: int | None = None, after: int | None = None
) -> LogPage:
    """Return the page below number `before`, or above number `after`, or the newest.

    Pages are found by number, not by counting, so the thousandth is as quick as the first and
    entries that come meanwhile shift nothing.
    """
    if after is not None:
        rows = list(entries.filter(number__gt=after).order_by("number")[: PAGE + 1])
        more_newer, rows = len(rows) > PAGE, rows[:PAGE][::-1]
        older = rows[-1].number if rows else after + 1
        return LogPage(rows, rows[0].number if more_newer else None, older)
    if before is not None:
        entries = entries.filter(number__lt=before)
    rows = list(entries[: PAGE + 1])
    more_older, rows = len(rows) > PAGE, rows[:PAGE]
    newest = rows[0].number if rows else (before or 1) - 1
    return LogPage(
        rows,
        newest if before is not None else None,
        rows[-1].number if more_older else None,
    )


@dataclass(frozen=True, slots=True)
class LogChoices:
    """What occurs in the log, to choose from."""

    persons: list[str]
    actions: list[str]
    kinds: list[str]


def log_choices(viewer: Actor) -> LogChoices:
    """Return who acted, what was done and to which kinds of objects.

    Raises:
        PermissionRefused: the viewer may not read the log.
    """
    require(viewer, "audit.read")

    def values(name: str) -> list[str]:
        return sorted(Entry.objects.order_by().values_list(name, flat=True).distinct())

    return LogChoices(
        persons=[name for name in values("actor_name") if name],
        actions=values("action"),
        kinds=[kind for kind in values("target_model") if kind],
    )


def log_entry(viewer: Actor, number: int) -> Entry | None:
    """Return one entry.

    Raises:
        PermissionRefused: the viewer may not read the log.
    """
    require(viewer, "audit.read")
    return Entry.objects.filter(number=number).first()
