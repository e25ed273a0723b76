"""The session that the demonstration ships: played through the operations, with one of everything."""

from __future__ import annotations

import time

from mitsprache.kernel.actor import command
from mitsprache.meetings.models import Meeting
from mitsprache.proceedings.demo import KEY, play
from mitsprache.proceedings.models import (
    Ballot,
    Bias,
    Election,
    ItemRecord,
    Participant,
    Sitting,
    Vote,
)
from mitsprache.proceedings.queries import roll_of
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


def test_it_is_played_once_and_quickly(demo: None) -> None:
    assert play() is None
    Ballot.objects.all().delete()
    Election.objects.update(elected=None)
    Election.objects.all().delete()
    Sitting.objects.all().delete()
    Meeting.objects.filter(key=KEY).delete()
    start = time.process_time()
    assert play() is not None
    assert time.process_time() - start < 5


def test_another_council_gets_none(db: None) -> None:
    BodyFactory()
    assert play() is None
