"""Who may do what with papers. Asked without a record, a rule answers for the role alone."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from mitsprache.kernel.access import Denied, Predicate, Verdict, has_role, predicate
from mitsprache.kernel.actor import Actor
from mitsprache.kernel.records import record_permissions
from mitsprache.papers.enums import PaperState, SignatureState
from mitsprache.papers.models import Originator

is_office = has_role("office", "administration")
is_member = has_role("member", "deputy", "chair")


@predicate
def is_draft(_actor: Actor, target: Any) -> Verdict:
    """Whether the paper has no number yet; a number that vanished would leave a gap."""
    if target is None or target.state == PaperState.DRAFT:
        return True
    return Denied(
        _("Eine eingereichte Drucksache lässt sich nicht löschen. Ziehen Sie sie zurück.")
    )


@predicate
def is_author(actor: Actor, target: Any) -> Verdict:
    """Whether the actor's person brings the paper in, as the first and not as co-signer."""
    if target is None:
        return True
    return (
        actor.user_id is not None
        and Originator.objects.filter(
            paper=target, person__user=actor.user_id, is_co_signer=False
        ).exists()
    )


@predicate
def is_with_author(_actor: Actor, target: Any) -> Verdict:
    """Whether the paper is a draft that its author did not hand in."""
    if target is None or (target.state == PaperState.DRAFT and target.handed_in_at is None):
        return True
    return Denied(_("Die Drucksache liegt schon bei der Geschäftsstelle."))


@predicate
def is_asked(actor: Actor, target: Any) -> Verdict:
    """Whether the actor's person was asked to co-sign and has not answered."""
    if target is None:
        return True
    return (
        actor.user_id is not None
        and target.state == SignatureState.ASKED
        and target.person is not None
        and target.person.user_id == actor.user_id
    )


writes_own = is_member & is_author & is_with_author

PERMISSIONS: dict[str, Predicate] = {
    "papers.read": has_role("office", "administration", "chair"),
    "papers.create_paper": is_office,
    "papers.update_paper": is_office,
    "papers.delete_paper": is_office & is_draft,
    "papers.submit_paper": is_office,
    "papers.give_back_paper": is_office,
    "papers.revise_paper": is_office,
    "papers.withdraw_paper": is_office,
    **record_permissions("papers", "originator", is_office),
    **record_permissions("papers", "consultation", is_office),
    **record_permissions("papers", "file", is_office),
    # Versions follow from submitting and revising; only files bring them by themselves.
    **record_permissions("papers", "version", has_role()),
    "papers.read_own": is_member,
    "papers.create_own": is_member,
    "papers.update_own": writes_own,
    "papers.delete_own": writes_own,
    "papers.hand_in_own": writes_own,
    "papers.ask_co_signer": writes_own,
    "papers.answer_request": is_member & is_asked,
}
