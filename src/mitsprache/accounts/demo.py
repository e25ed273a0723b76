"""The demo's log-ins: one for each role, invented, with passwords that everybody may know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp

from mitsprache.accounts.enums import DEMO_DOMAIN, NEEDS_SECOND_FACTOR, RoleName
from mitsprache.accounts.models import User
from mitsprache.accounts.operations import create_account
from mitsprache.kernel.actor import command

PASSWORD: Final = "hallo-dortmund-2026"  # noqa: S105
TOTP_KEY: Final = "MITSPRACHEDEMOMITSPRACHEDEMOABCD"


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """A log-in: its address, the name the office shows, its role.

    `person` is the key of the invented person of the demo's council who logs in with it, if any.
    """

    email: str
    name: str
    role: RoleName
    person: str = ""

    @property
    def needs_code(self) -> bool:
        """Whether the log-in asks for six digits too."""
        return self.role in NEEDS_SECOND_FACTOR


PERSONS: Final = {
    RoleName.CHAIR: "halina-brzezicka",
    RoleName.MEMBER: "nergis-altunkaya",
    RoleName.DEPUTY: "zeynep-akdogu",
}
"""Keys of persons in demo/dortmund/persons.yaml; the deputy is the member's."""
ACCOUNTS: Final = tuple(
    DemoAccount(f"{role.value}@{DEMO_DOMAIN}", f"Demo: {role.label}", role, PERSONS.get(role, ""))
    for role in RoleName
)


def create() -> None:
    """Create the log-ins that are missing; those that are there keep what was changed in them."""
    existing = set(User.objects.values_list("email", flat=True))
    for account in ACCOUNTS:
        if account.email in existing:
            continue
        user = create_account(
            actor=command("mitsprache demo"),
            email=account.email,
            name=account.name,
            password=PASSWORD,
            roles=[account.role],
        )
        if account.needs_code:
            Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).delete()
            totp.TOTP.activate(user, TOTP_KEY)


def present_code() -> str:
    """Return the six digits that hold now."""
    counters = list(totp.yield_hotp_counters_from_time())
    return str(totp.format_hotp_value(totp.hotp_value(TOTP_KEY, counters[len(counters) // 2])))
