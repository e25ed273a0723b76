"""What happens at the doors, written to the audit log."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from mitsprache.accounts.models import User
from mitsprache.audit.record import append
from mitsprache.kernel.actor import Actor


def note(actor: Actor, action: str, user: User, fields: Mapping[str, list[Any]]) -> None:
    """Add an entry about `user`; `fields` holds old and new as the log's other entries do."""
    change = {
        "action": action.partition(".")[2],
        "model": user._meta.label_lower,
        "pk": str(user.pk),
        "label": str(user),
        "fields": dict(fields),
    }
    with transaction.atomic():
        append(
            actor=actor,
            action=action,
            changes=[change],
            target_model=user._meta.label_lower,
            target_pk=str(user.pk),
            target_label=str(user),
        )
