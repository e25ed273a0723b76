"""Who may invite, answer, and ask for support."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from mitsprache.invitations.models import Invitation, Link
from mitsprache.kernel.access import Predicate, Verdict, has_role, predicate
from mitsprache.kernel.actor import Actor
from mitsprache.meetings.models import Meeting

prepares = has_role("office", "administration", "chair")
is_office = has_role("office", "administration")


def token_hash(token: str) -> str:
    """Return what is kept of a token. It is long and random, so one round of hashing will do."""
    return hashlib.sha256(token.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Opened:
    """An invitation with the token from the personal link that led to it."""

    invitation: Invitation
    token: str


@predicate
def holds_link(_actor: Actor, target: Any) -> Verdict:
    """Whether the token is one of the invitation's."""
    return (
        isinstance(target, Opened)
        and Link.objects.filter(
            invitation=target.invitation, token_hash=token_hash(target.token)
        ).exists()
    )


@predicate
def is_public_session(_actor: Actor, target: Any) -> Verdict:
    """Whether everybody knows of the session, and so may ask for support there."""
    return isinstance(target, Meeting) and target.is_public


@predicate
def is_command(actor: Actor, _target: Any) -> Verdict:
    """Whether the job queue acts."""
    return actor.is_command


PERMISSIONS: dict[str, Predicate] = {
    "invitations.read": prepares,
    "invitations.send": prepares,
    "invitations.send_again": prepares,
    "invitations.note_delivery": prepares,
    "invitations.note_reply": prepares,
    "invitations.print": prepares,
    "invitations.build_pack": prepares,
    "invitations.reply": holds_link,
    "invitations.deliver": is_command,
    "invitations.remind": is_command,
    "invitations.forget": is_command,
    "invitations.ask_support": is_public_session,
    "invitations.read_support": is_office,
    "invitations.settle_support": is_office,
}
