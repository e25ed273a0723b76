"""From a request's account to the actor that permissions ask about."""

from __future__ import annotations

from dataclasses import dataclass, replace

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from mitsprache.accounts.enums import NEEDS_SECOND_FACTOR
from mitsprache.accounts.models import User
from mitsprache.kernel.actor import ANONYMOUS, Actor, ActorKind

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""What counts as a second factor; recovery codes only stand in for one."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Who acts, and the roles that hold only once a second factor is given."""

    actor: Actor = ANONYMOUS
    withheld: frozenset[str] = frozenset()

    @property
    def full_actor(self) -> Actor:
        """The actor that the second factor would make."""
        return replace(self.actor, roles=self.actor.roles | self.withheld)


def account_of(request: HttpRequest) -> User:
    """Return the account of a request that only logged-in people can make.

    Raises:
        TypeError: nobody is logged in.
    """
    if not isinstance(request.user, User):
        raise TypeError("nobody is logged in")
    return request.user


def has_second_factor(user: User) -> bool:
    """Whether the account has an authenticator app or a passkey."""
    return bool(Authenticator.objects.filter(user=user, type__in=FACTORS).exists())


def gave_second_factor(request: HttpRequest, user: User) -> bool:
    """Whether this very session went through the second factor, and the account still has one."""
    given = any(r.get("method") == "mfa" for r in get_authentication_records(request, user))
    return given and has_second_factor(user)


def owes_second_factor(request: HttpRequest) -> bool:
    """Whether the account has a second factor that this session never gave."""
    user = request.user
    return (
        isinstance(user, User) and has_second_factor(user) and not gave_second_factor(request, user)
    )


def actor_of_user(user: User, *, second_factor: bool) -> Actor:
    """Return the actor of `user`; without a second factor the roles that need one are left out."""
    roles = frozenset(
        name
        for name in user.roles.values_list("name", flat=True)
        if second_factor or name not in NEEDS_SECOND_FACTOR
    )
    return Actor(kind=ActorKind.USER, user_id=user.pk, name=str(user), roles=roles)


def standing_of(request: HttpRequest) -> Standing:
    """Return who acts in `request`."""
    if not (request.session.session_key and isinstance(request.user, User)):
        return Standing()
    actor = actor_of_user(request.user, second_factor=True)
    withheld = actor.roles & NEEDS_SECOND_FACTOR
    if not withheld or gave_second_factor(request, request.user):
        return Standing(actor)
    return Standing(replace(actor, roles=actor.roles - withheld), frozenset(withheld))
