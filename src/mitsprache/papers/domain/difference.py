"""What changed between two versions of a text, word by word.

Texts come as paragraphs of words. Paragraphs that stayed are found first; within what was replaced
they are compared in their order, word by word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import zip_longest
from typing import Final

MOST_PAIRS: Final = 1_000_000
"""Words of one paragraph times words of the other that are still compared one by one."""


class Mark(StrEnum):
    """What became of some words."""

    SAME = "same"
    INSERTED = "inserted"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Part:
    """Words that share a mark, parted by single blanks."""

    mark: Mark
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of either text or of both; `mark` says of which."""

    mark: Mark
    parts: tuple[Part, ...]


def words_of(paragraph: str) -> list[str]:
    """Return the words of a paragraph; how much white space parts them does not count."""
    return paragraph.split()


def normal(paragraphs: Iterable[str]) -> list[str]:
    """Return the paragraphs that hold words, their words parted by single blanks."""
    spaced = (" ".join(words_of(paragraph)) for paragraph in paragraphs)
    return [paragraph for paragraph in spaced if paragraph]


def difference(old: Iterable[str], new: Iterable[str]) -> list[Paragraph]:
    """Return both texts in one, with marks on what only one of them has."""
    before, after = normal(old), normal(new)
    found: list[Paragraph] = []
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            found += [_whole(Mark.SAME, text) for text in before[i:j]]
        else:
            found += _replaced(before[i:j], after[k:m])
    return found


def old_text(paragraphs: Iterable[Paragraph]) -> list[str]:
    """Return the earlier text: what was deleted stands, what was inserted does not."""
    return _without(Mark.INSERTED, paragraphs)


def new_text(paragraphs: Iterable[Paragraph]) -> list[str]:
    """Return the later text."""
    return _without(Mark.DELETED, paragraphs)


def has_changes(paragraphs: Iterable[Paragraph]) -> bool:
    """Return whether there is any difference."""
    return any(part.mark is not Mark.SAME for one in paragraphs for part in one.parts)


def _without(mark: Mark, paragraphs: Iterable[Paragraph]) -> list[str]:
    return [
        " ".join(part.text for part in one.parts if part.mark is not mark)
        for one in paragraphs
        if one.mark is not mark
    ]


def _whole(mark: Mark, text: str) -> Paragraph:
    return Paragraph(mark, (Part(mark, text),))


def _replaced(before: Sequence[str], after: Sequence[str]) -> Iterator[Paragraph]:
    for old, new in zip_longest(before, after):
        if old is None:
            yield _whole(Mark.INSERTED, new)
        elif new is None:
            yield _whole(Mark.DELETED, old)
        else:
            yield Paragraph(Mark.SAME, tuple(_parts(words_of(old), words_of(new))))


def _parts(before: Sequence[str], after: Sequence[str]) -> Iterator[Part]:
    """Yield the words of two paragraphs; very long ones that differ are told apart as a whole."""
    if len(before) * len(after) > MOST_PAIRS:
        yield Part(Mark.DELETED, " ".join(before))
        yield Part(Mark.INSERTED, " ".join(after))
        return
    for tag, i, j, k, m in SequenceMatcher(None, before, after).get_opcodes():
        if tag == "equal":
            yield Part(Mark.SAME, " ".join(before[i:j]))
            continue
        if i < j:
            yield Part(Mark.DELETED, " ".join(before[i:j]))
        if k < m:
            yield Part(Mark.INSERTED, " ".join(after[k:m]))
