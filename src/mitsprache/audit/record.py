"""Adding entries to the audit log."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from mitsprache.audit.chain import FIRST, entry_hash
from mitsprache.audit.models import ChainHead, Entry
from mitsprache.kernel import clock
from mitsprache.kernel.actor import Actor
from mitsprache.kernel.operation import Run


def append(
    *,
    actor: Actor,
    action: str,
    changes: list[dict[str, Any]],
    target_model: str = "",
    target_pk: str = "",
    target_label: str = "",
) -> Entry:
    """Add one entry to the chain. The caller holds a transaction."""
    head, _created = ChainHead.objects.select_for_update().get_or_create(
        pk=1, defaults={"number": 0, "hash": FIRST}
    )
    entry = Entry(
        number=head.number + 1,
        at=clock.now(),
        actor_kind=actor.kind.value,
        actor_id=actor.user_id,
        actor_name=actor.name[:200],
        action=action,
        target_model=target_model,
        target_pk=target_pk,
        target_label=target_label[:200],
        changes=changes,
        previous_hash=head.hash,
    )
    entry.hash = entry_hash(entry)
    entry.save(force_insert=True)
    ChainHead.objects.filter(pk=1).update(number=entry.number, hash=entry.hash)
    return entry


def record_run(run: Run) -> None:
    """Write the entry of a finished operation; its object is the target, else the first change."""
    first = run.changes[0]
    target = run.target
    append(
        actor=run.actor,
        action=run.permission,
        changes=[asdict(change) for change in run.changes],
        target_model=target._meta.label_lower if target else first.model,
        target_pk=str(target.pk) if target else first.pk,
        target_label=str(target) if target else first.label,
    )
