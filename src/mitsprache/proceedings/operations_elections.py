"""Writes to elections within the body."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from mitsprache.council.models import Person
from mitsprache.council.queries import rules_for
from mitsprache.kernel import store
from mitsprache.kernel.actor import Actor
from mitsprache.kernel.operation import operation
from mitsprache.meetings.enums import ItemKind, ItemResult
from mitsprache.meetings.models import AgendaItem
from mitsprache.proceedings.domain import elections as rules_of_elections
from mitsprache.proceedings.domain.elections import Step
from mitsprache.proceedings.elections import candidates_of_next, outcome_of
from mitsprache.proceedings.enums import VoteKind, VoteState
from mitsprache.proceedings.locks import hold
from mitsprache.proceedings.models import Candidacy, Election, ElectionBallot, Sitting, Tally
from mitsprache.proceedings.queries import quorum_of, roll_of, usual_moment


@operation(permission="proceedings.open_election", target="sitting")
def open_election(
    *,
    actor: Actor,
    sitting: Sitting,
    item: AgendaItem,
    office: str,
    candidates: Sequence[Person],
    kind: str = VoteKind.SECRET,
) -> Election:
    """Begin the election of one person to an office.

    Raises:
        ValidationError: nobody stands, the item is a section or another session's, or the body is
            found to lack its quorum.
    """
    row = hold(sitting)
    if item.meeting_id != row.meeting_id or item.kind == ItemKind.SECTION:
        raise ValidationError(_("Gewählt wird bei einem Punkt dieser Sitzung."))
    if not candidates:
        raise ValidationError(
            {"candidates": _("Wer kandidiert? Wählen Sie mindestens eine Person.")}
        )
    if not quorum_of(row, roll_of(actor, row), rules_for(row.meeting.term)).can_decide:
        raise ValidationError(_("Die Beschlussunfähigkeit ist festgestellt."))
    election = store.create(
        Election(
            key=f"{row.meeting.key[:80]}-wahl-{row.elections.count() + 1}",
            sitting=row,
            item=item,
            office=office.strip(),
            kind=kind,
        )
    )
    for place, person in enumerate(candidates, start=1):
        store.create(Candidacy(election=election, person=person, position=place))
    return election


@operation(permission="proceedings.count_ballot", target="election")
def count_ballot(
    *,
    actor: Actor,
    election: Election,
    votes: Mapping[int, int],
    no: int = 0,
    abstentions: int = 0,
    invalid: int = 0,
    number: int | None = None,
    at: dt.datetime | None = None,
) -> ElectionBallot:
    """Record the counts of a ballot; whether somebody is elected follows from them and the rules.

    Args:
        actor: who keeps the record.
        election: the election.
        votes: by primary key of the candidacy; a run-off has those of the run-off only.
        no: votes for nobody.
        abstentions: neither.
        invalid: that can't be counted.
        number: of the ballot that the page showed, so that two minute takers don't count it twice.
        at: the moment; as usual unless given.

    Raises:
        ValidationError: the election is over, the ballot is counted, the candidates are others, or
            the counts exceed those present and entitled.
    """
    row = hold(election.sitting)
    election = _running(election)
    ballots = list(election.ballots.prefetch_related("tallies"))
    if number is not None and number != len(ballots) + 1:
        raise ValidationError(_("Dieser Wahlgang ist schon ausgezählt."))
    standing = set(candidates_of_next(election, ballots, rules_for(row.meeting.term)))
    if not standing:
        raise ValidationError(_("Es steht kein Wahlgang aus, sondern das Los."))
    if set(votes) != standing:
        raise ValidationError(_("Geben Sie die Stimmen aller ein, die in diesem Wahlgang stehen."))
    moment = at or usual_moment(row)
    entitled = len(roll_of(actor, row).entitled(moment, [election.item]))
    counts = rules_of_elections.Ballot(dict(votes), no, abstentions, invalid)
    if counts.cast > entitled:
        raise ValidationError(
            _("Das sind %(cast)s Stimmen, anwesend und stimmberechtigt sind %(entitled)s.")
            % {"cast": counts.cast, "entitled": entitled}
        )
    ballot = store.create(
        ElectionBallot(
            election=election,
            number=len(ballots) + 1,
            entitled=entitled,
            no=no,
            abstentions=abstentions,
            invalid=invalid,
            counted_at=moment,
        )
    )
    for candidacy, count in votes.items():
        store.create(Tally(ballot=ballot, candidacy_id=candidacy, votes=count))
    found = outcome_of(ballot, rules_for(row.meeting.term))
    if found.step is Step.ELECTED:
        _elect(election, found.candidates[0])
    elif found.step is Step.NOBODY:
        store.update(election, state=VoteState.CLOSED)
    return ballot


@operation(permission="proceedings.draw_lot", target="election")
def draw_lot(
    *,
    actor: Actor,
    election: Election,
    winner: Candidacy,
    drawn_by: str,
    at: dt.datetime | None = None,
) -> None:
    """Record whom the lot fell on, who drew it and when.

    Raises:
        ValidationError: no lot is due, it can't fall on this person, or nobody drew it.
    """
    row = hold(election.sitting)
    election = _running(election)
    ballot = election.ballots.prefetch_related("tallies").last()
    found = outcome_of(ballot, rules_for(row.meeting.term)) if ballot else None
    if ballot is None or found is None or found.step is not Step.LOT:
        raise ValidationError(_("Es ist kein Los zu ziehen."))
    if winner.pk not in found.candidates:
        raise ValidationError(
            _("Das Los entscheidet nur zwischen denen mit gleich vielen Stimmen.")
        )
    if not drawn_by.strip():
        raise ValidationError({"drawn_by": _("Wer hat das Los gezogen?")})
    store.update(
        ballot,
        lot_winner=winner,
        lot_drawn_by=drawn_by.strip(),
        lot_drawn_at=at or usual_moment(row),
    )
    _elect(election, winner.pk)


@operation(permission="proceedings.void_election", target="election")
def void_election(*, actor: Actor, election: Election) -> None:
    """Declare an election void, so that it can be repeated.

    Raises:
        ValidationError: it is void already.
    """
    hold(election.sitting)
    election.refresh_from_db()
    if election.state == VoteState.VOID:
        raise ValidationError(_("Die Wahl ist schon ungültig."))
    had_winner = election.elected_id is not None
    store.update(election, state=VoteState.VOID, elected=None)
    if had_winner:
        store.update(election.item, result="")


def _elect(election: Election, candidacy: int) -> None:
    store.update(election, state=VoteState.CLOSED, elected_id=candidacy)
    store.update(election.item, result=ItemResult.ELECTED)


def _running(election: Election) -> Election:
    row = Election.objects.select_related("item").get(pk=election.pk)
    if row.state != VoteState.OPEN:
        raise ValidationError(_("Die Wahl ist abgeschlossen."))
    return row
