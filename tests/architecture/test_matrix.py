"""Who may what: every permission for every role, as committed in permissions.txt.

A permission that asks about an object is tried without one here; what it says of objects is tested
where it stands.
"""

from __future__ import annotations

import os
from pathlib import Path

from mitsprache.accounts.enums import RoleName
from mitsprache.kernel.access import may, permission_names
from mitsprache.kernel.actor import ANONYMOUS, Actor, ActorKind

SNAPSHOT = Path(__file__).parent / "permissions.txt"
ROLES = [str(role.value) for role in RoleName]


def actors() -> dict[str, Actor]:
    """Return one actor of each role, a visitor, and somebody logged in without any role."""
    known = {
        role: Actor(kind=ActorKind.USER, user_id=1, name=role, roles=frozenset({role}))
        for role in ROLES
    }
    nobody = Actor(kind=ActorKind.USER, user_id=1, name="no role")
    return {"visitor": ANONYMOUS, "no role": nobody, **known}


def matrix() -> str:
    """Return a line for each permission with the roles that have it."""
    lines = []
    for permission in sorted(permission_names()):
        holders = [name for name, actor in actors().items() if may(actor, permission)]
        lines.append(f"{permission:40} {', '.join(holders) or '–'}")
    return "\n".join(lines) + "\n"


def test_who_may_what_is_as_committed() -> None:
    """After a wanted change: UPDATE_SNAPSHOTS=1 make test TESTS=tests/architecture."""
    if os.environ.get("UPDATE_SNAPSHOTS") == "1":
        SNAPSHOT.write_text(matrix(), encoding="utf-8")
    assert matrix() == SNAPSHOT.read_text(encoding="utf-8")


def test_a_visitor_may_nothing() -> None:
    assert [name for name in permission_names() if may(ANONYMOUS, name)] == []
