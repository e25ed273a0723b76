"""Who acts: the one argument that every read, write and permission takes."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class ActorKind(StrEnum):
    """What stands behind an actor."""

    ANONYMOUS = "anonymous"
    USER = "user"
    COMMAND = "command"


@dataclass(frozen=True, slots=True)
class Actor:
    """A person or command at the moment of acting.

    Attributes:
        kind: anonymous visitor, logged-in user, or a command run on the machine itself.
        user_id: primary key of the account, None for visitors and commands.
        name: what the audit log shows.
        roles: names of the roles that hold now (a role that needs a second factor is absent
            until the second factor was given).
    """

    kind: ActorKind = ActorKind.ANONYMOUS
    user_id: int | None = None
    name: str = ""
    roles: frozenset[str] = field(default_factory=frozenset)

    @property
    def is_known(self) -> bool:
        """Whether somebody logged in, or a command, acts."""
        return self.kind is not ActorKind.ANONYMOUS

    @property
    def is_command(self) -> bool:
        """Whether a command on the machine acts; it may do everything, as its user could anyway."""
        return self.kind is ActorKind.COMMAND

    def has_any(self, *roles: str) -> bool:
        """Whether one of `roles` holds."""
        return not self.roles.isdisjoint(roles)


ANONYMOUS = Actor()


def command(name: str) -> Actor:
    """Return the actor for a command line run such as `mitsprache load`."""
    return Actor(kind=ActorKind.COMMAND, name=name)
