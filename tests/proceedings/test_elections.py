"""Elections with several ballots, run-off and lot."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from mitsprache.proceedings import operations, operations_elections
from mitsprache.proceedings.models import Candidacy, Election
from mitsprache.proceedings.queries import elections_of
from tests.factories.meetings import AgendaItemFactory
from tests.factories.proceedings import OFFICE, Running, minutes, running

pytestmark = pytest.mark.django_db


def begun(of: Running, candidates: int = 3) -> tuple[Election, list[Candidacy]]:
    election = operations_elections.open_election(
        actor=OFFICE,
        sitting=of.sitting,
        item=of.items[0],
        office="Vorsitz",
        candidates=[member.person for member in of.members[:candidates]],  # type: ignore[misc]
    )
    return election, list(election.candidacies.all())


def count(election: Election, votes: dict[Candidacy, int], **rest: int) -> Election:
    operations_elections.count_ballot(
        actor=OFFICE, election=election, votes={one.pk: n for one, n in votes.items()}, **rest
    )
    election.refresh_from_db()
    return election


def test_more_than_half_is_elected_at_once() -> None:
    of = running()
    election, (a, b, c) = begun(of)
    count(election, {a: 5, b: 3, c: 1}, number=1)
    assert (election.state, election.elected) == ("closed", a)
    of.items[0].refresh_from_db()
    assert of.items[0].result == "elected"
    with pytest.raises(ValidationError, match="abgeschlossen"):
        count(election, {a: 5, b: 3, c: 1})
    with pytest.raises(ValidationError, match="Abstimmung oder Wahl"):
        operations.set_result(actor=OFFICE, item=of.items[0], result="elected")


def test_a_run_off_of_the_two_strongest() -> None:
    of = running()
    election, (a, b, c) = begun(of)
    count(election, {a: 4, b: 3, c: 2})
    assert election.state == "open"
    with pytest.raises(ValidationError, match="in diesem Wahlgang"):
        count(election, {a: 4, b: 3, c: 2})
    with pytest.raises(ValidationError, match="schon ausgezählt"):
        count(election, {a: 4, b: 3}, number=1)
    count(election, {a: 3, b: 4}, no=1, abstentions=1, number=2)
    assert election.elected == b


def test_a_tie_in_the_last_ballot_is_decided_by_a_lot() -> None:
    of = running()
    election, (a, b, c) = begun(of)
    draw = {"actor": OFFICE, "election": election}
    with pytest.raises(ValidationError, match="kein Los"):
        operations_elections.draw_lot(winner=a, drawn_by="Vorsitz", **draw)  # type: ignore[arg-type]
    count(election, {a: 4, b: 3, c: 2})
    with pytest.raises(ValidationError, match="kein Los"):
        operations_elections.draw_lot(winner=a, drawn_by="Vorsitz", **draw)  # type: ignore[arg-type]
    count(election, {a: 4, b: 4})
    with pytest.raises(ValidationError, match="sondern das Los"):
        count(election, {a: 4, b: 4})
    with pytest.raises(ValidationError, match="gleich vielen"):
        operations_elections.draw_lot(winner=c, drawn_by="Vorsitz", **draw)  # type: ignore[arg-type]
    with pytest.raises(ValidationError, match="Wer hat das Los"):
        operations_elections.draw_lot(winner=b, drawn_by=" ", **draw)  # type: ignore[arg-type]
    operations_elections.draw_lot(winner=b, drawn_by="Vorsitz", at=minutes(9), **draw)  # type: ignore[arg-type]
    election.refresh_from_db()
    assert election.elected == b
    (read,) = elections_of(OFFICE, of.sitting)
    last = read.ballots.all()[1]
    assert (last.lot_winner, last.lot_drawn_by, last.lot_drawn_at) == (b, "Vorsitz", minutes(9))


def test_a_single_candidate_can_be_refused() -> None:
    of = running(election_ballots=1)
    election, (a,) = begun(of, 1)
    count(election, {a: 3}, no=6)
    assert (election.state, election.elected) == ("closed", None)
    operations_elections.void_election(actor=OFFICE, election=election)


def test_more_votes_than_voters_are_refused() -> None:
    of = running(present=5)
    election, (a, b, c) = begun(of)
    with pytest.raises(ValidationError, match=r"6 Stimmen.*sind 5"):
        count(election, {a: 3, b: 1, c: 1}, invalid=1)


def test_a_void_election_is_repeated() -> None:
    of = running()
    election, (a, b, c) = begun(of)
    count(election, {a: 9, b: 0, c: 0})
    operations_elections.void_election(actor=OFFICE, election=election)
    with pytest.raises(ValidationError, match="schon ungültig"):
        operations_elections.void_election(actor=OFFICE, election=election)
    of.items[0].refresh_from_db()
    assert of.items[0].result == ""
    assert begun(of)[0].key != election.key


def test_where_nobody_can_be_elected() -> None:
    of = running(present=2)
    with pytest.raises(ValidationError, match="Wer kandidiert"):
        begun(of, 0)
    options = {"actor": OFFICE, "sitting": of.sitting, "office": "x"}
    candidates = [of.members[0].person]
    for item in (AgendaItemFactory(), AgendaItemFactory(meeting=of.meeting, kind="section")):
        with pytest.raises(ValidationError, match="Punkt dieser Sitzung"):
            operations_elections.open_election(item=item, candidates=candidates, **options)  # type: ignore[arg-type]
    operations.find_quorum_lacking(actor=OFFICE, sitting=of.sitting)
    with pytest.raises(ValidationError, match="Beschlussunfähigkeit"):
        begun(of)
