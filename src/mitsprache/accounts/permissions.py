"""Who may do what with accounts."""

from __future__ import annotations

from typing import Any

from mitsprache.accounts.enums import RoleName
from mitsprache.kernel.access import Predicate, Verdict, has_role, is_known, predicate
from mitsprache.kernel.actor import Actor

is_administration = has_role(RoleName.ADMINISTRATION)


@predicate
def is_own_account(actor: Actor, target: Any) -> Verdict:
    """Whether the account is the actor's."""
    return target is not None and actor.user_id == target.pk


PERMISSIONS: dict[str, Predicate] = {
    "accounts.manage_own": is_known,
    "accounts.change_password": is_own_account,
    "accounts.reset_password": is_own_account,
    "accounts.end_own_session": is_own_account,
    "accounts.read": is_administration,
    "accounts.create_account": is_administration,
    "accounts.update_account": is_administration,
    "accounts.set_roles": is_administration,
    "accounts.invite": is_administration,
    "accounts.deactivate_account": is_administration,
    "accounts.activate_account": is_administration,
    "accounts.remove_second_factor": is_administration,
}
