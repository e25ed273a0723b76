"""What forbids changes to a session's record; higher apps register, as signed minutes do."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import ValidationError

from mitsprache.kernel.access import Reason
from mitsprache.proceedings.models import Sitting

Lock = Callable[[Sitting], Reason]
"""Returns why nothing may be changed any more; '' while it may. At most one query."""

_locks: list[Lock] = []


def register(lock: Lock) -> None:
    """Let `lock` forbid changes. Once per lock."""
    if lock not in _locks:
        _locks.append(lock)


def why_locked(sitting: Sitting) -> str:
    """Return why the record can't be changed any more, or ''."""
    return next((str(reason) for lock in _locks if (reason := lock(sitting))), "")


def hold(sitting: Sitting, *, alone: bool = False) -> Sitting:
    """Lock the session's row until the transaction ends, and return it as it is now.

    `alone` leaves out the session, its term and body, for what is done many times at once.

    Raises:
        ValidationError: the record is closed for changes.
    """
    rows = Sitting.objects.select_for_update(of=("self",))
    if not alone:
        rows = rows.select_related("meeting__term", "meeting__organization")
    row = rows.get(pk=sitting.pk)
    reason = why_locked(row)
    if reason:
        raise ValidationError(reason)
    return row
