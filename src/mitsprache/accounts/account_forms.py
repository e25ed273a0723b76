"""The administration's form for an account."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from mitsprache.accounts.enums import RoleName
from mitsprache.accounts.models import User

LANGUAGES = User._meta.get_field("language").choices or ()


class AccountForm(forms.Form):
    """Name, address, language and roles."""

    name = forms.CharField(label=_("Name"), max_length=150)
    email = forms.EmailField(
        label=_("E-Mail"),
        help_text=_("Damit meldet sich die Person an, und dorthin gehen alle Mails."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    language = forms.ChoiceField(label=_("Sprache des Büros"), choices=LANGUAGES)
    roles = forms.MultipleChoiceField(
        label=_("Rollen"),
        choices=RoleName.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Administration und Geschäftsstelle gelten erst mit einem zweiten Faktor."),
    )


class AccountChangeForm(AccountForm):
    """The same, and the state of the account when the form was opened."""

    seen = forms.CharField(widget=forms.HiddenInput)


def state_of(account: User) -> str:
    """Return a mark of everything the form shows, to tell whether somebody else saved meanwhile."""
    return salted_hmac("accounts.form", json.dumps(values_of(account), sort_keys=True)).hexdigest()


def values_of(account: User) -> dict[str, Any]:
    """Return what the form begins with."""
    return {
        "name": account.name,
        "email": account.email,
        "language": account.language,
        "roles": sorted(account.roles.values_list("name", flat=True)),
    }
