"""Votes: open, roll call, secret, en bloc; urgent items and order; what the words say."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from mitsprache.kernel import store
from mitsprache.meetings.models import AgendaItem
from mitsprache.proceedings import (
    operations,
    operations_agenda,
    operations_attendance,
    operations_votes,
)
from mitsprache.proceedings.domain.voting import Counts, Result
from mitsprache.proceedings.models import Ballot, Participant, Vote
from mitsprache.proceedings.queries import (
    closed_votes,
    counts_of,
    outcome_of,
    votes_of,
)
from mitsprache.proceedings.wording import count_names, counts_words, result_words, vote_words
from tests.factories.meetings import AgendaItemFactory
from tests.factories.proceedings import OFFICE, Running, minutes, running

pytestmark = pytest.mark.django_db


def opened(of: Running, *numbers: int, **options: object) -> Vote:
    items = [of.items[number] for number in numbers or (0,)]
    return operations_votes.open_vote(actor=OFFICE, sitting=of.sitting, items=items, **options)  # type: ignore[arg-type]


def closed(vote: Vote, *numbers: int, **options: object) -> Vote:
    return operations_votes.close_vote(actor=OFFICE, vote=vote, counts=Counts(*numbers), **options)  # type: ignore[arg-type]


def say(vote: Vote, member: Participant, choice: str, expected: str = "") -> Ballot:
    return operations_votes.cast_ballot(
        actor=OFFICE, vote=vote, participant=member, choice=choice, expected=expected
    )


def result(item: AgendaItem) -> tuple[str, str]:
    item.refresh_from_db()
    return item.result, item.resolution_text


def test_the_result_follows_from_the_counts() -> None:
    of = running()
    operations.write_item(actor=OFFICE, item=of.items[0], values={"decision": "Der Rat bittet."})
    vote = closed(opened(of), 7, 1, 1)
    assert (vote.state, vote.entitled, vote.is_adopted) == ("closed", 9, True)
    assert result(of.items[0]) == ("adopted", "<p>Der Rat bittet.</p>")
    assert vote_words(vote) == "mehrheitlich beschlossen"
    assert counts_words(vote) == "7 Ja, 1 Nein, 1 Enthaltung"
    assert counts_of(vote) == Counts(7, 1, 1)
    assert outcome_of(vote, 9).result is Result.ADOPTED_BY_MAJORITY
    assert list(closed_votes([of.sitting])) == [vote]


def test_who_raises_no_hand_against_it_is_for_it() -> None:
    of = running()
    vote = closed(opened(of, is_amended=True), 0, 0, 3, rest_is_yes=True)
    assert (vote.yes, vote.abstentions) == (6, 3)
    assert result(of.items[0])[0] == "adopted_amended"
    assert vote_words(vote) == "einstimmig bei 3 Enthaltungen beschlossen, in geänderter Fassung"


def test_unanimity_a_tie_and_a_missed_majority() -> None:
    of = running()
    assert not vote_words(opened(of, decides=False))
    operations_votes.void_vote(actor=OFFICE, vote=Vote.objects.get())
    closed(opened(of, 0), 9)
    assert result(of.items[0])[0] == "adopted_unanimously"
    tie = closed(opened(of, 1), 4, 4, 1)
    assert result(of.items[1])[0] == "rejected"
    assert vote_words(tie) == "bei Stimmengleichheit abgelehnt"
    missed = closed(opened(of, 2, majority="two_thirds"), 5, 1, 2, 1)
    assert vote_words(missed) == "abgelehnt, weil die nötige Mehrheit fehlt"
    assert counts_words(missed) == "5 Ja, 1 Nein, 2 Enthaltungen, 1 ungültig"


def test_every_result_has_words_in_german_and_other_languages() -> None:
    with translation.override("de"):
        words = {each: result_words(each, Counts(3, 1, 8)) for each in Result}
    assert words[Result.ADOPTED_WITH_ABSTENTIONS] == "einstimmig bei 8 Enthaltungen beschlossen"
    assert words[Result.REJECTED_WITH_ABSTENTIONS] == "einstimmig bei 8 Enthaltungen abgelehnt"
    assert len(set(words.values())) == len(Result)


def test_more_votes_than_voters_are_refused_and_named() -> None:
    of = running(present=6)
    vote = opened(of)
    with pytest.raises(ValidationError, match=r"7 Stimmen.*6\. Prüfen Sie: Ja\."):
        closed(vote, 7)
    with pytest.raises(ValidationError, match="Ja, Nein, Enthaltungen"):
        closed(vote, 3, 2, 2)
    with pytest.raises(ValidationError, match="Geben Sie die Zahlen ein"):
        operations_votes.close_vote(actor=OFFICE, vote=vote)
    assert result(of.items[0])[0] == ""
    assert count_names(("invalid",)) == "Ungültig"
    closed(vote, 3, 2, 1)
    with pytest.raises(ValidationError, match="nicht mehr offen"):
        closed(vote, 3, 2, 1)


def test_another_minute_taker_is_not_overwritten() -> None:
    of = running()
    vote = opened(of)
    with pytest.raises(store.Conflict):
        closed(vote, 9, expected_version=77)
    closed(vote, 9, expected_version=Vote.objects.get(pk=vote.pk).version)


def test_a_roll_call_counts_itself() -> None:
    of = running(present=5)
    vote = opened(of, kind="roll_call")
    for member, choice in zip(of.members, ("yes", "yes", "no", "abstain"), strict=False):
        say(vote, member, choice)
    with pytest.raises(ValidationError, match="Es fehlen noch: Mina Mitglied04"):
        operations_votes.close_vote(actor=OFFICE, vote=vote)
    done = operations_votes.close_vote(actor=OFFICE, vote=vote, incomplete=True)
    assert counts_of(done) == Counts(2, 1, 1)
    (read,) = votes_of(OFFICE, of.sitting)
    assert len(read.ballots.all()) == 4
    with pytest.raises(ValidationError, match="nicht mehr offen"):
        say(vote, of.members[4], "yes")


def test_a_word_said_is_replaced_only_by_who_saw_it() -> None:
    of = running(present=2)
    vote = opened(of, kind="roll_call")
    first = say(vote, of.members[0], "yes")
    assert say(vote, of.members[0], "yes") == first
    with pytest.raises(ValidationError, match="inzwischen „Ja“"):
        say(vote, of.members[0], "no")
    assert say(vote, of.members[0], "no", expected="yes").choice == "no"
    operations_votes.take_back_ballot(actor=OFFICE, vote=vote, participant=of.members[0])
    operations_votes.take_back_ballot(actor=OFFICE, vote=vote, participant=of.members[0])
    assert not Ballot.objects.exists()


def test_only_those_entitled_are_called() -> None:
    of = running(present=3)
    operations_attendance.declare_bias(actor=OFFICE, item=of.items[0], participant=of.members[1])
    vote = opened(of, kind="roll_call")
    for number in (1, 5):
        with pytest.raises(ValidationError, match="nicht stimmberechtigt"):
            say(vote, of.members[number], "yes")
    say(vote, of.members[0], "yes")
    say(vote, of.members[2], "yes")
    presence = of.members[2].presences.get()
    operations_attendance.remove_presence(actor=OFFICE, presence=presence)
    with pytest.raises(ValidationError, match="Nehmen Sie die Stimme zurück"):
        operations_votes.close_vote(actor=OFFICE, vote=vote)
    operations_votes.void_vote(actor=OFFICE, vote=vote)
    shown = opened(of, 1)
    with pytest.raises(ValidationError, match="nur bei namentlicher"):
        say(shown, of.members[0], "yes")


def test_who_comes_later_takes_no_part_in_a_vote_that_runs() -> None:
    of = running(present=3)
    vote = opened(of, kind="roll_call", at=minutes(5))
    operations_attendance.arrive(actor=OFFICE, participant=of.members[4], at=minutes(6))
    with pytest.raises(ValidationError, match="nicht stimmberechtigt"):
        say(vote, of.members[4], "yes")


def test_a_secret_vote_knows_no_names() -> None:
    of = running()
    vote = opened(of, kind="secret")
    with pytest.raises(ValidationError, match="nur bei namentlicher"):
        say(vote, of.members[0], "yes")
    closed(vote, 5, 3, 0, 1)
    assert not Ballot.objects.exists()


def test_en_bloc_decides_on_several_items() -> None:
    of = running()
    vote = closed(opened(of, 0, 1, 2), 9)
    assert vote.items.count() == 3
    assert [result(item)[0] for item in of.items[:3]] == ["adopted_unanimously"] * 3


def test_what_can_not_be_voted_on() -> None:
    of = running()
    with pytest.raises(ValidationError, match="nicht zusammen abgestimmt"):
        opened(of, 0, 3)
    with pytest.raises(ValidationError, match="Wählen Sie einen Punkt"):
        operations_votes.open_vote(actor=OFFICE, sitting=of.sitting, items=[])
    with pytest.raises(ValidationError, match="anderen Sitzung"):
        operations_votes.open_vote(actor=OFFICE, sitting=of.sitting, items=[AgendaItemFactory()])
    section = AgendaItemFactory(meeting=of.meeting, kind="section")
    with pytest.raises(ValidationError, match="ein Abschnitt"):
        operations_votes.open_vote(actor=OFFICE, sitting=of.sitting, items=[section])
    vote = opened(of)
    with pytest.raises(ValidationError, match="noch läuft"):
        opened(of, 1)
    closed(vote, 9)
    with pytest.raises(ValidationError, match="schon abgestimmt"):
        opened(of)
    with pytest.raises(ValidationError, match="ist abgestimmt"):
        operations.set_result(actor=OFFICE, item=of.items[0], result="noted")


def test_a_void_vote_is_repeated() -> None:
    of = running()
    operations.write_item(actor=OFFICE, item=of.items[0], values={"decision": "Ja doch."})
    vote = closed(opened(of), 9)
    operations_votes.void_vote(actor=OFFICE, vote=vote, reason="Verzählt")
    assert result(of.items[0]) == ("", "")
    with pytest.raises(ValidationError, match="schon ungültig"):
        operations_votes.void_vote(actor=OFFICE, vote=vote)
    again = closed(opened(of), 2, 7)
    assert result(of.items[0])[0] == "rejected"
    assert [one.state for one in votes_of(OFFICE, of.sitting)] == ["void", "closed"]
    assert Vote.objects.get(pk=vote.pk).reason == "Verzählt"
    assert not vote_words(Vote.objects.get(pk=vote.pk))
    operations_votes.void_vote(actor=OFFICE, vote=again)


def test_a_wording_that_lay_before_the_vote_stays_when_it_is_void() -> None:
    of = running()
    item = of.items[0]
    item.resolution_text = "<p>Wie vorgelegt.</p>"
    item.save()
    vote = closed(opened(of), 9)
    assert result(item) == ("adopted_unanimously", "<p>Wie vorgelegt.</p>")
    operations_votes.void_vote(actor=OFFICE, vote=vote)
    assert result(item) == ("", "<p>Wie vorgelegt.</p>")


def test_a_vote_on_the_procedure_decides_on_no_item() -> None:
    of = running()
    vote = closed(opened(of, decides=False, subject="Ende der Rednerliste"), 9)
    assert result(of.items[0])[0] == ""
    assert str(vote) == "Ende der Rednerliste"
    operations_votes.void_vote(actor=OFFICE, vote=vote)
    assert opened(of, 3).public is False


def urgent(of: Running, *numbers: int, **options: object) -> AgendaItem | None:
    values: dict[str, object] = {"title": "Brand im Heim", "reason": "Es eilt.", **options}
    return operations_agenda.add_urgent_item(
        actor=OFFICE,
        sitting=of.sitting,
        counts=Counts(*numbers),
        **values,  # type: ignore[arg-type]
    )


def test_an_urgent_item_is_added_by_vote() -> None:
    of = running()
    item = urgent(of, 8, 1)
    assert item is not None
    assert (item.is_urgent, item.public, item.position) == (True, True, 5)
    vote = Vote.objects.get()
    assert (vote.reason, vote.decides, vote.is_adopted) == ("Es eilt.", False, True)
    assert list(vote.items.all()) == [item]
    assert result(item)[0] == ""


def test_a_rejected_urgent_item_leaves_its_vote() -> None:
    of = running()
    assert urgent(of, 4, 5, public=False) is None
    vote = Vote.objects.get()
    assert (vote.is_adopted, vote.public, vote.items.count()) == (False, False, 0)


def test_what_can_wait_is_not_added() -> None:
    of = running()
    with pytest.raises(ValidationError, match="keinen Aufschub"):
        urgent(of, 9, reason=" ")
    with pytest.raises(ValidationError, match="Wie heißt"):
        urgent(of, 9, title="")
    with pytest.raises(ValidationError, match="10 Stimmen"):
        urgent(of, 10)
    assert not Vote.objects.exists()


def test_the_order_is_changed_by_vote() -> None:
    of = running()
    change = {"actor": OFFICE, "sitting": of.sitting, "item": of.items[2]}
    assert not operations_agenda.change_order(before=of.items[0], counts=Counts(1, 8), **change)  # type: ignore[arg-type]
    assert operations_agenda.change_order(before=of.items[0], counts=Counts(9), **change)  # type: ignore[arg-type]
    order = list(of.meeting.items.order_by("position").values_list("pk", flat=True))
    assert order == [of.items[n].pk for n in (2, 0, 1, 3)]
    with pytest.raises(ValidationError, match="derselben Ebene"):
        operations_agenda.change_order(before=of.items[3], counts=Counts(9), **change)  # type: ignore[arg-type]
    assert operations_agenda.change_order(before=None, counts=Counts(9), **change)  # type: ignore[arg-type]
    change["item"] = AgendaItemFactory()
    with pytest.raises(ValidationError, match="derselben Ebene"):
        operations_agenda.change_order(before=None, counts=Counts(9), **change)  # type: ignore[arg-type]
