"""Writes to votes: open, roll call and secret ones, on one item or en bloc on several."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from mitsprache.kernel import clock, store
from mitsprache.kernel.actor import Actor
from mitsprache.kernel.operation import operation
from mitsprache.meetings.enums import ItemKind
from mitsprache.meetings.models import AgendaItem
from mitsprache.proceedings.domain.voting import Counts, counted, with_rest
from mitsprache.proceedings.enums import Majority, VoteKind, VoteState
from mitsprache.proceedings.locks import hold
from mitsprache.proceedings.models import Ballot, ItemRecord, Participant, Sitting, Vote
from mitsprache.proceedings.queries import (
    is_public,
    roll_about,
    roll_of,
    statutory_number,
    usual_moment,
)
from mitsprache.proceedings.voting import conclude, opened


@operation(permission="proceedings.open_vote", target="sitting")
def open_vote(
    *,
    actor: Actor,
    sitting: Sitting,
    items: Sequence[AgendaItem],
    kind: str = VoteKind.OPEN,
    majority: str = Majority.SIMPLE,
    subject: str = "",
    decides: bool = True,
    is_amended: bool = False,
    at: dt.datetime | None = None,
) -> Vote:
    """Open a vote on an item, or en bloc on several. Who is there at this moment may vote.

    Raises:
        ValidationError: the body is found to lack its quorum, another vote is open, an item is a
            section or decided already, or items of both parts would be voted on together.
    """
    row = hold(sitting)
    chosen = list(items)
    _check_items(row, chosen, decides=decides)
    if row.votes.filter(state=VoteState.OPEN).exists():
        raise ValidationError(_("Schließen Sie erst die Abstimmung, die noch läuft."))
    return opened(
        actor,
        row,
        chosen,
        Vote(
            kind=kind,
            majority=majority,
            subject=subject.strip(),
            decides=decides,
            is_amended=is_amended,
            opened_at=at or usual_moment(row),
        ),
    )


def _check_items(sitting: Sitting, items: list[AgendaItem], *, decides: bool) -> None:
    if decides and not items:
        raise ValidationError({"items": _("Worüber wird abgestimmt? Wählen Sie einen Punkt.")})
    for item in items:
        if item.meeting_id != sitting.meeting_id:
            raise ValidationError(_("Der Punkt gehört zu einer anderen Sitzung."))
        if item.kind == ItemKind.SECTION:
            raise ValidationError(
                _("„%(title)s“ ist ein Abschnitt; abgestimmt wird über Punkte.")
                % {"title": item.title}
            )
        if decides and item.votes.filter(state=VoteState.CLOSED, decides=True).exists():
            raise ValidationError(
                _(
                    "Über „%(title)s“ ist schon abgestimmt. Erklären Sie erst jene Abstimmung für "
                    "ungültig."
                )
                % {"title": item.title}
            )
    if len({is_public(item) for item in items}) > 1:
        raise ValidationError(
            _("Über öffentliche und nichtöffentliche Punkte wird nicht zusammen abgestimmt.")
        )


@operation(permission="proceedings.cast_ballot", target="vote")
def cast_ballot(
    *,
    actor: Actor,
    vote: Vote,
    participant: Participant,
    choice: str,
    expected: str = "",
) -> Ballot:
    """Record what a member said in a roll call. The same word twice is no error: retries are safe.

    Args:
        actor: who keeps the record.
        vote: the roll call.
        participant: who said it.
        choice: 'yes', 'no' or 'abstain'.
        expected: what the minute taker's page showed before; another word is replaced only if it is
            the one that was shown.

    Raises:
        ValidationError: no roll call is running, the person may not vote, or somebody else recorded
            another word meanwhile.
    """
    hold(vote.sitting, alone=True)
    vote = _running(vote)
    if vote.kind != VoteKind.ROLL_CALL:
        raise ValidationError(_("Namen werden nur bei namentlicher Abstimmung erfasst."))
    entitled = roll_about(actor, participant).entitled(vote.opened_at, vote.items.all())
    if participant not in entitled:
        raise ValidationError(
            _("%(name)s ist bei dieser Abstimmung nicht stimmberechtigt.") % {"name": participant}
        )
    stored = vote.ballots.filter(participant=participant).first()
    if stored is None:
        return store.create(
            Ballot(vote=vote, participant=participant, choice=choice, cast_at=clock.now())
        )
    if stored.choice not in {choice, expected}:
        raise ValidationError(
            _("Für %(name)s ist inzwischen „%(choice)s“ erfasst. Prüfen Sie, was stimmt.")
            % {"name": participant, "choice": stored.get_choice_display()}
        )
    if stored.choice == choice:
        return stored
    return store.update(stored, choice=choice, cast_at=clock.now())


@operation(permission="proceedings.take_back_ballot", target="vote")
def take_back_ballot(*, actor: Actor, vote: Vote, participant: Participant) -> None:
    """Undo what was recorded for a member in a running roll call; nothing recorded is no error.

    Raises:
        ValidationError: the vote is closed.
    """
    hold(vote.sitting)
    stored = _running(vote).ballots.filter(participant=participant).first()
    if stored is not None:
        store.delete(stored)


@operation(permission="proceedings.close_vote", target="vote")
def close_vote(
    *,
    actor: Actor,
    vote: Vote,
    counts: Counts | None = None,
    rest_is_yes: bool = False,
    incomplete: bool = False,
    expected_version: int | None = None,
    at: dt.datetime | None = None,
) -> Vote:
    """Close a vote; outcome and the items' result follow from the counts and the rules.

    Args:
        actor: who keeps the record.
        vote: the vote.
        counts: of an open or secret vote; a roll call counts itself.
        rest_is_yes: who did not vote no, abstain or invalidly voted yes.
        incomplete: close a roll call although somebody entitled said nothing.
        expected_version: the version that the page showed.
        at: the moment; as usual unless given.

    Raises:
        ValidationError: the counts exceed those present and entitled, or a name is missing.
        store.Conflict: somebody else changed the vote meanwhile.
    """
    row = hold(vote.sitting)
    vote = _running(vote)
    roll = roll_of(actor, row)
    entitled = roll.entitled(vote.opened_at, vote.items.all())
    if vote.kind == VoteKind.ROLL_CALL:
        counts = _called(vote, entitled, incomplete=incomplete)
    elif counts is None:
        raise ValidationError(_("Geben Sie die Zahlen ein."))
    elif rest_is_yes:
        counts = with_rest(counts, len(entitled))
    moment = max(at or usual_moment(row), vote.opened_at)
    statutory = statutory_number(row.meeting, roll)
    return conclude(
        vote, counts, (len(entitled), statutory), moment, expected_version=expected_version
    )


def _called(vote: Vote, entitled: list[Participant], *, incomplete: bool) -> Counts:
    said = {ballot.participant_id: ballot.choice for ballot in vote.ballots.all()}
    wrong = vote.ballots.exclude(participant__in=entitled).first()
    if wrong is not None:
        raise ValidationError(
            _(
                "%(name)s hat abgestimmt, ist aber nicht stimmberechtigt. Nehmen Sie die Stimme zurück."
            )
            % {"name": wrong.participant}
        )
    silent = [str(one) for one in entitled if one.pk not in said]
    if silent and not incomplete:
        raise ValidationError(
            _("Es fehlen noch: %(names)s. Wer keine Stimme abgibt, nimmt nicht teil.")
            % {"names": ", ".join(silent)}
        )
    return counted(said.values())


@operation(permission="proceedings.void_vote", target="vote")
def void_vote(*, actor: Actor, vote: Vote, reason: str = "") -> None:
    """Declare a vote void, so that it can be repeated; its items have no result any more.

    Raises:
        ValidationError: it is void already.
    """
    hold(vote.sitting)
    vote.refresh_from_db()
    if vote.state == VoteState.VOID:
        raise ValidationError(_("Die Abstimmung ist schon ungültig."))
    decided = vote.state == VoteState.CLOSED and vote.decides
    store.update(
        vote, state=VoteState.VOID, is_adopted=None, reason=(reason.strip() or vote.reason)[:500]
    )
    if decided:
        for item in vote.items.all():
            _undecided(item)


def _undecided(item: AgendaItem) -> None:
    """Take the result back, and the wording that came from the record; one that lay before stays."""
    values: dict[str, str] = {"result": ""}
    if ItemRecord.objects.filter(item=item).exclude(decision="").exists():
        values["resolution_text"] = ""
    store.update(item, expected_version=None, **values)


def _running(vote: Vote) -> Vote:
    row = Vote.objects.get(pk=vote.pk)
    if row.state != VoteState.OPEN:
        raise ValidationError(_("Die Abstimmung ist nicht mehr offen."))
    return row
