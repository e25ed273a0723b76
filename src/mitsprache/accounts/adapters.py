"""Where django-allauth asks how this site wants things."""

from __future__ import annotations

import base64
import hashlib
import logging
import time
from collections.abc import Iterable
from io import StringIO
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.stagekit import clear_login
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from allauth.usersessions.models import UserSession
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import resolve, reverse
from django.utils import translation
from django.utils.encoding import force_bytes
from django.utils.html import format_html
from django.utils.translation import gettext as _

from mitsprache.accounts import mails, operations
from mitsprache.accounts.actors import actor_of_user, owes_second_factor, standing_of
from mitsprache.accounts.backends import AccountBackend
from mitsprache.accounts.log import note
from mitsprache.accounts.models import User
from mitsprache.accounts.throttle import password_budget
from mitsprache.kernel.access import Requires, access_of, may

log = logging.getLogger(__name__)


def display_name(user: User) -> str:
    """Return what allauth calls an account."""
    return str(user)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Log-in, passwords and the mails about them."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody registers alone; the administration makes accounts."""
        return False

    def get_login_stages(self) -> list[str]:
        """Put our step for the second factor in place of allauth's."""
        ours = "mitsprache.accounts.stages.SecondFactorStage"
        theirs = "allauth.mfa.stages.AuthenticateStage"
        return [ours if path == theirs else path for path in super().get_login_stages()]

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the try: on the browser's own budget if the account knows it, else on strangers'."""
        known, usage = password_budget(request, credentials.get("email", ""))
        if not known:
            super().pre_authenticate(request, **credentials)
            return
        self._login_failed_rl_usage = usage
        if usage is None:
            raise self.validation_error("too_many_login_attempts")

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """Stop accounts that can't log in, by whichever way they came."""
        if not AccountBackend().user_can_authenticate(user):
            clear_login(request)
            return HttpResponseRedirect(reverse("account_inactive"))
        return super().pre_login(request, user, **kwargs)  # type: ignore[no-any-return]

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Go to the office where one may enter it, else to the own account."""
        view = resolve(settings.LOGIN_REDIRECT_URL).func
        access = access_of(view)
        actor = standing_of(request).full_actor
        if isinstance(access, Requires) and may(actor, access.permission):
            return str(settings.LOGIN_REDIRECT_URL)
        return reverse("account_home")

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Ask again before sensitive steps, but not somebody who logged in a moment ago.

        A session that is older than the account's second factor has to give that first; with the
        password alone it could otherwise set up a factor of its own.
        """
        request = context.request
        if owes_second_factor(request):
            return True
        records = get_authentication_records(request, request.user)
        moment = time.time() - settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
        if any(record["at"] > moment for record in records):
            return False
        return bool(super().is_reauthentication_required(app=app))

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Offer the password only where it says enough."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        if owes_second_factor(context.request):
            return [method for method in methods if method["id"].startswith("mfa_")]
        return methods

    def set_password(self, user: User, password: str) -> None:
        """Store a new password, as an audited operation of its owner."""
        known = self.request.user.pk == user.pk
        write = operations.change_password if known else operations.reset_password
        account = User.objects.get(pk=user.pk)  # what allauth hands over may be a lazy stand-in
        write(actor=actor_of_user(account, second_factor=False), account=account, password=password)
        user.password = account.password

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Build the link from the site's own address, never from the request's host."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return str(settings.BASE_URL) + path.replace("UID-KEY", key)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write in the account's language and send beside the request."""
        language = User.objects.filter(email__iexact=email).values_list("language", flat=True)
        values = {"request": self.request, "email": email, "site_name": mails.site_name()}
        with translation.override(language.first() or settings.LANGUAGE_CODE):
            mails.post(self.render_mail(template_prefix, email, values | context))


def _keys() -> MultiFernet:
    secrets = [force_bytes(s) for s in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    digests = [hashlib.sha256(b"second factor " + secret).digest() for secret in secrets]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Authenticator apps, recovery codes and passkeys."""

    def encrypt(self, text: str) -> str:
        """Keep secrets unreadable for who gets hold of the database alone."""
        return _keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Read what `encrypt` wrote, also with an earlier key.

        What no key opens becomes a secret that nobody knows, so that no code fits; an empty one
        would make codes that anybody can compute.
        """
        try:
            return _keys().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            log.exception("A second factor can't be read: was the secret key changed?")
            return str(generate_totp_secret())

    def get_totp_issuer(self) -> str:
        """Name the site in the app by its host."""
        return mails.site_name()

    def build_totp_svg(self, url: str) -> str:
        """Draw the QR code as one path: the page holds it itself, as `data:` pictures are refused."""
        import qrcode  # type: ignore[import-untyped]

        code = qrcode.QRCode(border=4)
        code.add_data(url)
        matrix = code.get_matrix()
        path = StringIO()
        for y, row in enumerate(matrix):
            for x, dark in enumerate(row):
                if dark:
                    path.write(f"M{x} {y}h1v1h-1z")
        return format_html(
            '<svg class="ms-qr" role="img" aria-label="{}" viewBox="0 0 {size} {size}">'
            '<rect class="ms-qr__paper" width="{size}" height="{size}"/>'
            '<path class="ms-qr__ink" d="{path}"/></svg>',
            _("QR-Code für die Authentifizierungs-App"),
            size=len(matrix),
            path=path.getvalue(),
        )


class SessionsAdapter(DefaultUserSessionsAdapter):  # type: ignore[misc]
    """Sessions that are ended from afar."""

    def end_sessions(self, sessions: Iterable[UserSession]) -> None:
        """End them and note whose they were."""
        for session in sessions:
            owner = session.user
            actor = actor_of_user(owner, second_factor=False)
            note(actor, "accounts.end_session", owner, {"browser": [session.user_agent, None]})
            session.end()
