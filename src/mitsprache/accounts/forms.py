"""The second step of the log-in, counted and checked by our rules."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.core.internal.ratelimit import RateLimitUsage
from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import validate_totp_code
from allauth.mfa.utils import decrypt
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from allauth.mfa.webauthn.internal import auth as webauthn
from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mitsprache.accounts import mails, throttle
from mitsprache.accounts.enums import DEMO_DOMAIN
from mitsprache.accounts.models import User


def refuse_old_password(user: User) -> None:
    """End a log-in whose first step was done with a password that has been replaced since.

    Raises:
        ValidationError: it was.
    """
    stage = getattr(context.request, "_login_stage", None)
    if stage is not None and stage.state.get("password") != throttle.fingerprint(user):
        raise forms.ValidationError(
            _("Das Passwort wurde inzwischen geändert. Bitte melden Sie sich von vorn an.")
        )


def accepts(authenticator: Authenticator, user: User, code: str) -> bool:
    """Whether `code` is right, and for an app's code, whether it was not used already.

    The demo's accounts are shared, so there a code holds for everybody as long as it is valid.
    """
    is_app = authenticator.type == Authenticator.Type.TOTP
    if is_app and settings.DEMO and user.email.endswith(f"@{DEMO_DOMAIN}"):
        return bool(validate_totp_code(decrypt(authenticator.data["secret"]), code))
    if not authenticator.wrap().validate_code(code):
        return False
    return not is_app or throttle.use_code_once(user, code)


class CodeForm(forms.Form):
    """A code from an app or a recovery code. Mixed into allauth's forms before their own check."""

    user: User
    authenticator: Authenticator

    def _try(self) -> RateLimitUsage:
        usage = throttle.second_factor_budget(context.request, self.user)
        if usage is None:
            if throttle.first_today("warned", self.user):
                mails.tell(self.user, "second_factor_guessed")
            raise get_adapter().validation_error("too_many_login_attempts")
        return usage

    def clean_code(self) -> str:
        """Check the code; a wrong one costs a try, a right one gives it back."""
        refuse_old_password(self.user)
        usage = self._try()
        code = "".join(self.cleaned_data["code"].split())
        factors = Authenticator.objects.filter(user=self.user)
        codes = factors.exclude(type=Authenticator.Type.WEBAUTHN).order_by("-type")
        for authenticator in codes:
            if accepts(authenticator, self.user, code):
                authenticator.user = self.user
                self.authenticator = authenticator
                usage.rollback()
                return code
        if codes:
            self._emit_authentication_failed(codes[0])
        raise get_mfa_adapter().validation_error("incorrect_code")

    def _emit_authentication_failed(self, authenticator: Authenticator) -> None:
        raise NotImplementedError


class SecondFactorForm(CodeForm, AuthenticateForm):  # type: ignore[misc]
    """The second step of a log-in."""

    _emit_authentication_failed = AuthenticateForm._emit_authentication_failed  # noqa: SLF001


class SecondFactorAgainForm(CodeForm, ReauthenticateForm):  # type: ignore[misc]
    """The second factor given once more, before something sensitive."""

    _emit_authentication_failed = ReauthenticateForm._emit_authentication_failed  # noqa: SLF001


class CredentialField(forms.JSONField):
    """What the browser says of a passkey; endless brackets and numbers are refused like any damage."""

    def to_python(self, value: Any) -> Any:
        """Return the object that the browser sent."""
        try:
            found = super().to_python(value)
        except (RecursionError, ValueError):
            found = None
        if not isinstance(found, dict) and value not in self.empty_values:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return found

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Show nothing again: the browser asks the passkey anew."""
        return None


class LogInKeyForm(LoginWebAuthnForm):  # type: ignore[misc]
    credential = CredentialField(widget=forms.HiddenInput)


class KeyAgainForm(ReauthenticateWebAuthnForm):  # type: ignore[misc]
    credential = CredentialField(widget=forms.HiddenInput)


class SecondFactorKeyForm(AuthenticateWebAuthnForm):  # type: ignore[misc]
    """The second step of a log-in by passkey. It can't be guessed, so nothing is counted."""

    credential = CredentialField(widget=forms.HiddenInput)

    def clean_credential(self) -> Authenticator:
        """Check the browser's answer to our challenge."""
        refuse_old_password(self.user)
        answer: dict[str, Any] = self.cleaned_data["credential"]
        webauthn.parse_authentication_response(answer)
        return webauthn.complete_authentication(self.user, answer)


class AddKeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey or security key, in our words."""

    credential = CredentialField(widget=forms.HiddenInput)

    name = forms.CharField(
        label=gettext_lazy("Name"),
        required=False,
        max_length=100,
        help_text=gettext_lazy("Daran erkennen Sie ihn wieder, zum Beispiel: mein Telefon."),
    )
    passwordless = forms.BooleanField(
        label=gettext_lazy("Auch ohne Passwort damit anmelden"),
        required=False,
        initial=True,
        help_text=gettext_lazy(
            "Dann genügen Fingerabdruck, Gesicht oder PIN. Alte Sicherheitsschlüssel ohne PIN "
            "können das nicht; nehmen Sie den Haken dann weg."
        ),
    )
