"""What higher apps do when a session was saved, within the same transaction."""

from __future__ import annotations

from collections.abc import Callable

from mitsprache.meetings.models import Meeting

Reaction = Callable[[Meeting], None]
"""Gets the session as it is now stored. It runs inside the operation that saved it, so it may write;
a ValidationError undoes the save."""

_reactions: list[Reaction] = []


def on_saved(reaction: Reaction) -> None:
    """Have `reaction` called after each save of a session. Once per reaction."""
    if reaction not in _reactions:
        _reactions.append(reaction)


def saved(meeting: Meeting) -> None:
    """Call every reaction."""
    for reaction in _reactions:
        reaction(meeting)
