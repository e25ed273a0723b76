"""Writes to the speakers list: asking, withdrawing, calling, ending."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from mitsprache.kernel import clock, store
from mitsprache.kernel.actor import Actor
from mitsprache.kernel.operation import operation
from mitsprache.proceedings.enums import SpeechKind
from mitsprache.proceedings.locks import hold
from mitsprache.proceedings.models import Bias, Participant, Sitting, Speech
from mitsprache.proceedings.queries_speakers import speakers_of


@operation(permission="proceedings.ask_to_speak", target="participant")
def ask_to_speak(
    *, actor: Actor, participant: Participant, kind: str = SpeechKind.SPEECH
) -> Speech:
    """Put somebody on the list for the present item; who stands there already keeps the place.

    Raises:
        ValidationError: the session is over, or the person is not in the room or biased.
    """
    row = _open(participant.sitting)
    if not participant.presences.filter(until_at=None).exists():
        raise ValidationError(
            _("%(name)s ist nicht im Raum und kann sich deshalb nicht melden.")
            % {"name": participant}
        )
    item = row.current_item
    if item and Bias.objects.filter(item=item, participant=participant).exists():
        raise ValidationError(
            _("%(name)s ist bei diesem Punkt befangen und nimmt an der Beratung nicht teil.")
            % {"name": participant}
        )
    now = clock.now()
    waiting = row.speeches.filter(
        participant=participant, kind=kind, started_at=None, withdrawn_at=None
    ).first()
    if waiting is not None and waiting.item_id == row.current_item_id:
        return waiting
    if waiting is not None:  # left over from an item that is done
        store.update(waiting, withdrawn_at=now)
    return store.create(
        Speech(sitting=row, item=item, participant=participant, kind=kind, asked_at=now)
    )


@operation(permission="proceedings.withdraw_speech", target="speech")
def withdraw_speech(*, actor: Actor, speech: Speech) -> None:
    """Take a request back; nothing happens where it was taken back already.

    Raises:
        ValidationError: the speaker was called meanwhile, or the session is over.
    """
    _open(speech.sitting)
    speech = Speech.objects.get(pk=speech.pk)
    if speech.started_at is not None:
        raise ValidationError(_("%(name)s ist schon aufgerufen.") % {"name": speech.participant})
    if speech.withdrawn_at is None:
        store.update(speech, withdrawn_at=clock.now())


@operation(permission="proceedings.call_speaker", target="sitting")
def call_speaker(*, actor: Actor, sitting: Sitting, speech: Speech | None = None) -> Speech:
    """Give the floor to `speech`, else to who is next; who has it so far is done.

    Who declared bias after asking is passed over.

    Raises:
        ValidationError: nobody waits, the request is gone, or the session is over.
    """
    row = _open(sitting)
    biased = set(
        Bias.objects.filter(item=row.current_item_id).values_list("participant_id", flat=True)
    )
    waiting = [one for one in speakers_of(actor, row).waiting if one.participant_id not in biased]
    called = next((one for one in waiting if speech is None or one.pk == speech.pk), None)
    if called is None:
        raise ValidationError(
            _("Diese Meldung gibt es nicht mehr.") if speech else _("Niemand hat sich gemeldet.")
        )
    now = clock.now()
    _end_all(row)
    return store.update(called, started_at=now)


@operation(permission="proceedings.end_speech", target="sitting")
def end_speech(*, actor: Actor, sitting: Sitting) -> None:
    """Take the floor back; nothing happens where nobody has it."""
    _end_all(_open(sitting))


def _end_all(sitting: Sitting) -> None:
    for speech in sitting.speeches.filter(ended_at=None).exclude(started_at=None):
        store.update(speech, ended_at=clock.now())


def _open(sitting: Sitting) -> Sitting:
    row = hold(sitting)
    if row.closed_at is not None:
        raise ValidationError(_("Die Sitzung ist geschlossen."))
    return row
