"""Addresses of log-in and account pages.

allauth's views declare no access. Here each of them gets an address in German and its access by
its name; a name that is not in the table, as a new version might bring one, stops the start.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from allauth.account import urls as account_urls
from allauth.mfa import urls as mfa_urls
from allauth.usersessions import urls as usersessions_urls
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, URLResolver, path, re_path

from mitsprache.accounts.middleware import OWN_ACCOUNT as OWN
from mitsprache.accounts.views.own import account_home, end_session
from mitsprache.kernel.access import PUBLIC, Access

OPENED: Final[dict[str, tuple[str, Access]]] = {
    "account_login": ("anmelden/", PUBLIC),
    "mfa_login_webauthn": ("anmelden/passkey/", PUBLIC),
    "mfa_authenticate": ("anmelden/zweiter-faktor/", PUBLIC),
    "account_logout": ("abmelden/", PUBLIC),
    "account_inactive": ("gesperrt/", PUBLIC),
    "account_reset_password": ("passwort-vergessen/", PUBLIC),
    "account_reset_password_done": ("passwort-vergessen/gesendet/", PUBLIC),
    "account_reset_password_from_key_done": ("passwort-vergessen/fertig/", PUBLIC),
    "account_reset_password_from_key": (
        r"^passwort-vergessen/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        PUBLIC,
    ),
    "account_reauthenticate": ("bestaetigen/", OWN),
    "mfa_reauthenticate": ("bestaetigen/zweiter-faktor/", OWN),
    "mfa_reauthenticate_webauthn": ("bestaetigen/passkey/", OWN),
    "account_change_password": ("passwort/", OWN),
    "account_set_password": ("passwort/setzen/", OWN),
    "mfa_index": ("zweiter-faktor/", OWN),
    "mfa_activate_totp": ("zweiter-faktor/app/", OWN),
    "mfa_deactivate_totp": ("zweiter-faktor/app/entfernen/", OWN),
    "mfa_view_recovery_codes": ("zweiter-faktor/ersatzcodes/", OWN),
    "mfa_generate_recovery_codes": ("zweiter-faktor/ersatzcodes/neu/", OWN),
    "mfa_download_recovery_codes": ("zweiter-faktor/ersatzcodes/datei/", OWN),
    "mfa_list_webauthn": ("zweiter-faktor/passkeys/", OWN),
    "mfa_add_webauthn": ("zweiter-faktor/passkeys/neu/", OWN),
    "mfa_edit_webauthn": ("zweiter-faktor/passkeys/<int:pk>/", OWN),
    "mfa_remove_webauthn": ("zweiter-faktor/passkeys/<int:pk>/entfernen/", OWN),
    "usersessions_list": ("geraete/", OWN),
}

CLOSED: Final = frozenset(
    {
        "account_signup",  # the administration makes accounts
        "account_email",  # and changes their addresses
        "account_email_verification_sent",
        "account_confirm_email",
        "account_confirm_login_code",  # there is no log-in by mailed code
    }
)

View = Callable[..., HttpResponseBase]


def opened(view: View, access: Access) -> View:
    """Return `view` with a declared access."""

    @functools.wraps(view, updated=())
    def call(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    call.access = access  # type: ignore[attr-defined]
    return call


def _flat(entries: Iterable[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for entry in entries:
        if isinstance(entry, URLResolver):
            yield from _flat(entry.url_patterns)
        else:
            yield entry


def under_our_rules(
    theirs: Iterable[URLPattern | URLResolver],
    opened_views: dict[str, tuple[str, Access]],
    closed: frozenset[str],
) -> list[URLPattern]:
    """Return allauth's views at our addresses, each with its access.

    Raises:
        ImproperlyConfigured: a view is neither opened nor closed, or the table names one that is
            not there.
    """
    views = {str(pattern.name): pattern.callback for pattern in _flat(theirs)}
    unknown = sorted(views.keys() - opened_views.keys() - closed)
    missing = sorted((opened_views.keys() | closed) - views.keys())
    if unknown or missing:
        raise ImproperlyConfigured(
            f"Tables in {__name__}: say the access of {unknown}; take out {missing}."
        )
    result = []
    for name, (address, access) in opened_views.items():
        make = re_path if address.startswith("^") else path
        result.append(make(address, opened(views[name], access), name=name))
    return result


urlpatterns: list[URLPattern | URLResolver] = [
    path("", account_home, name="account_home"),
    path("geraete/<int:pk>/abmelden/", end_session, name="account_end_session"),
    *under_our_rules(
        [*account_urls.urlpatterns, *mfa_urls.urlpatterns, *usersessions_urls.urlpatterns],
        OPENED,
        CLOSED,
    ),
]
