from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mitsprache.kernel.richtext import as_plain, sanitise
from mitsprache.minutes.domain.wording import (
    BallotFacts,
    BiasFacts,
    ElectionFacts,
    ItemFacts,
    VoteFacts,
    internal_html,
    item_html,
)


def vote(words: str = "einstimmig beschlossen", **more) -> VoteFacts:
    return VoteFacts(more.pop("kind", "open"), words, "5 Ja, 0 Nein", **more)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("open", "Ergebnis: einstimmig beschlossen (5 Ja, 0 Nein)"),
        ("secret", "Ergebnis: einstimmig beschlossen (5 Ja, 0 Nein, geheim)"),
        ("roll_call", "Ergebnis: einstimmig beschlossen (5 Ja, 0 Nein, namentlich)"),
    ],
)
def test_outcome_counts_and_kind_are_told(kind, said) -> None:
    assert as_plain(item_html(ItemFacts(votes=(vote(kind=kind),)))) == said


def test_an_empty_section_is_marked() -> None:
    assert item_html(ItemFacts(is_empty_section=True)) == "<p>-unbesetzt-</p>"
    assert item_html(ItemFacts()) == ""


def test_a_procedural_vote_leaves_the_result_of_the_item() -> None:
    facts = ItemFacts(
        result="vertagt",
        votes=(vote(decides=False, subject="Ende der Debatte"), vote(decides=False)),
    )
    text = as_plain(item_html(facts))
    assert "Ende der Debatte: einstimmig beschlossen" in text
    assert "Abstimmung: einstimmig" in text
    assert text.endswith("Ergebnis: vertagt")


def test_an_election_tells_ballots_run_off_and_lot() -> None:
    election = ElectionFacts(
        "Vorsitz",
        True,
        (
            BallotFacts(1, (("Ada", 6), ("Ben", 5), ("Cem", 1)), no=1, abstentions=1, invalid=1),
            BallotFacts(2, (("Ada", 7), ("Ben", 7)), lot_winner="Ben", lot_drawn_by="Dora"),
            BallotFacts(3, (), lot_winner="Ben"),
        ),
        "Ben",
    )
    text = as_plain(item_html(ItemFacts(elections=(election,))))
    assert "Wahl: Vorsitz (geheim)" in text
    assert (
        "1. Wahlgang: Ada 6 Stimmen, Ben 5 Stimmen, Cem 1 Stimme, 1 Nein, 1 Enthaltung, 1 ungültig"
        in text
    )
    assert "entscheidet das Los für Ben. Das Los hat Dora gezogen." in text
    assert "Gewählt ist Ben." in text


def test_an_open_election_may_elect_nobody() -> None:
    text = as_plain(item_html(ItemFacts(elections=(ElectionFacts("Vorsitz", False, ()),))))
    assert "Wahl: Vorsitz (offen)" in text
    assert "Niemand ist gewählt." in text


def test_reasons_of_a_bias_stand_in_the_internal_text_alone() -> None:
    facts = ItemFacts(biases=(BiasFacts("Ada", True, "Bruder"), BiasFacts("Ben")))
    assert "Ada, hat den Raum verlassen; Ben" in item_html(facts)
    assert "Bruder" not in item_html(facts)
    assert as_plain(internal_html(facts)) == "Grund der Befangenheit (Ada): Bruder"


hostile = st.text(st.sampled_from("<>&\"'ab /="), max_size=20)


@given(hostile, hostile, hostile)
def test_no_name_becomes_markup(name, office, subject) -> None:
    facts = ItemFacts(
        votes=(vote(name, subject=subject, by_name=(("Ja", (name,)), ("Nein", ()))),),
        elections=(ElectionFacts(office, False, (BallotFacts(1, ((name, 1),)),), name),),
        biases=(BiasFacts(name, False, office),),
        result=office,
    )
    html = item_html(facts)
    assert sanitise(html) == sanitise(sanitise(html))
    for tag in ("<script", "<a", "<b>"):
        assert tag not in html
    assert html.count("<") == html.count("<p>") * 2 + html.count("<strong>") * 2
