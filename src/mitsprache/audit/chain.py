"""The hash chain: how an entry is hashed, and the proof that none was changed or taken out."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mitsprache.audit.models import ChainHead, Entry

FIRST = "0" * 64
"""The hash before the first entry."""


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the chain does not hold: the entry's number and what is wrong there."""

    number: int
    problem: str


def entry_hash(entry: Entry) -> str:
    """Return the SHA-256 (hexadecimal) over the previous hash and every column of `entry`."""
    content: dict[str, Any] = {
        "number": entry.number,
        "at": entry.at.astimezone(dt.UTC).isoformat(),
        "actor_kind": str(entry.actor_kind),
        "actor_id": entry.actor_id,
        "actor_name": entry.actor_name,
        "action": entry.action,
        "target_model": entry.target_model,
        "target_pk": entry.target_pk,
        "target_label": entry.target_label,
        "changes": entry.changes,
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{entry.previous_hash}\n{text}".encode()).hexdigest()


def verify() -> Iterator[Break]:
    """Walk the whole chain and yield every break; nothing yielded is the proof that it holds."""
    expected, previous = 1, FIRST
    for entry in Entry.objects.order_by("number").iterator(chunk_size=500):
        if entry.number != expected:
            yield Break(expected, "missing")
        if entry.previous_hash != previous:
            yield Break(entry.number, "does not follow the entry before")
        if entry_hash(entry) != entry.hash:
            yield Break(entry.number, "was changed")
        expected, previous = entry.number + 1, entry.hash
    head = ChainHead.objects.filter(pk=1).first()
    if (head.number if head else 0) != expected - 1 or (head.hash if head else FIRST) != previous:
        yield Break(expected, "the end of the chain is missing")
