"""Rules that hold for a session by itself."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from tests.factories.meetings import MeetingFactory, at

pytestmark = pytest.mark.django_db


def test_no_session_takes_the_calendars_address() -> None:
    with pytest.raises(ValidationError) as caught:
        MeetingFactory(key="kalender").full_clean()
    assert set(caught.value.message_dict) == {"key"}


def test_a_session_ends_after_its_start() -> None:
    meeting = MeetingFactory(start_at=at("2014-09-02", 16))
    meeting.end_at = at("2014-09-02", 15)
    with pytest.raises(ValidationError, match="vor dem Beginn"):
        meeting.full_clean()


def test_the_room_is_the_sessions_own_or_that_of_its_place() -> None:
    from tests.factories.council import LocationFactory

    place = LocationFactory(room="Saal 1")
    assert MeetingFactory(location=place).shown_room == "Saal 1"
    assert MeetingFactory(location=place, room="Saal 2").shown_room == "Saal 2"
    assert MeetingFactory().shown_room == ""
