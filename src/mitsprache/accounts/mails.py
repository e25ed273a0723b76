"""Mails about an account, in its language."""

from __future__ import annotations

import logging
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from urllib.parse import urlsplit

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from mitsprache.accounts.models import User

log = logging.getLogger(__name__)


@cache
def _postman() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=2, thread_name_prefix="mail")


def _report(sent: Future[int]) -> None:
    error = sent.exception()
    if error is not None:
        log.error("A mail could not be sent: %s", error)


def post(message: EmailMessage) -> None:
    """Send `message` beside the request.

    A mail server's slowness would otherwise tell a stranger which addresses have an account, and
    its failure would make a page fail whose work is done. Mails that go to a file go at once.
    """
    if "smtp" not in settings.EMAIL_BACKEND:
        message.send()
        return
    _postman().submit(message.send).add_done_callback(_report)


def site_name() -> str:
    """Return the site's host name, by which mails and authenticator apps name it."""
    return urlsplit(settings.BASE_URL).hostname or "mitsprache"


def password_url(user: User) -> str:
    """Return the address, valid for settings.PASSWORD_RESET_TIMEOUT, at which to set a password."""
    path = reverse(
        "account_reset_password_from_key",
        kwargs={
            "uidb36": user_pk_to_url_str(user),
            "key": default_token_generator.make_token(user),
        },
    )
    return settings.BASE_URL + path


def tell(user: User, template: str, *, to: str | None = None, **context: object) -> None:
    """Send the mail `accounts/mail/<template>.txt`; its first line is the subject."""
    with translation.override(user.language):
        text = render_to_string(
            f"accounts/mail/{template}.txt",
            {"account": user, "site_name": site_name(), "base_url": settings.BASE_URL, **context},
        )
    subject, _line, body = text.strip().partition("\n")
    post(EmailMessage(subject.strip(), body.strip() + "\n", to=[to or user.email]))


def invite(user: User) -> None:
    """Send the link at which a new account's password is set."""
    tell(
        user,
        "invitation",
        url=password_url(user),
        days=settings.PASSWORD_RESET_TIMEOUT // (24 * 3600),
        forgotten_url=settings.BASE_URL + reverse("account_reset_password"),
    )
