"""The live page: what everybody sees of a running session, and what nobody does."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from pytest_django.asserts import assertNumQueries

from mitsprache.kernel.events import EventStream, fingerprint
from mitsprache.meetings.models import Meeting
from mitsprache.proceedings import (
    operations,
    operations_attendance,
    operations_elections,
    operations_speakers,
    operations_votes,
)
from mitsprache.proceedings.domain.voting import Counts
from mitsprache.proceedings.models import Vote
from mitsprache.public import context
from tests.factories.meetings import AgendaItemFactory, MeetingFactory
from tests.factories.proceedings import OFFICE, Running, plenary, running
from tests.tools.html import check_pages

pytestmark = pytest.mark.django_db
CANARY = "Kanarienvogel"


@pytest.fixture(autouse=True)
def _nothing_remembered(settings) -> Iterator[None]:
    settings.PAGE_CACHE_SECONDS = 0
    context.forget()
    yield
    context.forget()


def address(meeting: Meeting, rest: str = "", language: str = "de") -> str:
    return f"/{language}/sitzungen/{meeting.key}/live/{rest}"


def read(meeting: Meeting, rest: str = "stand/", language: str = "de") -> str:
    response = Client().get(address(meeting, rest, language))
    assert response.status_code == 200
    return response.content.decode()


def call(of: Running, number: int) -> None:
    operations.call_item(actor=OFFICE, sitting=of.fresh(), item=of.items[number])


def vote_on(of: Running, number: int, counts: Counts | None = None, **options: object) -> Vote:
    vote = operations_votes.open_vote(
        actor=OFFICE, sitting=of.fresh(), items=[of.items[number]], **options
    )
    if counts:
        operations_votes.close_vote(actor=OFFICE, vote=vote, counts=counts)
    return vote


def ask(of: Running, number: int) -> None:
    operations_speakers.ask_to_speak(actor=OFFICE, participant=of.members[number])


def test_before_during_and_after() -> None:
    meeting = plenary()
    assert "noch nicht begonnen" in read(meeting)
    sitting = operations.open_sitting(actor=OFFICE, meeting=meeting)
    assert "kein Punkt aufgerufen" in read(meeting)
    assert "data-live" in read(meeting, "")
    operations.close_sitting(actor=OFFICE, sitting=sitting)
    assert "Die Sitzung ist zu Ende" in read(meeting)
    assert "data-live" not in read(meeting, "")
    assert "fällt aus" in read(MeetingFactory(state="cancelled"))
    assert "zu Ende" in read(MeetingFactory(state="held"))


def test_the_item_with_its_votes_speakers_and_results() -> None:
    of = running(9, speaking_minutes=5)
    call(of, 0)
    ask(of, 1)
    ask(of, 2)
    operations_speakers.call_speaker(actor=OFFICE, sitting=of.sitting)
    page = read(of.meeting)
    assert of.items[0].title in page
    assert "Es spricht" in page
    assert of.members[1].person.full_name in page
    assert of.members[2].person.full_name in page
    assert 'data-ends="2026-03-03T16:20:00+01:00"' in page
    vote = vote_on(of, 0)
    assert "Es wird abgestimmt" in read(of.meeting)
    operations_votes.close_vote(actor=OFFICE, vote=vote, counts=Counts(6, 2, 1, 0))
    page = read(of.meeting)
    assert "mehrheitlich beschlossen" in page
    assert "6 Ja, 2 Nein, 1 Enthaltung" in page
    assert "Ergebnisse bisher" in page
    call(of, 1)
    assert "Ergebnis der Abstimmung" not in read(of.meeting)
    assert "6 Ja, 2 Nein, 1 Enthaltung" in read(of.meeting)


def test_a_void_vote_is_not_shown() -> None:
    of = running()
    call(of, 0)
    vote = vote_on(of, 0)
    operations_votes.void_vote(actor=OFFICE, vote=vote)
    assert "abgestimmt" not in read(of.meeting)


def test_without_a_limit_there_is_no_timer() -> None:
    of = running(speaking_minutes=0)
    call(of, 0)
    ask(of, 1)
    operations_speakers.call_speaker(actor=OFFICE, sitting=of.sitting)
    assert "Es spricht" in read(of.meeting)
    assert "data-ends" not in read(of.meeting)
    of.rules.delete()
    assert 'data-ends="2026-03-03T16:20:00+01:00"' in read(of.meeting)


def test_elections_show_who_stands_and_who_is_elected() -> None:
    of = running()
    call(of, 0)
    election = operations_elections.open_election(
        actor=OFFICE,
        sitting=of.sitting,
        item=of.items[0],
        office="Vorsitz",
        candidates=[of.members[1].person, of.members[2].person],
    )
    page = read(of.meeting)
    assert "Zur Wahl stehen" in page
    assert of.members[2].person.full_name in page
    first = election.candidacies.first()
    election.elected = first
    election.save()
    page = read(of.meeting)
    assert f"Gewählt ist {first.person.full_name}." in page
    call(of, 1)
    assert "Vorsitz" in read(of.meeting)


def test_guests_are_not_named() -> None:
    of = running()
    call(of, 0)
    guest = operations_attendance.add_participant(
        actor=OFFICE, sitting=of.sitting, kind="guest", name=CANARY
    )
    operations_speakers.ask_to_speak(actor=OFFICE, participant=guest)
    page = read(of.meeting)
    assert "<bdi>Gast</bdi>" in page
    assert CANARY not in page


def secret_part(of: Running) -> None:
    """Let everything that can happen happen at the non-public item, marked."""
    hidden = of.items[-1]
    for field in ("title", "text", "resolution_text"):
        setattr(hidden, field, f"{CANARY} {field}")
    hidden.save()
    AgendaItemFactory(meeting=of.meeting, parent=hidden, title=CANARY, position=1, public=True)
    call(of, len(of.items) - 1)
    operations.write_item(
        actor=OFFICE,
        item=hidden,
        values={"discussion": CANARY, "notes": CANARY, "decision": CANARY},
    )
    vote_on(of, len(of.items) - 1, subject=CANARY, decides=False)
    open_one = Vote.objects.latest("pk")
    operations_votes.close_vote(actor=OFFICE, vote=open_one, counts=Counts(5, 2, 1, 0))
    ask(of, 1)
    ask(of, 2)
    operations_speakers.call_speaker(actor=OFFICE, sitting=of.sitting)


def test_nothing_of_a_non_public_item_goes_out() -> None:
    of = running()
    call(of, 0)
    call(of, len(of.items) - 1)
    quiet = {rest: read(of.meeting, rest) for rest in ("", "leinwand/", "stand/")}
    assert all("nichtöffentlicher Teil" in page for page in quiet.values())
    secret_part(of)
    for language in ("de", "tr", "ar", "en"):
        for rest in ("", "leinwand/", "stand/"):
            page = read(of.meeting, rest, language)
            assert CANARY not in page
            assert of.members[1].person.full_name not in page
    # Not even that something happens can be told.
    assert {rest: read(of.meeting, rest) for rest in quiet} == quiet
    call(of, 1)
    page = read(of.meeting)
    assert CANARY not in page
    assert "5 Ja" not in page


def test_an_item_that_is_withdrawn_from_the_public_is_gone_at_once() -> None:
    of = running()
    of.items[0].title = CANARY
    of.items[0].save()
    call(of, 0)
    vote_on(of, 0, Counts(5, 2, 1, 0))
    ask(of, 1)
    assert CANARY in read(of.meeting)
    of.items[0].public = False
    of.items[0].save()
    page = read(of.meeting)
    assert "nichtöffentlicher Teil" in page
    assert CANARY not in page
    assert "5 Ja" not in page
    assert of.members[1].person.full_name not in page


def test_a_vote_en_bloc_with_a_non_public_item_is_not_shown() -> None:
    of = running()
    call(of, 0)
    vote = vote_on(of, 0)
    vote.items.add(of.items[-1])
    assert "abgestimmt" not in read(of.meeting)


@pytest.mark.parametrize("rest", ["", "leinwand/", "stand/", "strom/"])
def test_a_session_that_is_not_public_has_no_live_page(rest: str) -> None:
    of = running()
    Meeting.objects.update(is_public=False)
    assert Client().get(address(of.meeting, rest)).status_code == 404
    assert Client().get(f"/de/sitzungen/gibt-es-nicht/live/{rest}").status_code == 404


def test_the_stream_follows_the_state_in_its_language() -> None:
    of = running()
    for language in ("de", "ar"):
        response = Client().get(address(of.meeting, "strom/", language))
        assert isinstance(response, EventStream)
        assert response.source == address(of.meeting, "stand/", language)


def test_pages_carry_the_mark_of_the_state_they_show() -> None:
    of = running()
    call(of, 0)
    state = Client().get(address(of.meeting, "stand/")).content
    for rest in ("", "leinwand/"):
        page = read(of.meeting, rest)
        assert f'data-state="{fingerprint(state)}"' in page
        assert state.decode() in page


def test_the_state_is_the_same_for_everybody() -> None:
    of = running()
    call(of, 0)
    client = Client()
    client.cookies["sessionid"] = "somebody"
    assert client.get(address(of.meeting, "stand/")).content.decode() == read(of.meeting)


def test_a_running_session_links_to_its_live_page() -> None:
    of = running()
    link = address(of.meeting)
    page = Client().get(f"/de/sitzungen/{of.meeting.key}/").content.decode()
    assert link in page
    operations.close_sitting(actor=OFFICE, sitting=of.sitting)
    page = Client().get(f"/de/sitzungen/{of.meeting.key}/").content.decode()
    assert link not in page


@pytest.mark.parametrize("items", [1, 3])
def test_the_number_of_queries_does_not_depend_on_the_size(items: int) -> None:
    of = running(9, items)
    for number in range(items):
        call(of, number)
        vote_on(of, number, Counts(5, 2, 1, 0))
        operations_elections.open_election(
            actor=OFFICE,
            sitting=of.sitting,
            item=of.items[number],
            office="Vorsitz",
            candidates=[of.members[1].person, of.members[2].person],
        )
    for number in range(items + 1):
        ask(of, number)
    operations_speakers.call_speaker(actor=OFFICE, sitting=of.sitting)
    client = Client()
    client.get(address(of.meeting))
    with assertNumQueries(10):
        client.get(address(of.meeting))
    with assertNumQueries(10):
        client.get(address(of.meeting, "stand/"))


def test_html_is_valid() -> None:
    of = running()
    call(of, 0)
    vote_on(of, 0, Counts(5, 2, 1, 0), subject="Ende der Redeliste", decides=False)
    ask(of, 1)
    ask(of, 2)
    operations_speakers.call_speaker(actor=OFFICE, sitting=of.sitting)
    pages = {rest: read(of.meeting, rest) for rest in ("", "leinwand/")}
    other = MeetingFactory(state="invited")
    pages |= {f"before {rest}": read(other, rest) for rest in ("", "leinwand/")}
    assert check_pages(pages) == {path: [] for path in pages}
