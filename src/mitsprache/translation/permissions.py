"""Who may translate what. Translators see only what everybody sees."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from mitsprache.kernel.access import Denied, Predicate, Verdict, has_role, predicate
from mitsprache.kernel.actor import Actor
from mitsprache.translation.registry import is_public

is_staff = has_role("office", "administration")


@predicate
def is_shown(_actor: Actor, target: Any) -> Verdict:
    """Whether everybody can see the record; without one the question is about the pages."""
    if target is None or is_public(target):
        return True
    return Denied(_("Dieser Text ist noch nicht öffentlich."))


PERMISSIONS: dict[str, Predicate] = {
    "translation.translate": is_staff | (has_role("translator") & is_shown),
}
