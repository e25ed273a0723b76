"""Writes to minutes: generated, edited, signed, published."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from mitsprache.council.models import Person, RulesOfProcedure
from mitsprache.kernel import clock, store
from mitsprache.kernel.actor import Actor
from mitsprache.kernel.operation import operation
from mitsprache.kernel.records import RecordOperations
from mitsprache.meetings.models import Meeting
from mitsprache.minutes.corrections import check_correction
from mitsprache.minutes.domain.stints import ranges, stints
from mitsprache.minutes.enums import MinutesState, SignatureRole, SignatureWay
from mitsprache.minutes.facts import Entry, facts_of
from mitsprache.minutes.models import Correction, Minutes, MinutesItem, Signature
from mitsprache.proceedings.models import Sitting


def _locked(minutes: Minutes, *states: MinutesState) -> Minutes:
    """Return the minutes as they are now, locked against others; refuse them in other states."""
    row = Minutes.objects.select_for_update().get(pk=minutes.pk)
    if row.state not in states:
        raise ValidationError(
            _("Das geht in diesem Stand der Niederschrift nicht: %(state)s.")
            % {"state": row.get_state_display()}
        )
    return row


@operation(permission="minutes.generate", target="meeting")
def generate(*, actor: Actor, meeting: Meeting) -> Minutes:
    """Write the minutes of a session from its record, or renew those that are a draft.

    A text that somebody edited stays; what the record says now is kept beside it as a proposal.
    """
    if not meeting.items.exists():
        raise ValidationError(_("Die Sitzung hat noch keine Tagesordnung."))
    facts = facts_of(meeting)
    minutes = Minutes.objects.filter(meeting=meeting).first()
    if minutes is None:
        minutes = store.create(Minutes(key=meeting.key, meeting=meeting, record=facts.record))
    else:
        minutes = _locked(minutes, MinutesState.DRAFT)
        store.update(minutes, record=facts.record)
    known = {row.item_id: row for row in minutes.items.all()}
    for position, entry in enumerate(facts.entries):
        _write(minutes, known.get(entry.item.pk), entry, position)
    return minutes


def _write(minutes: Minutes, row: MinutesItem | None, entry: Entry, position: int) -> None:
    place: dict[str, Any] = {
        "position": position,
        "number": entry.number,
        "title": entry.item.title,
        "public": entry.public,
    }
    new: dict[str, Any] = {
        "text": entry.text,
        "internal": entry.internal,
        "generated": entry.text,
        "generated_internal": entry.internal,
    }
    none: dict[str, Any] = {"proposed": "", "proposed_internal": "", "has_proposal": False}
    if row is None:
        key = f"{minutes.key[:70]}--{entry.item.pk}"
        store.create(MinutesItem(key=key, minutes=minutes, item=entry.item, **place, **new))
    elif not row.is_edited:
        store.update(row, **place, **new, **none)
    elif (entry.text, entry.internal) == (row.generated, row.generated_internal):
        store.update(row, **place, **none)
    else:
        proposal: dict[str, Any] = {
            "proposed": entry.text,
            "proposed_internal": entry.internal,
            "has_proposal": True,
        }
        store.update(row, **place, **proposal)


@operation(permission="minutes.discard", target="minutes")
def discard(*, actor: Actor, minutes: Minutes) -> None:
    """Throw a draft away, so that items of the agenda can be deleted or minutes begun anew."""
    store.delete(_locked(minutes, MinutesState.DRAFT))


class ItemOperations(RecordOperations[MinutesItem]):
    """Items of minutes are edited while these are a draft; they come and go with the agenda."""

    def _update(
        self,
        *,
        actor: Actor,
        record: MinutesItem,
        values: Mapping[str, Any],
        expected_version: int | None = None,
    ) -> MinutesItem:
        _locked(record.minutes, MinutesState.DRAFT)
        return super()._update(
            actor=actor, record=record, values=values, expected_version=expected_version
        )


item = ItemOperations(MinutesItem, "item")


@operation(permission="minutes.settle_proposal", target="record")
def settle_proposal(*, actor: Actor, record: MinutesItem, take: bool) -> None:
    """Take what the record says now in place of the edited text, or leave that as it is."""
    _locked(record.minutes, MinutesState.DRAFT)
    if not record.has_proposal:
        raise ValidationError(_("Zu diesem Punkt gibt es keinen neuen Vorschlag."))
    values: dict[str, Any] = {
        "generated": record.proposed,
        "generated_internal": record.proposed_internal,
        "proposed": "",
        "proposed_internal": "",
        "has_proposal": False,
    }
    if take:
        values |= {"text": record.proposed, "internal": record.proposed_internal}
    store.update(record, **values)


@operation(permission="minutes.release", target="minutes")
def release(*, actor: Actor, minutes: Minutes) -> None:
    """Put the text to signature: from now on it changes only after it was taken back."""
    row = _locked(minutes, MinutesState.DRAFT)
    if row.items.filter(has_proposal=True).exists():
        raise ValidationError(
            _("Zu einzelnen Punkten gibt es neue Vorschläge. Entscheiden Sie zuerst darüber.")
        )
    for position, (role, person, items) in enumerate(_signers(row)):
        store.create(
            Signature(
                minutes=row,
                role=role,
                person=person,
                name=person.full_name,
                items=items,
                position=position,
            )
        )
    store.update(minutes, state=MinutesState.SIGNING)


def _signers(minutes: Minutes) -> list[tuple[SignatureRole, Person, str]]:
    """Return who has to sign, and for which items where the chair changed."""
    sitting = Sitting.objects.filter(meeting_id=minutes.meeting_id).first()
    rules = RulesOfProcedure.objects.filter(term_id=minutes.meeting.term_id).first()
    needs_co_signer = rules is None or rules.needs_co_signer
    if (
        sitting is None
        or sitting.chair is None
        or sitting.minute_taker is None
        or (needs_co_signer and sitting.co_signer is None)
    ):
        needed = [SignatureRole.CHAIR, SignatureRole.MINUTE_TAKER]
        needed += [SignatureRole.CO_SIGNER] if needs_co_signer else []
        raise ValidationError(
            _("Im Verlauf der Sitzung fehlt, wer unterschreibt. Nötig sind: %(roles)s.")
            % {"roles": ", ".join(str(role.label) for role in needed)}
        )
    led = list(minutes.items.order_by("position").values_list("number", "item__record__led_by_id"))
    order = [number for number, _person in led]
    found = stints(led, sitting.chair.pk)
    people = Person.objects.in_bulk([stint.person for stint in found])
    signers = [
        (
            SignatureRole.CHAIR,
            people[stint.person],
            ranges(stint.numbers, order) if len(found) > 1 else "",
        )
        for stint in found
    ]
    signers.append((SignatureRole.MINUTE_TAKER, sitting.minute_taker, ""))
    if needs_co_signer and sitting.co_signer is not None:
        signers.append((SignatureRole.CO_SIGNER, sitting.co_signer, ""))
    return signers


@operation(permission="minutes.reopen", target="minutes")
def reopen(*, actor: Actor, minutes: Minutes) -> None:
    """Take the text back from signature; signatures given so far fall away."""
    row = _locked(minutes, MinutesState.SIGNING)
    for signature in row.signatures.all():
        store.delete(signature)
    store.update(minutes, state=MinutesState.DRAFT)


@operation(permission="minutes.sign", target="signature")
def sign(*, actor: Actor, signature: Signature) -> None:
    """Sign by one's own account."""
    _sign(signature, at=clock.now(), way=SignatureWay.LOG_IN, by=actor.name)


@operation(permission="minutes.record_signature", target="signature")
def record_signature(*, actor: Actor, signature: Signature, signed_date: dt.date) -> None:
    """Record that somebody signed the printed minutes on `signed_date`."""
    if signed_date > clock.today():
        raise ValidationError(_("Der Tag der Unterschrift liegt in der Zukunft."))
    if signed_date < signature.minutes.meeting.local_date:
        raise ValidationError(_("Der Tag der Unterschrift liegt vor der Sitzung."))
    at = timezone.make_aware(dt.datetime.combine(signed_date, dt.time(12)))
    _sign(signature, at=at, way=SignatureWay.PAPER, by=actor.name)


def _sign(signature: Signature, *, at: dt.datetime, way: SignatureWay, by: str) -> None:
    minutes = _locked(signature.minutes, MinutesState.SIGNING)
    signature.refresh_from_db()
    if signature.signed_at is not None:
        raise ValidationError(_("Diese Unterschrift ist schon da."))
    store.update(signature, signed_at=at, way=way, recorded_by=by)
    if not minutes.signatures.filter(signed_at=None).exists():
        store.update(minutes, state=MinutesState.LOCKED, locked_at=clock.now())


@operation(permission="minutes.publish", target="minutes")
def publish(*, actor: Actor, minutes: Minutes) -> None:
    """Show the public version of signed minutes to everybody."""
    _locked(minutes, MinutesState.LOCKED)
    if not minutes.meeting.is_public:
        raise ValidationError(
            _("Die Sitzung ist nichtöffentlich. Ihre Niederschrift wird nicht veröffentlicht.")
        )
    store.update(minutes, state=MinutesState.PUBLISHED, published_at=clock.now())


@operation(permission="minutes.withdraw", target="minutes")
def withdraw(*, actor: Actor, minutes: Minutes) -> None:
    """Take the public version off the site again; the minutes stay as they are."""
    _locked(minutes, MinutesState.PUBLISHED)
    store.update(minutes, state=MinutesState.LOCKED, published_at=None)


correction = RecordOperations(Correction, "correction", check_correction)
