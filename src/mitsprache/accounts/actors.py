"""From a request's account to the actor that permissions ask about."""

from __future__ import annotations

from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest

from mitsprache.accounts.enums import NEEDS_SECOND_FACTOR
from mitsprache.accounts.models import User
from mitsprache.kernel.actor import ANONYMOUS, Actor, ActorKind


def actor_of_user(user: User, *, second_factor: bool) -> Actor:
    """Return the actor of `user`; without a second factor the roles that need one are left out."""
    roles = frozenset(
        name
        for name in user.roles.values_list("name", flat=True)
        if second_factor or name not in NEEDS_SECOND_FACTOR
    )
    return Actor(kind=ActorKind.USER, user_id=user.pk, name=str(user), roles=roles)


def actor_for(request: HttpRequest) -> Actor:
    """Return who acts in `request`; the log-in asks for a second factor where one is set up."""
    if not (request.session.session_key and isinstance(request.user, User)):
        return ANONYMOUS
    return actor_of_user(request.user, second_factor=is_mfa_enabled(request.user))
