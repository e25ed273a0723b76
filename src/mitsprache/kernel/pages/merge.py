"""Three-way comparison of a form with a record that somebody else saved meanwhile. Pure."""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import Final

MOST_PAIRS: Final = 4_000_000
"""Two passages of a thousand words each are compared by words; longer ones could take minutes."""
Values = Sequence[str]
"""What a field of a form sends: mostly one text, several for a choice of many, none for an unticked box."""


class Outcome(StrEnum):
    """Who changed a field since the form was opened."""

    SAME = "same"
    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"


def normal(values: Values) -> list[str]:
    """Return `values` as they compare: one kind of line ends, no empty texts, order without meaning."""
    texts = (value.replace("\r\n", "\n").strip() for value in values)
    return sorted(text for text in texts if text)


def fingerprint(values: Values) -> str:
    """Return twelve hexadecimal digits that stand for `values`."""
    return hashlib.sha256("\x00".join(normal(values)).encode()).hexdigest()[:12]


def compare(base: str | None, mine: Values, theirs: Values) -> Outcome:
    """Say who changed a field.

    Args:
        base: fingerprint of the value when the form was opened; None where it is not known, then
            every difference counts as changed by both.
        mine: what the form sends.
        theirs: what is stored now.
    """
    if normal(mine) == normal(theirs):
        return Outcome.SAME
    if base is not None and base == fingerprint(theirs):
        return Outcome.MINE
    if base is not None and base == fingerprint(mine):
        return Outcome.THEIRS
    return Outcome.BOTH


def word_changes(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Yield ('same' | 'gone' | 'new', text) pieces that lead from `old` to `new`, by words.

    Long passages that have little in common are one piece each.
    """
    before, after = (re.findall(r"\s+|[^\s]+", text) for text in (old, new))
    head = _same_begin(before, after)
    tail = _same_begin(before[head:][::-1], after[head:][::-1])
    if head:
        yield "same", "".join(before[:head])
    yield from _inner_changes(before[head : len(before) - tail], after[head : len(after) - tail])
    if tail:
        yield "same", "".join(before[len(before) - tail :])


def _same_begin(before: Sequence[str], after: Sequence[str]) -> int:
    return next(
        (index for index, (a, b) in enumerate(zip(before, after, strict=False)) if a != b),
        min(len(before), len(after)),
    )


def _inner_changes(before: list[str], after: list[str]) -> Iterator[tuple[str, str]]:
    if len(before) * len(after) > MOST_PAIRS:
        before, after = ["".join(before)], ["".join(after)]
    matcher = difflib.SequenceMatcher(str.isspace, before, after, autojunk=False)
    for tag, a1, a2, b1, b2 in matcher.get_opcodes():
        if tag == "equal":
            yield "same", "".join(before[a1:a2])
            continue
        if a2 > a1:
            yield "gone", "".join(before[a1:a2])
        if b2 > b1:
            yield "new", "".join(after[b1:b2])


def fingerprints(fields: Iterable[tuple[str, Values]]) -> dict[str, str]:
    """Return the fingerprint of each field's values."""
    return {name: fingerprint(values) for name, values in fields}
