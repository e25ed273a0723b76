"""The step of the log-in that asks for the second factor."""

from __future__ import annotations

from typing import Any

from allauth.mfa.stages import AuthenticateStage

from mitsprache.accounts.throttle import fingerprint


class SecondFactorStage(AuthenticateStage):  # type: ignore[misc]
    """Remembers with which password the first step was done.

    So a log-in that stands between the steps ends when the password is reset (forms compare).
    """

    def handle(self) -> tuple[Any, bool]:
        """Ask for the second factor where the account has one."""
        response, go_on = super().handle()
        if response is not None:
            self.state["password"] = fingerprint(self.login.user)
        return response, go_on
