"""Entries of the audit log for tests."""

from __future__ import annotations

from typing import Any

from mitsprache.audit.models import Entry
from mitsprache.audit.record import append
from mitsprache.kernel.actor import Actor, ActorKind


def actor(name: str = "Grete Amt", user_id: int = 1) -> Actor:
    """Return somebody from the office."""
    return Actor(ActorKind.USER, user_id=user_id, name=name, roles=frozenset({"office"}))


def entry(
    action: str = "council.update_person",
    *,
    by: Actor | None = None,
    model: str = "council.person",
    label: str = "Ada Rat",
    fields: dict[str, list[Any]] | None = None,
) -> Entry:
    """Add an entry as an operation would."""
    change = {
        "action": "update",
        "model": model,
        "pk": "1",
        "label": label,
        "fields": fields or {"family_name": ["Alt", "Neu"]},
    }
    return append(
        actor=by or actor(),
        action=action,
        changes=[change],
        target_model=model,
        target_pk="1",
        target_label=label,
    )
