"""Votes from members' own phones. They bind only where the term's rules say so."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from mitsprache.council.enums import DeviceVotes
from mitsprache.council.models import RulesOfProcedure
from mitsprache.council.queries import rules_for
from mitsprache.kernel import clock, store
from mitsprache.kernel.actor import Actor
from mitsprache.kernel.operation import operation
from mitsprache.proceedings.enums import VoteKind, VoteState
from mitsprache.proceedings.locks import hold
from mitsprache.proceedings.models import Ballot, DeviceBallot, Vote
from mitsprache.proceedings.voting import entitled_to


@operation(permission="proceedings.cast_device_ballot", target="vote")
def cast_device_ballot(*, actor: Actor, vote: Vote, choice: str) -> DeviceBallot:
    """Vote, or change one's vote, while it is open. Only for oneself, never in a secret vote.

    Where the rules make it binding, a roll call takes it as the member's word.

    Raises:
        ValidationError: devices are not offered, the vote is secret or closed, or the account is
            nobody's who may take part.
    """
    row = hold(vote.sitting)
    vote = Vote.objects.get(pk=vote.pk)
    rules = rules_for(row.meeting.term)
    if rules.device_votes == DeviceVotes.NONE or vote.kind == VoteKind.SECRET:
        raise ValidationError(_("Diese Abstimmung wird am Gerät nicht angeboten."))
    if vote.state != VoteState.OPEN:
        raise ValidationError(_("Die Abstimmung ist nicht mehr offen."))
    own = next(
        (
            one
            for one in entitled_to(actor, row, vote)
            if one.person and actor.user_id is not None and one.person.user_id == actor.user_id
        ),
        None,
    )
    if own is None:
        raise ValidationError(_("Sie sind bei dieser Abstimmung nicht stimmberechtigt."))
    now = clock.now()
    stored = vote.device_ballots.filter(participant=own).first()
    if stored is None:
        ballot = store.create(DeviceBallot(vote=vote, participant=own, choice=choice, cast_at=now))
    else:
        ballot = store.update(stored, choice=choice, cast_at=now)
    if rules.device_votes == DeviceVotes.BINDING and vote.kind == VoteKind.ROLL_CALL:
        said = vote.ballots.filter(participant=own).first()
        if said is None:
            store.create(Ballot(vote=vote, participant=own, choice=choice, cast_at=now))
        else:
            store.update(said, choice=choice, cast_at=now)
    return ballot


@operation(permission="proceedings.delete_device_ballots")
def delete_device_ballots(*, actor: Actor) -> int:
    """Delete votes from devices whose time to be kept is over; return how many they were."""
    deleted = 0
    for rules in RulesOfProcedure.objects.all():
        before = clock.now() - dt.timedelta(days=rules.keep_device_votes_days)
        for ballot in DeviceBallot.objects.filter(
            vote__sitting__meeting__term=rules.term_id, cast_at__lt=before
        ):
            store.delete(ballot)
            deleted += 1
    return deleted
