"""Who may write, sign and publish minutes, and who sees allowances."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from mitsprache.accounts.enums import RoleName
from mitsprache.kernel.access import Denied, Predicate, Verdict, has_role, is_known, predicate
from mitsprache.kernel.actor import Actor
from mitsprache.kernel.records import record_permissions

writes = has_role(RoleName.OFFICE, RoleName.ADMINISTRATION, RoleName.CHAIR)
is_staff = has_role(RoleName.OFFICE, RoleName.ADMINISTRATION)


@predicate
def is_own_signature(actor: Actor, target: Any) -> Verdict:
    """Whether the signature is to be given by the person whose account acts."""
    if actor.user_id is None or target is None or target.person.user_id != actor.user_id:
        return Denied(_("Unterschreiben kann nur die Person selbst, mit ihrem eigenen Zugang."))
    return True


@predicate
def is_other_than_preparer(actor: Actor, target: Any) -> Verdict:
    """Whether somebody else prepared the list of allowances (four eyes)."""
    if actor.user_id is None:
        return Denied(_("Freigeben kann nur eine Person mit eigenem Zugang."))
    if target is not None and target.prepared_by_account == actor.user_id:
        return Denied(
            _("Die Liste haben Sie selbst aufgestellt. Freigeben muss sie eine zweite Person.")
        )
    return True


@predicate
def never(actor: Actor, target: Any) -> Verdict:
    """Nobody: items of minutes come and go with the agenda."""
    return Denied(_("Punkte der Niederschrift entstehen aus der Tagesordnung."))


PERMISSIONS: dict[str, Predicate] = {
    "minutes.read": writes,
    "minutes.generate": writes,
    "minutes.discard": writes,
    **record_permissions("minutes", "item", never),
    "minutes.update_item": writes,
    "minutes.settle_proposal": writes,
    "minutes.release": writes,
    "minutes.reopen": writes,
    "minutes.see_own": is_known,
    "minutes.sign": is_own_signature,
    "minutes.record_signature": is_staff,
    "minutes.publish": is_staff,
    "minutes.withdraw": is_staff,
    **record_permissions("minutes", "correction", is_staff),
    "minutes.read_allowances": is_staff,
    "minutes.prepare_allowances": is_staff,
    "minutes.release_allowances": is_staff & is_other_than_preparer,
}
