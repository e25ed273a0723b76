"""What somebody sends can't keep a worker busy for minutes, or make it stumble."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.http import QueryDict
from django.test import Client, RequestFactory

from mitsprache.council.models import Location
from mitsprache.kernel.pages.base import sent_keys
from mitsprache.kernel.pages.conflict import BASE, sent_base
from mitsprache.kernel.pages.filters import search
from mitsprache.kernel.pages.merge import word_changes
from mitsprache.meetings.models import Meeting
from tests.factories.accounts import UserFactory, log_in
from tests.factories.council import LocationFactory
from tests.factories.meetings import AgendaItemFactory, MeetingFactory


@contextmanager
def soon() -> Iterator[None]:
    """Let what is inside take five seconds of the processor at most."""
    begin = time.process_time()
    yield
    assert time.process_time() - begin < 5


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["wort " * 3000, "ü " * 3000, "x" * 100_000, "%_" * 40_000])
def test_a_search_for_very_much_finds_nothing_soon(text: str) -> None:
    LocationFactory()
    with soon():
        assert not search(Location.objects.all(), ("description", "room"), text).exists()


@pytest.mark.django_db
def test_of_a_long_search_the_first_words_count() -> None:
    LocationFactory(description="eins zwei drei vier fünf sechs sieben acht")
    text = "eins zwei drei vier fünf sechs sieben acht und noch mehr"
    assert search(Location.objects.all(), ("description",), text).exists()


@pytest.mark.django_db
def test_words_in_many_rows_below_a_record_are_found_soon() -> None:
    """As one condition over joined rows, eight words in sixteen items are 16 to the power of 8 rows."""
    meeting = MeetingFactory()
    for number in range(16):
        AgendaItemFactory(meeting=meeting, title=f"Punkt {number} über alles")
    fields = ("name", "items__title")
    found = search(Meeting.objects.all(), fields, "a b e l p u n k")
    with soon():
        assert list(found) == [meeting]
    both = search(Meeting.objects.all(), fields, f"{meeting.name} Punkt alles")
    assert list(both) == [meeting]


@pytest.mark.django_db
def test_the_list_takes_it_too(client: Client) -> None:
    log_in(client, UserFactory(roles=["office"]))
    with soon():
        assert client.get("/office/orte/", {"q": "wort " * 1000}).status_code == 200


@pytest.mark.parametrize("damaged", ["[" * 100_000, '{"a":' * 50_000, "9" * 10_000, "{", "7", "[]"])
def test_a_damaged_memory_of_the_form_counts_as_none(damaged: str) -> None:
    data = QueryDict(mutable=True)
    data[BASE] = damaged
    assert sent_base(data) == {}


def test_a_text_of_many_words_is_compared_soon() -> None:
    old = " ".join(str(number) for number in range(1000))
    new = " ".join(str(number) for number in range(1000) if number % 7)
    with soon():
        pieces = list(word_changes(old, new))
    assert pieces[:2] == [("gone", "0 "), ("same", "1 2 3 4 5 6 ")]


def test_a_word_changed_in_a_very_long_text_is_found() -> None:
    old = "vorn " * 20_000 + "rot " + "hinten " * 20_000
    with soon():
        pieces = list(word_changes(old, old.replace("rot", "blau")))
    assert [kind for kind, _text in pieces] == ["same", "gone", "new", "same"]
    assert [text for _kind, text in pieces][1:3] == ["rot", "blau"]


def test_long_texts_with_little_in_common_are_shown_as_a_whole() -> None:
    old, new = "a b c " * 50_000 + "x", "b a c " * 50_000 + "y"
    with soon():
        assert list(word_changes(old, new)) == [("gone", old), ("new", new)]


def test_keys_that_can_not_be_are_left_out() -> None:
    keys = ["a-1", "", "a\x00", "a b", "ü", "b\n", "c" * 5000, "d_e"]
    request = RequestFactory().post("/", {"auswahl": keys})
    assert sent_keys(request, "auswahl") == ["a-1", "c" * 5000, "d_e"]
