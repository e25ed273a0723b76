"""Sending one mail, at most once (docs/invitations.md says what that means)."""

from __future__ import annotations

import secrets
import smtplib
from dataclasses import dataclass

from django.core.mail import get_connection
from django.utils.translation import gettext as _

from mitsprache.invitations import operations_delivery as operations
from mitsprache.invitations import tasks
from mitsprache.invitations.mails import build
from mitsprache.invitations.models import Delivery
from mitsprache.kernel import jobs

TEMPORARY = range(400, 500)
"""Codes by which a mail server says: not now."""


class NotNow(Exception):
    """The mail could not be handed over, and it makes sense to try again later."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a mail was not handed over, in words for the office."""

    reason: str
    will_retry: bool


def deliver(pk: int, job: str) -> None:
    """Send a dispatch that waits.

    Raises:
        NotNow: the job queue should try again.
    """
    delivery = (
        Delivery.objects.select_related(
            "version",
            "invitation__person",
            "invitation__stands_in_for__person",
            "invitation__membership",
            "invitation__meeting__term",
            "invitation__meeting__organization",
            "invitation__meeting__location",
        )
        .filter(pk=pk)
        .first()
    )
    if delivery is None:
        return
    token = secrets.token_urlsafe(24)
    message = build(delivery, token)
    actor = tasks.worker()
    if not operations.begin(actor=actor, delivery=delivery, token=token, job=job):
        return
    trouble = hand_over(message)
    if trouble is None:
        operations.end(actor=actor, delivery=delivery)
        return
    again = trouble.will_retry and not jobs.is_last_attempt()
    operations.end(actor=actor, delivery=delivery, reason=trouble.reason, will_retry=again)
    if trouble.will_retry:
        raise NotNow(trouble.reason)


def hand_over(message: object) -> Trouble | None:
    """Give a mail to the mail server; None if it took it.

    What fails before the mail itself is spoken can be tried again. Where the line breaks while it is
    spoken, nobody knows whether it was taken, so that is left to the office.
    """
    connection = get_connection()
    try:
        connection.open()
    except OSError as error:
        return Trouble(
            _("Der Mailserver war nicht erreichbar: %(error)s") % {"error": error}, will_retry=True
        )
    try:
        connection.send_messages([message])  # type: ignore[list-item]
    except smtplib.SMTPException as error:
        return _refused(error)
    except OSError as error:
        return Trouble(
            _("Die Verbindung brach ab: %(error)s. Ob die Mail ankam, ist nicht sicher.")
            % {"error": error},
            will_retry=False,
        )
    finally:
        connection.close()
    return None


def _refused(error: smtplib.SMTPException) -> Trouble:
    code: int
    text: object
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, text = next(iter(error.recipients.values()))
    elif isinstance(error, smtplib.SMTPResponseException):
        code, text = error.smtp_code, error.smtp_error
    else:
        return Trouble(
            _("Die Verbindung brach ab: %(error)s. Ob die Mail ankam, ist nicht sicher.")
            % {"error": error},
            will_retry=False,
        )
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text)
    reason = _("Der Mailserver lehnte ab: %(code)s %(text)s") % {"code": code, "text": words}
    return Trouble(reason, will_retry=code in TEMPORARY)
