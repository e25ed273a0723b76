"""What a member sees of the votes it takes part in, on its own phone."""

from __future__ import annotations

from dataclasses import dataclass

from mitsprache.council.enums import DeviceVotes
from mitsprache.council.queries import rules_for
from mitsprache.kernel.actor import Actor
from mitsprache.proceedings.enums import VoteKind, VoteState
from mitsprache.proceedings.models import Ballot, DeviceBallot, Vote
from mitsprache.proceedings.voting import entitled_to

MOST = 30
"""Recorded votes on the page, the latest ones."""


@dataclass(frozen=True, slots=True)
class OpenVote:
    """A vote that runs in a session in which the viewer is on the list.

    Attributes:
        vote: the vote; its items are read.
        titles: what it is about.
        own: what the viewer voted on the phone so far.
        is_offered: whether it can vote here: entitled, offered by the rules, not secret.
        is_binding: whether it counts.
        why_not: why it can't vote here, one of 'secret', 'rules', 'entitled', or ''.
    """

    vote: Vote
    titles: list[str]
    own: DeviceBallot | None
    is_binding: bool
    why_not: str

    @property
    def is_offered(self) -> bool:
        """Whether the viewer can vote here."""
        return not self.why_not


def open_votes(viewer: Actor) -> list[OpenVote]:
    """Return the votes that run where the viewer is on the attendance list.

    Only one vote runs in a session at a time, and a member sits in one session at a time.
    """
    if viewer.user_id is None:
        return []
    votes = (
        Vote.objects.filter(
            state=VoteState.OPEN,
            sitting__closed_at=None,
            sitting__participants__person__user=viewer.user_id,
        )
        .select_related("sitting__meeting__term", "sitting__meeting__organization")
        .prefetch_related("items")
        .distinct()
    )
    return [_open(viewer, vote, viewer.user_id) for vote in votes]


def _open(viewer: Actor, vote: Vote, user: int) -> OpenVote:
    rules = rules_for(vote.sitting.meeting.term)
    entitled = any(
        one.person is not None and one.person.user_id == user
        for one in entitled_to(viewer, vote.sitting, vote)
    )
    why_not = ""
    if vote.kind == VoteKind.SECRET:
        why_not = "secret"
    elif rules.device_votes == DeviceVotes.NONE:
        why_not = "rules"
    elif not entitled:
        why_not = "entitled"
    own = DeviceBallot.objects.filter(vote=vote, participant__person__user=user).first()
    return OpenVote(
        vote=vote,
        titles=[item.title for item in vote.items.all()] if entitled else [],
        own=own,
        is_binding=rules.device_votes == DeviceVotes.BINDING,
        why_not=why_not,
    )


def recorded(viewer: Actor) -> list[Ballot]:
    """Return what was recorded for the viewer in roll calls, the latest first. Two queries."""
    if viewer.user_id is None:
        return []
    return list(
        Ballot.objects.filter(participant__person__user=viewer.user_id)
        .exclude(vote__state=VoteState.VOID)
        .select_related("vote__sitting__meeting")
        .prefetch_related("vote__items")
        .order_by("-vote__opened_at", "-pk")[:MOST]
    )
