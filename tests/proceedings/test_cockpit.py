"""The minute taker's page: what it shows, does, refuses, and keeps from others."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from mitsprache.proceedings import actions, operations, operations_votes
from mitsprache.proceedings.models import (
    Ballot,
    Bias,
    Election,
    ItemRecord,
    Participant,
    Presence,
    Vote,
)
from tests.factories.accounts import UserFactory, log_in
from tests.factories.council import PersonFactory
from tests.factories.proceedings import OFFICE, OPENED, Running, minutes, plenary, running
from tests.factories.visit import main_of, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client: Client) -> Client:
    log_in(client, UserFactory(roles=["office"], name="Olga Büro"))
    return client


def address(of: Running, verb: str = "") -> str:
    return f"/office/sitzungen/{of.meeting.key}/verlauf/" + (f"{verb}/" if verb else "")


def do(client: Client, of: Running, verb: str, script: str = "", **data: Any) -> Any:
    headers = {"X-Cockpit": script} if script else {}
    return client.post(address(of, verb), data, headers=headers)


def done(client: Client, of: Running, verb: str, **data: Any) -> None:
    answer = do(client, of, verb, **data)
    assert answer.status_code == 302, words(answer.content.decode())[:600]
    assert answer["Location"] == address(of)


def shown(client: Client, of: Running) -> str:
    answer = client.get(address(of))
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_a_session_is_opened_on_its_page(office: Client) -> None:
    meeting = plenary(3)
    page = f"/office/sitzungen/{meeting.key}/verlauf/"
    html = office.get(page).content.decode()
    assert "noch nicht eröffnet" in html
    assert 'value="2026-03-03T16:00"' in html
    early = office.post(page + "close_sitting/", {})
    assert early.status_code == 422
    assert "Eröffnen Sie erst die Sitzung" in early.content.decode()
    assert (
        "kein Zeitpunkt" in office.post(page + "open_sitting/", {"opened_at": "x"}).content.decode()
    )
    office.post(page + "open_sitting/", {"opened_at": "2026-03-03T16:02"})
    meeting.refresh_from_db()
    assert timezone.localtime(meeting.sitting.opened_at).strftime("%H:%M") == "16:02"
    html = office.get(page).content.decode()
    assert "gilt als beschlussfähig" in html
    assert "0 von 3 Stimmberechtigten da, nötig 2" in words(html)


def test_a_session_is_kept_by_forms_alone(office: Client) -> None:
    of = running(seats=4, present=0)
    first, second, third, fourth = of.members
    item = of.items[0]
    done(office, of, "arrive", participant=first.pk, at="16:05")
    done(office, of, "excuse", excuse=f"{second.pk}:excused")
    deputy = Participant.objects.get(person__family_name="Vertretung01")
    done(office, of, "step_in", step_in=f"{deputy.pk}:{second.pk}")
    done(office, of, "mark_all_present")
    done(office, of, "leave", participant=fourth.pk, at="16:14")
    done(office, of, "add_participant", kind="guest", name="Gitta Gast", function="Referentin")
    presence = first.presences.get()
    done(
        office,
        of,
        "correct_presence",
        presence=presence.pk,
        **{"from": "16:01", "expected-from": "16:05"},
    )
    done(office, of, "call_item", item=item.pk)
    done(
        office,
        of,
        "write_item",
        item=item.pk,
        version="0",
        discussion="Eine\r\nFrage",
        decision="Ja.",
    )
    done(office, of, "set_item_times", item=item.pk, called_at="16:10", ended_at="", version="")
    done(office, of, "declare_bias", item=item.pk, participant=third.pk, reason="Vorstand")
    done(office, of, "open_vote", items=[item.pk], kind="open", majority="simple")
    html = words(shown(office, of))
    assert "offen · Mehrheit der abgegebenen Stimmen · 2 stimmberechtigt" in html
    vote = Vote.objects.get()
    done(office, of, "close_vote", vote=vote.pk, version=vote.version, yes="", no="1")
    item.refresh_from_db()
    assert item.result == "rejected"
    html = words(shown(office, of))
    assert "bei Stimmengleichheit abgelehnt · 1 Ja, 1 Nein, 0 Enthaltungen" in html
    assert "in Vertretung für Mina Mitglied01" in html
    assert "da seit 16:01" in html
    assert "gegangen 16:14" in html
    assert "Gitta Gast, Referentin" in html
    done(office, of, "void_vote", vote=vote.pk)
    done(office, of, "set_result", item=item.pk, result="adjourned")
    done(office, of, "withdraw_bias", item=item.pk, participant=third.pk)
    done(office, of, "withdraw_bias", item=item.pk, participant=third.pk)
    done(office, of, "remove_participant", participant=Participant.objects.get(kind="guest").pk)
    done(office, of, "step_back", participant=deputy.pk)
    done(office, of, "remove_presence", presence=presence.pk)
    done(office, of, "find_quorum_lacking")
    done(office, of, "arrive", participant=first.pk)
    done(office, of, "arrive", participant=fourth.pk, at="16:15")
    done(office, of, "find_quorum_again")
    staff = PersonFactory()
    assert do(office, of, "name_officers", minute_taker=staff.pk).status_code == 422
    done(
        office,
        of,
        "name_officers",
        chair=third.person_id,
        minute_taker="",
        co_signer=first.person_id,
    )
    done(office, of, "close_sitting", at="17:00")
    done(office, of, "reopen_sitting")
    done(office, of, "break_off_sitting", at="17:30")
    assert not Bias.objects.exists()
    assert "abgebrochen 17:30 Uhr" in words(shown(office, of))


def test_a_roll_call_without_script(office: Client) -> None:
    of = running(seats=4)
    done(office, of, "open_vote", items=[of.items[0].pk], kind="roll_call", majority="simple")
    vote = Vote.objects.get()
    for member, choice in zip(of.members, ("yes", "no", "abstain", "yes"), strict=True):
        done(office, of, "cast_ballot", vote=vote.pk, ballot=f"{member.pk}:{choice}")
    done(office, of, "take_back_ballot", vote=vote.pk, take_back=of.members[3].pk)
    html = words(shown(office, of))
    assert "1 Ja, 1 Nein, 1 Enthaltungen, 1 fehlen" in html
    clash = do(office, of, "cast_ballot", vote=vote.pk, ballot=f"{of.members[0].pk}:no")
    assert "inzwischen „Ja“" in clash.content.decode()
    known = {f"expected-{of.members[0].pk}": "yes"}
    done(office, of, "cast_ballot", vote=vote.pk, ballot=f"{of.members[0].pk}:no", **known)
    done(office, of, "close_vote", vote=vote.pk, incomplete="1")
    assert (Vote.objects.get().no, Ballot.objects.count()) == (2, 3)


def test_an_election_by_forms(office: Client) -> None:
    of = running(seats=4)
    done(office, of, "call_item", item=of.items[0].pk)
    persons = [member.person_id for member in of.members[:2]]
    done(
        office,
        of,
        "open_election",
        item=of.items[0].pk,
        office="Vorsitz",
        candidates=persons,
        kind="secret",
    )
    election = Election.objects.get()
    a, b = election.candidacies.all()
    votes = {f"votes-{a.pk}": "2", f"votes-{b.pk}": "2"}
    assert "1. Wahlgang auszählen" in words(shown(office, of))
    done(office, of, "count_ballot", election=election.pk, number="1", **votes)
    assert "2. Wahlgang auszählen" in words(shown(office, of))
    done(office, of, "count_ballot", election=election.pk, number="2", **votes)
    assert "Auf wen ist das Los gefallen" in words(shown(office, of))
    done(office, of, "draw_lot", election=election.pk, winner=b.pk, drawn_by="Vorsitz", at="16:14")
    html = words(shown(office, of))
    assert f"Vorsitz – gewählt: {b}" in html
    assert "Los gezogen von Vorsitz um 16:14 Uhr" in html
    done(office, of, "void_election", election=election.pk)


def test_urgent_items_and_the_order(office: Client) -> None:
    of = running(seats=4)
    add = {"title": "Brand", "reason": "Es eilt.", "yes": "4"}
    done(office, of, "add_urgent_item", **add)
    done(office, of, "add_urgent_item", **add | {"yes": "1", "no": "3", "non_public": "1"})
    assert of.meeting.items.filter(is_urgent=True).count() == 1
    done(office, of, "change_order", item=of.items[2].pk, before=of.items[0].pk, yes="4")
    done(office, of, "change_order", item=of.items[2].pk, before="", no="4")
    refused = do(office, of, "add_urgent_item", **add | {"reason": "", "title": "Noch einer"})
    assert refused.status_code == 422
    assert 'value="Noch einer"' in refused.content.decode()


@pytest.mark.parametrize(
    ("verb", "data", "text"),
    [
        ("arrive", {"participant": "999999"}, "gibt es nicht mehr"),
        ("arrive", {"participant": "x"}, "gibt es nicht mehr"),
        ("call_item", {"item": ""}, "gibt es nicht mehr"),
        ("mark_all_present", {"at": "quatsch"}, "keine Uhrzeit"),
        ("add_urgent_item", {"title": "a", "reason": "b", "yes": "²"}, "keine Zahl"),
        ("add_urgent_item", {"title": "a", "reason": "b", "yes": "99999"}, "keine Zahl"),
        ("correct_presence", {"from": ""}, "Ohne Zeit geht es nicht"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(
    office: Client, verb: str, data: dict[str, str], text: str
) -> None:
    of = running(seats=2)
    answer = do(office, of, verb, **data)
    assert answer.status_code == 422
    assert text in answer.content.decode()


def test_an_unknown_verb_is_a_missing_page(office: Client) -> None:
    of = running(seats=2)
    assert do(office, of, "delete_everything").status_code == 404
    assert office.get(address(of, "close_sitting")).status_code == 405
    assert office.get("/office/sitzungen/gibt-es-nicht/verlauf/").status_code == 404


def test_records_of_other_sessions_are_out_of_reach(office: Client) -> None:
    of = running(seats=2)
    operations_votes.open_vote(actor=OFFICE, sitting=of.sitting, items=[of.items[0]])
    vote = Vote.objects.get()
    from tests.factories.meetings import MeetingFactory

    other = MeetingFactory(key="andere", term=of.meeting.term, organization=of.meeting.organization)
    operations.open_sitting(actor=OFFICE, meeting=other)
    answer = office.post(
        "/office/sitzungen/andere/verlauf/close_vote/", {"vote": vote.pk, "yes": "2"}
    )
    assert answer.status_code == 422
    vote.refresh_from_db()
    assert vote.state == "open"


def test_two_minute_takers_never_overwrite(office: Client) -> None:
    of = running(seats=2)
    item = of.items[0]
    operations.call_item(actor=OFFICE, sitting=of.sitting, item=item)
    version = ItemRecord.objects.get().version
    first = do(office, of, "write_item", "json", item=item.pk, version=version, discussion="Meins")
    assert first.json()["version"] == version + 1
    # Another field, typed on the old version, is no conflict.
    other = do(office, of, "write_item", "json", item=item.pk, version=version, notes="Nebenbei")
    assert other.status_code == 200
    same = do(office, of, "write_item", "json", item=item.pk, version=version, discussion="Anders")
    assert same.status_code == 409
    assert same.json()["current"]["discussion"] == "Meins"
    page = do(office, of, "write_item", item=item.pk, version=version, discussion="Anders")
    assert page.status_code == 409
    html = page.content.decode()
    assert "Inzwischen von jemand anderem gespeichert" in html
    assert ">Anders</textarea>" in html
    assert "Meins" in html
    record = ItemRecord.objects.get()
    assert (record.discussion, record.notes) == ("Meins", "Nebenbei")
    stale = do(office, of, "name_officers", chair=of.members[1].person_id, version="77")
    assert stale.status_code == 409


def test_the_script_is_answered_without_a_redirect(office: Client) -> None:
    of = running(seats=2, present=0)
    before = office.get(address(of, "stand")).json()["version"]
    answer = do(office, of, "arrive", "page", participant=of.members[0].pk)
    assert answer.status_code == 200
    assert "1 von 2 Stimmberechtigten da" in words(answer.content.decode())
    assert "Kommen erfasst" in answer.content.decode()
    assert office.get(address(of, "stand")).json()["version"] > before
    told = do(office, of, "leave", "json", participant=of.members[1].pk)
    assert told.status_code == 422
    assert told.json()["errors"] == ["Mina Mitglied01 ist nicht im Raum."]


def test_a_locked_database_is_told_and_nothing_is_written(
    office: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    of = running(seats=2, present=0)

    def locked(_sent: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setitem(actions.ACTIONS, "arrive", locked)
    answer = do(office, of, "arrive", participant=of.members[0].pk)
    assert answer.status_code == 503
    assert "Datenbank ist gerade belegt" in answer.content.decode()
    assert do(office, of, "arrive", "json").json()["errors"]
    assert not Presence.objects.exists()


def test_only_those_who_keep_the_record_see_it(client: Client) -> None:
    of = running(seats=2)
    for path in (address(of), address(of, "stand")):
        assert client.get(path).status_code == 302
    log_in(client, UserFactory(roles=["member"]))
    for path in (address(of), address(of, "stand")):
        assert client.get(path).status_code == 403
    assert do(client, of, "close_sitting").status_code == 403


def test_every_button_says_whom_it_is_about(office: Client) -> None:
    of = running(seats=3)
    operations.call_item(actor=OFFICE, sitting=of.sitting, item=of.items[0])
    operations_votes.open_vote(
        actor=OFFICE, sitting=of.sitting, items=[of.items[0]], kind="roll_call"
    )
    html = words(shown(office, of))
    for member in of.members:
        for word in ("Ja", "Nein", "Enthaltung", "geht"):
            assert f"{word} : {member}" in html


@pytest.mark.parametrize(("seats", "items"), [(3, 1), (9, 6)])
def test_the_page_takes_as_many_queries_at_any_size(
    office: Client, seats: int, items: int, django_assert_num_queries: Any
) -> None:
    of = running(seats=seats, items=items)
    for item in of.items[:-1]:
        vote = operations_votes.open_vote(actor=OFFICE, sitting=of.sitting, items=[item])
        operations_votes.void_vote(actor=OFFICE, vote=vote)
    operations.call_item(actor=OFFICE, sitting=of.sitting, item=of.items[0])
    shown(office, of)
    with django_assert_num_queries(19):
        shown(office, of)


def test_nothing_of_it_is_public(client: Client, office: Client) -> None:
    of = running(seats=3)
    hidden = of.items[-1]
    for item in (of.items[0], hidden):
        done(office, of, "call_item", item=item.pk)
        record = ItemRecord.objects.get(item=item)
        done(
            office, of, "write_item", item=item.pk, version=record.version,
            discussion="KANARIE-Beratung", notes="KANARIE-Notiz", decision="KANARIE-Entwurf",
        )  # fmt: skip
        done(
            office,
            of,
            "declare_bias",
            item=item.pk,
            participant=of.members[0].pk,
            reason="KANARIE-Grund",
        )
    hidden.title = "KANARIE-Titel"
    hidden.save()
    done(
        office,
        of,
        "open_vote",
        items=[hidden.pk],
        kind="open",
        majority="simple",
        subject="KANARIE-Frage",
    )
    done(office, of, "close_vote", vote=Vote.objects.get().pk, yes="2")
    done(
        office,
        of,
        "add_urgent_item",
        title="KANARIE-eilig",
        reason="KANARIE",
        yes="3",
        non_public="1",
    )
    client.logout()
    key = of.meeting.key
    for path in (
        "/de/",
        "/de/sitzungen/",
        f"/de/sitzungen/{key}/",
        "/de/sitzungen/kalender.ics",
        "/de/sitzungen/feed.atom",
        f"/de/sitzungen/{key}.ics",
    ):
        answer = client.get(path)
        assert answer.status_code in {200, 404}, path
        assert "KANARIE" not in answer.content.decode(), path
    assert client.get(f"/de/sitzungen/{key}/").status_code == 200
    assert main_of(client.get(f"/de/sitzungen/{key}/").content.decode())


def test_moments_follow_the_opening(office: Client) -> None:
    of = running(seats=2, present=0)
    done(office, of, "arrive", participant=of.members[0].pk, at="16:00")
    assert of.members[0].presences.get().from_at == OPENED
    done(office, of, "arrive", participant=of.members[1].pk, at="00:10")
    assert of.members[1].presences.get().from_at == minutes(490)
