"""Where an election stands, from its ballots and the rules of the term."""

from __future__ import annotations

from collections.abc import Sequence

from mitsprache.council.models import RulesOfProcedure
from mitsprache.proceedings.domain.elections import Ballot, Outcome, Step, outcome
from mitsprache.proceedings.models import Election, ElectionBallot


def outcome_of(ballot: ElectionBallot, rules: RulesOfProcedure) -> Outcome:
    """Return what follows from a counted ballot. No query where the tallies are read."""
    counts = Ballot(
        {tally.candidacy_id: tally.votes for tally in ballot.tallies.all()},
        ballot.no,
        ballot.abstentions,
        ballot.invalid,
    )
    return outcome(
        counts,
        is_last=ballot.number >= rules.election_ballots,
        no_votes_valid=rules.election_no_votes_valid,
    )


def candidates_of_next(
    election: Election, ballots: Sequence[ElectionBallot], rules: RulesOfProcedure
) -> tuple[int, ...]:
    """Return the candidacies that stand in the next ballot; () where none is due."""
    if not ballots:
        return tuple(one.pk for one in election.candidacies.all())
    found = outcome_of(ballots[-1], rules)
    return found.candidates if found.step is Step.NEXT_BALLOT else ()
