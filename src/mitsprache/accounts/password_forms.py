"""allauth's forms about passwords, in our words: a label says enough, a placeholder twice the same."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    SetPasswordForm,
)
from django import forms
from django.utils.translation import gettext_lazy as _


class PlainFields(forms.Form):
    """Takes placeholders away and explains a new password in one sentence."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name == "password1":
                field.help_text = _(
                    "Mindestens 12 Zeichen, nicht nur Ziffern, nichts aus Namen oder Adresse. Gut "
                    "sind drei, vier Wörter, die sonst niemand so verbindet."
                )


class PlainLoginForm(PlainFields, LoginForm):  # type: ignore[misc]
    """Address and password."""


class PlainReauthenticateForm(PlainFields, ReauthenticateForm):  # type: ignore[misc]
    """The password once more."""


class PlainResetForm(PlainFields, ResetPasswordForm):  # type: ignore[misc]
    """The address to send the link to."""


class PlainResetKeyForm(PlainFields, ResetPasswordKeyForm):  # type: ignore[misc]
    """The new password, at the mailed link."""


class PlainChangePasswordForm(PlainFields, ChangePasswordForm):  # type: ignore[misc]
    """The old and the new password."""


class PlainSetPasswordForm(PlainFields, SetPasswordForm):  # type: ignore[misc]
    """The first password of an account without one."""
