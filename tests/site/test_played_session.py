"""The session that the demonstration ships: played through the operations, with one of everything."""

from __future__ import annotations

import pytest
from django.test import Client

from mitsprache.kernel.actor import command
from mitsprache.kernel.text import TextState
from mitsprache.meetings.models import AgendaItem, Meeting
from mitsprache.proceedings.demo import HIDDEN, KEY, play
from mitsprache.proceedings.models import (
    Bias,
    Election,
    ItemRecord,
    Participant,
    Sitting,
    Vote,
)
from mitsprache.proceedings.queries import roll_of
from mitsprache.translation.registry import kinds, states
from tests.factories.council import BodyFactory


def test_it_holds_one_of_everything(demo: None) -> None:
    sitting = Sitting.objects.get(meeting__key=KEY)
    meeting = sitting.meeting
    assert (meeting.state, meeting.is_invented, sitting.closed_at is not None) == (
        "held",
        True,
        True,
    )
    assert meeting.items.filter(kind="item").count() == 12
    assert meeting.items.filter(public=False).count() == 1
    assert meeting.items.filter(is_urgent=True).count() == 1
    roll = roll_of(command("test"), sitting)
    members = [one for one in roll.participants if one.kind == "member"]
    assert len(members) == 27
    assert sum(one.absence == "excused" for one in members) == 3
    assert Participant.objects.filter(sitting=sitting, substitutes__isnull=False).count() == 2
    votes = Vote.objects.filter(sitting=sitting, state="closed")
    assert set(votes.values_list("kind", flat=True)) == {"open", "roll_call", "secret"}
    assert any(vote.items.count() > 1 for vote in votes)
    assert votes.get(kind="roll_call").ballots.count() == 26
    assert Bias.objects.count() == 1
    assert Election.objects.get().ballots.count() == 2
    assert ItemRecord.objects.filter(is_question_time=True).count() == 1
    assert all(record.led_by for record in ItemRecord.objects.all())


def test_it_is_played_once_and_quickly(demo: None, seconds_of_playing: float) -> None:
    assert play() is None
    assert seconds_of_playing < 5


def test_another_council_gets_none(db: None) -> None:
    BodyFactory()
    assert play() is None


@pytest.mark.parametrize("language", ["de-simple", "en", "tr", "ar"])
def test_every_public_text_of_the_demo_has_a_draft(demo: None, language: str) -> None:
    lacking = [
        f"{kind.name} {record.key}"
        for kind in kinds()
        for record in kind.public()
        if set(states(record, language)) - {TextState.DRAFT}
    ]
    assert lacking == []


def test_equal_titles_have_equal_drafts(demo: None) -> None:
    meeting = Meeting.objects.get(key=KEY)
    titles = {item.title: item for item in meeting.items.all()}
    twins = AgendaItem.objects.filter(title__in=titles, meeting__term=meeting.term)
    others = twins.exclude(meeting=meeting)
    assert {item.title for item in others} >= {"Regularien", "Anträge", "Berichte"}
    for other in others:
        for language, texts in other.translations.items():
            mine = titles[other.title].translations[language]["title"]
            assert mine["text"] == texts["title"]["text"]


def test_the_non_public_item_has_no_draft(demo: None) -> None:
    assert AgendaItem.objects.get(title=HIDDEN).translations == {}


def test_the_arabic_page_speaks_arabic(visitor: Client) -> None:
    page = visitor.get(f"/ar/sitzungen/{KEY}/").content.decode()
    assert "لوحات إرشادية متعدّدة اللغات في مبنى البلدية" in page
    assert "Mehrsprachige Wegweiser" not in page
