"""What becomes of a dispatch: taken, sent, failed, come back, sent again."""

from __future__ import annotations

import secrets

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from mitsprache.invitations import tasks
from mitsprache.invitations.enums import Channel, DeliveryState
from mitsprache.invitations.models import AgendaVersion, Delivery, Invitation, Link
from mitsprache.invitations.permissions import token_hash
from mitsprache.kernel import clock, store
from mitsprache.kernel.actor import Actor
from mitsprache.kernel.operation import operation

UNCERTAIN = gettext_noop(
    "Der Versand wurde unterbrochen. Ob die Mail ankam, ist nicht sicher; fragen Sie nach, bevor Sie "
    "sie noch einmal senden."
)


def _locked(delivery: Delivery) -> None:
    row = Delivery.objects.select_for_update().get(pk=delivery.pk)
    for name in ("state", "job", "attempts", "will_retry", "reason", "email"):
        setattr(delivery, name, getattr(row, name))


def _new_link(invitation: Invitation, token: str) -> None:
    store.create(Link(invitation=invitation, token_hash=token_hash(token), created_at=clock.now()))


@operation(permission="invitations.deliver", target="delivery")
def begin(*, actor: Actor, delivery: Delivery, token: str, job: str) -> bool:
    """Take a mail in order to send it; False if it is not to be sent (any more).

    Whoever takes it has it alone. A job that finds a mail taken by its own earlier attempt was killed
    between taking and sending: it leaves the decision to the office, so that no mail goes out twice.
    """
    _locked(delivery)
    if delivery.state == DeliveryState.SENDING and job and delivery.job == job:
        store.update(delivery, state=DeliveryState.FAILED, reason=UNCERTAIN, will_retry=False)
        return False
    free = delivery.state == DeliveryState.WAITING or delivery.will_retry
    if not free or delivery.channel != Channel.MAIL:
        return False
    _new_link(delivery.invitation, token)
    store.update(
        delivery,
        state=DeliveryState.SENDING,
        job=job,
        attempts=delivery.attempts + 1,
        reason="",
        will_retry=False,
    )
    return True


@operation(permission="invitations.deliver", target="delivery")
def end(*, actor: Actor, delivery: Delivery, reason: str = "", will_retry: bool = False) -> None:
    """Note that a mail was taken by the mail server, or why it was not."""
    if reason:
        store.update(
            delivery, state=DeliveryState.FAILED, reason=reason[:300], will_retry=will_retry
        )
    else:
        store.update(
            delivery,
            state=DeliveryState.SENT,
            sent_at=clock.now(),
            reason="",
            will_retry=False,
        )


@operation(permission="invitations.send_again", target="delivery")
def send_again(*, actor: Actor, delivery: Delivery) -> None:
    """Send a mail that failed or came back once more, to the address that the person has now.

    Raises:
        ValidationError: it neither failed nor came back, or the person has no address.
    """
    from mitsprache.invitations.people import address_of

    _locked(delivery)
    if not delivery.can_be_sent_again:
        raise ValidationError(
            _("Noch einmal gesendet wird nur, was fehlgeschlagen ist oder zurückkam.")
        )
    address = address_of(delivery.invitation.person)
    if not address:
        raise ValidationError(
            _(
                "Die Person hat keine E-Mail-Adresse. Tragen Sie eine ein, oder schicken Sie einen Brief."
            )
        )
    store.update(delivery, state=DeliveryState.WAITING, email=address, reason="")
    tasks.send.enqueue(delivery=delivery.pk)


@operation(permission="invitations.note_delivery", target="delivery")
def note_bounce(*, actor: Actor, delivery: Delivery, reason: str = "") -> None:
    """Note that a mail came back.

    Raises:
        ValidationError: it was not sent by mail.
    """
    _locked(delivery)
    if delivery.state != DeliveryState.SENT or delivery.channel != Channel.MAIL:
        raise ValidationError(_("Zurückkommen kann nur eine gesendete E-Mail."))
    store.update(delivery, state=DeliveryState.BOUNCED, reason=reason.strip()[:300])


@operation(permission="invitations.note_delivery", target="delivery")
def note_posted(*, actor: Actor, delivery: Delivery) -> None:
    """Note that a letter was posted or handed over.

    Raises:
        ValidationError: it is no letter, or was posted already.
    """
    _locked(delivery)
    if delivery.channel != Channel.LETTER or delivery.state != DeliveryState.WAITING:
        raise ValidationError(_("Das ist kein Brief, der noch auf die Post wartet."))
    store.update(delivery, state=DeliveryState.SENT, sent_at=clock.now())


@operation(permission="invitations.print", target="version")
def link_letters(*, actor: Actor, version: AgendaVersion) -> list[tuple[Delivery, str]]:
    """Return the letters of a version that were not posted yet, each with a token for its link."""
    rows = version.deliveries.filter(
        channel=Channel.LETTER, state=DeliveryState.WAITING
    ).select_related(
        "invitation__person", "invitation__meeting", "invitation__stands_in_for__person"
    )
    letters = []
    for row in rows:
        token = secrets.token_urlsafe(24)
        _new_link(row.invitation, token)
        letters.append((row, token))
    return letters
