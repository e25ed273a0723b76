"""Writes of the workspace itself."""

from __future__ import annotations

from mitsprache.accounts.models import User
from mitsprache.kernel import store
from mitsprache.kernel.actor import Actor
from mitsprache.kernel.operation import operation


@operation(permission="office.choose_language")
def choose_language(*, actor: Actor, language: str) -> User:
    """Set the language of the actor's own account.

    Raises:
        ValidationError: the workspace does not speak `language`.
    """
    return store.update(User.objects.get(pk=actor.user_id or 0), language=language)
