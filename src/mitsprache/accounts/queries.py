"""Reads of accounts for the administration."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, QuerySet

from mitsprache.accounts.actors import FACTORS
from mitsprache.accounts.enums import NEEDS_SECOND_FACTOR
from mitsprache.accounts.models import User
from mitsprache.kernel.access import may
from mitsprache.kernel.actor import Actor
from mitsprache.kernel.pages.filters import search


@dataclass(frozen=True, slots=True)
class AccountLine:
    """An account as the list shows it.

    Attributes:
        account: with its roles at hand.
        has_second_factor: whether an app or a passkey is set up.
        lacks_second_factor: whether a role needs one and there is none.
        invited: whether nobody has set a password yet.
    """

    account: User
    roles: list[str]
    has_second_factor: bool
    lacks_second_factor: bool
    invited: bool


def _visible(viewer: Actor) -> QuerySet[User]:
    return User.objects.all() if may(viewer, "accounts.read") else User.objects.none()


def account_lines(viewer: Actor, *, text: str = "", role: str = "") -> list[AccountLine]:
    """Return the accounts with all of the words in name or address, and with the role."""
    factors = Authenticator.objects.filter(user=OuterRef("pk"), type__in=FACTORS)
    accounts = _visible(viewer).annotate(factor=Exists(factors)).prefetch_related("roles")
    if text:
        accounts = search(accounts, ("name", "email"), text)
    if role:
        accounts = accounts.filter(roles__name=role)
    lines = []
    for account in accounts.order_by("name", "email"):
        names = {given.name for given in account.roles.all()}
        lines.append(
            AccountLine(
                account=account,
                roles=[given.get_name_display() for given in account.roles.all()],
                has_second_factor=account.factor,
                lacks_second_factor=not account.factor
                and not names.isdisjoint(NEEDS_SECOND_FACTOR),
                invited=not account.has_usable_password(),
            )
        )
    return lines


def account_by_id(viewer: Actor, pk: int) -> User | None:
    """Return one account."""
    return _visible(viewer).filter(pk=pk).first()
