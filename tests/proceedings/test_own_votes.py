"""A member's own page: voting by phone, and what was recorded."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from mitsprache.invitations.models import Invitation
from mitsprache.kernel import clock, jobs
from mitsprache.proceedings import operations, operations_attendance, operations_votes, tasks
from mitsprache.proceedings.domain.voting import Counts
from mitsprache.proceedings.models import DeviceBallot, Participant, Vote
from mitsprache.proceedings.queries_own import open_votes, recorded
from tests.factories.accounts import UserFactory, log_in
from tests.factories.proceedings import OFFICE, Running, minutes, plenary, running
from tests.factories.visit import words
from tests.tools.html import html_check

pytestmark = pytest.mark.django_db
PAGE = "/office/abstimmen/"


def member_logs_in(client: Client, member: Participant) -> None:
    user = log_in(client, UserFactory(roles=["member"]))
    person = member.person
    assert person is not None
    person.user = user
    person.save()


def opened(of: Running, kind: str = "open", **options: Any) -> Vote:
    return operations_votes.open_vote(
        actor=OFFICE, sitting=of.sitting, items=[of.items[0]], kind=kind, **options
    )


def shown(client: Client) -> str:
    return words(client.get(PAGE).content.decode())


def test_a_member_votes_on_its_own_page(client: Client) -> None:
    of = running(seats=3)
    member_logs_in(client, of.members[1])
    assert "Gerade läuft keine Abstimmung" in shown(client)
    vote = opened(of, "roll_call", subject="Wer dafür ist")
    html = client.get(PAGE).content.decode()
    assert html_check(html) == []
    assert "nicht verbindlich" in html
    assert of.items[0].title in html
    client.post(PAGE, {"vote": vote.pk, "choice": "yes"})
    assert DeviceBallot.objects.get().participant == of.members[1]
    html = shown(client)
    assert "Ihre Stimme ist angekommen" in html
    assert "Ja ( Ihre Stimme)" in html or "Ja (Ihre Stimme)" in html
    operations_votes.cast_ballot(actor=OFFICE, vote=vote, participant=of.members[1], choice="no")
    assert "Für Sie erfasst" in shown(client)
    assert "Nein" in shown(client).split("Für Sie erfasst")[1]


def test_what_others_voted_is_not_shown(client: Client) -> None:
    of = running(seats=3)
    member_logs_in(client, of.members[1])
    vote = opened(of, "roll_call")
    operations_votes.cast_ballot(actor=OFFICE, vote=vote, participant=of.members[0], choice="no")
    assert "Für Sie erfasst" not in shown(client)


@pytest.mark.parametrize(
    ("kind", "rules", "text"),
    [
        ("secret", "binding", "Geheim wird auf Papier abgestimmt"),
        ("open", "none", "nicht am Gerät abgestimmt"),
    ],
)
def test_where_no_vote_is_offered_the_page_says_why(
    client: Client, kind: str, rules: str, text: str
) -> None:
    of = running(seats=3, device_votes=rules)
    member_logs_in(client, of.members[1])
    vote = opened(of, kind)
    assert text in shown(client)
    client.post(PAGE, {"vote": vote.pk, "choice": "yes"})
    assert "nicht angeboten" in shown(client)
    assert not DeviceBallot.objects.exists()


def test_who_is_biased_sees_neither_item_nor_buttons(client: Client) -> None:
    of = running(seats=3, device_votes="binding")
    member_logs_in(client, of.members[1])
    operations_attendance.declare_bias(actor=OFFICE, item=of.items[0], participant=of.members[1])
    opened(of)
    html = shown(client)
    assert "nicht stimmberechtigt" in html
    assert of.items[0].title not in html


def test_a_vote_that_does_not_exist_is_a_missing_page(client: Client) -> None:
    of = running(seats=2)
    member_logs_in(client, of.members[0])
    for number in ("x", "99999"):
        assert client.post(PAGE, {"vote": number, "choice": "yes"}).status_code == 404
    vote = opened(of)
    client.post(PAGE, {"vote": vote.pk, "choice": "maybe"})
    assert not DeviceBallot.objects.exists()
    operations_votes.close_vote(actor=OFFICE, vote=vote, counts=Counts(2))
    client.post(PAGE, {"vote": vote.pk, "choice": "yes"})
    assert "nicht mehr offen" in shown(client)


def test_the_office_has_no_vote(client: Client) -> None:
    assert client.get(PAGE).status_code == 302
    log_in(client, UserFactory(roles=["office"]))
    assert client.get(PAGE).status_code == 403
    assert open_votes(OFFICE) == []
    assert recorded(OFFICE) == []


def test_votes_from_phones_are_deleted_by_a_job(client: Client) -> None:
    of = running(seats=3, keep_device_votes_days=1)
    member_logs_in(client, of.members[1])
    client.post(PAGE, {"vote": opened(of).pk, "choice": "yes"})
    with clock.stopped(minutes(3000)):
        tasks.forget_device_ballots.enqueue()
        assert jobs.run_waiting() == 1
    assert not DeviceBallot.objects.exists()


def test_who_declined_is_excused_from_the_start() -> None:
    meeting = plenary(3)
    member = meeting.organization.memberships.filter(kind="elected").select_related("person")[1]
    Invitation.objects.create(
        meeting=meeting, person=member.person, membership=member, capacity="member",
        reply="declined",
    )  # fmt: skip
    sitting = operations.open_sitting(actor=OFFICE, meeting=meeting)
    assert [one.person for one in sitting.participants.filter(absence="excused")] == [member.person]


def test_the_page_of_a_session_leads_to_its_record(client: Client) -> None:
    meeting = plenary(2)
    log_in(client, UserFactory(roles=["office"]))
    link = f"/office/sitzungen/{meeting.key}/verlauf/"
    page = f"/office/sitzungen/{meeting.key}/"
    assert link in client.get(page).content.decode()
    meeting.state = "cancelled"
    meeting.save()
    assert link not in client.get(page).content.decode()
