"""The speakers list on the minute taker's page and on members' phones."""

from __future__ import annotations

import pytest
from django.test import Client

from mitsprache.proceedings import operations, operations_attendance, operations_speakers
from mitsprache.proceedings.models import Participant, Speech
from tests.factories.accounts import UserFactory, log_in
from tests.factories.proceedings import OFFICE, Running, running
from tests.factories.visit import words
from tests.tools.html import html_check

pytestmark = pytest.mark.django_db
PAGE = "/office/abstimmen/"
DO = "/office/abstimmen/wortmeldung/"


@pytest.fixture
def office(client: Client) -> Client:
    log_in(client, UserFactory(roles=["office"]))
    return client


def phone(member: Participant) -> Client:
    client = Client()
    person = member.person
    assert person is not None
    person.user = log_in(client, UserFactory(roles=["member"]))
    person.save()
    return client


def do(client: Client, of: Running, verb: str, **data: object) -> None:
    answer = client.post(f"/office/sitzungen/{of.meeting.key}/verlauf/{verb}/", data)
    assert answer.status_code == 302, words(answer.content.decode())[:400]


def cockpit(client: Client, of: Running) -> str:
    html = client.get(f"/office/sitzungen/{of.meeting.key}/verlauf/").content.decode()
    assert html_check(html) == []
    return words(html.split('id="teil-redeliste"')[1].split("</section>")[0])


def test_the_minute_taker_keeps_the_list(office: Client) -> None:
    of = running(seats=4, speaking_minutes=5)
    assert "Niemand wartet" in cockpit(office, of)
    for number in (1, 2, 3):
        do(office, of, "ask_to_speak", participant=of.members[number].pk, kind="speech")
    do(office, of, "ask_to_speak", participant=of.members[0].pk, kind="point_of_order")
    do(office, of, "call_speaker")
    page = cockpit(office, of)
    assert f"Es spricht {of.members[0]}" in page
    assert "Redezeit bis 16:20:00 Uhr" in page
    last = Speech.objects.get(participant=of.members[3])
    do(office, of, "call_speaker", speech=last.pk)
    assert f"Es spricht {of.members[3]}" in cockpit(office, of)
    do(office, of, "withdraw_speech", speech=Speech.objects.get(participant=of.members[1]).pk)
    do(office, of, "end_speech")
    page = cockpit(office, of)
    assert "Es spricht" not in page
    assert f"Das Wort an {of.members[2]}" in page
    operations.close_sitting(actor=OFFICE, sitting=of.sitting)
    assert "Auf die Redeliste" not in cockpit(office, of)


def test_a_member_asks_and_takes_it_back() -> None:
    of = running(seats=3)
    member = phone(of.members[1])
    html = member.get(PAGE).content.decode()
    assert html_check(html) == []
    assert "Die Redeliste ist leer" in words(html)
    number = of.members[1].pk
    member.post(DO, {"participant": number, "ask": "speech"})
    html = member.get(PAGE).content.decode()
    assert html_check(html) == []
    assert "Sie stehen auf der Redeliste" in words(html)
    assert "Ihre Meldung" in words(html)
    member.post(DO, {"participant": number, "ask": "point_of_order"})
    for _twice in range(2):
        member.post(DO, {"participant": number, "withdraw": "speech"})
    (left,) = Speech.objects.filter(withdrawn_at=None)
    assert left.kind == "point_of_order"
    operations_speakers.call_speaker(actor=OFFICE, sitting=of.sitting)
    assert "Sie haben das Wort" in words(member.get(PAGE).content.decode())


def test_a_member_asks_for_nobody_else_and_not_before_it_came() -> None:
    of = running(seats=3, present=1)
    member = phone(of.members[1])
    assert "noch nicht als anwesend erfasst" in words(member.get(PAGE).content.decode())
    assert member.post(DO, {"participant": of.members[0].pk, "ask": "speech"}).status_code == 404
    member.post(DO, {"participant": of.members[1].pk, "ask": "speech"})
    assert "nicht im Raum" in words(member.get(PAGE).content.decode())
    operations_attendance.arrive(actor=OFFICE, participant=of.members[1])
    member.post(DO, {"participant": of.members[1].pk, "ask": "nonsense"})
    assert not Speech.objects.exists()


def test_who_takes_no_part_has_no_list(office: Client) -> None:
    of = running(seats=3)
    other = Client()
    log_in(other, UserFactory(roles=["member"]))
    assert "Zu Wort melden" not in words(other.get(PAGE).content.decode())
    assert other.post(DO, {"participant": of.members[0].pk, "ask": "speech"}).status_code == 404
    assert office.post(DO, {}).status_code == 403
    member = phone(of.members[1])
    operations.close_sitting(actor=OFFICE, sitting=of.sitting)
    assert "Zu Wort melden" not in words(member.get(PAGE).content.decode())
