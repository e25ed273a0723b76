"""Votes from members' own phones."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from mitsprache.audit.models import Entry
from mitsprache.kernel import clock
from mitsprache.kernel.access import PermissionRefused
from mitsprache.kernel.actor import ANONYMOUS, Actor, ActorKind, command
from mitsprache.proceedings import operations_devices, operations_votes
from mitsprache.proceedings.models import Ballot, DeviceBallot, Participant, Vote
from tests.factories.accounts import UserFactory
from tests.factories.proceedings import OFFICE, Running, minutes, running

pytestmark = pytest.mark.django_db


def phone_of(member: Participant) -> Actor:
    user = UserFactory(roles=["member"])
    person = member.person
    assert person is not None
    person.user = user
    person.save()
    return Actor(ActorKind.USER, user_id=user.pk, name="m", roles=frozenset({"member"}))


def opened(of: Running, kind: str = "open") -> Vote:
    return operations_votes.open_vote(
        actor=OFFICE, sitting=of.sitting, items=[of.items[0]], kind=kind
    )


def vote_by(actor: Actor, vote: Vote, choice: str = "yes") -> DeviceBallot:
    return operations_devices.cast_device_ballot(actor=actor, vote=vote, choice=choice)


def test_a_member_votes_for_itself_and_may_change_its_mind() -> None:
    of = running()
    phone, vote = phone_of(of.members[2]), opened(of, "roll_call")
    vote_by(phone, vote)
    assert vote_by(phone, vote, "no").choice == "no"
    assert DeviceBallot.objects.get().participant == of.members[2]
    assert not Ballot.objects.exists()


def test_where_the_rules_say_so_it_is_the_members_word() -> None:
    of = running(device_votes="binding")
    phone, vote = phone_of(of.members[2]), opened(of, "roll_call")
    vote_by(phone, vote)
    vote_by(phone, vote, "abstain")
    assert Ballot.objects.get().choice == "abstain"
    operations_votes.void_vote(actor=OFFICE, vote=vote)
    vote_by(phone, opened(of))
    assert Ballot.objects.count() == 1


def test_secret_votes_are_not_offered_and_nothing_where_the_rules_forbid() -> None:
    of = running(device_votes="none")
    phone, vote = phone_of(of.members[2]), opened(of)
    with pytest.raises(ValidationError, match="nicht angeboten"):
        vote_by(phone, vote)
    of.rules.device_votes = "binding"
    of.rules.save()
    operations_votes.void_vote(actor=OFFICE, vote=vote)
    with pytest.raises(ValidationError, match="nicht mehr offen"):
        vote_by(phone, vote)
    with pytest.raises(ValidationError, match="nicht angeboten"):
        vote_by(phone, opened(of, "secret"))


def test_only_those_entitled_vote() -> None:
    of = running(present=3)
    vote = opened(of)
    with pytest.raises(ValidationError, match="nicht stimmberechtigt"):
        vote_by(phone_of(of.members[5]), vote)
    with pytest.raises(ValidationError, match="nicht stimmberechtigt"):
        vote_by(command("x"), vote)
    with pytest.raises(PermissionRefused):
        vote_by(ANONYMOUS, vote)


def test_what_was_chosen_is_neither_logged_nor_kept() -> None:
    of = running(keep_device_votes_days=30)
    vote_by(phone_of(of.members[2]), opened(of), "abstain")
    with clock.stopped(minutes(0) + dt.timedelta(days=29)):
        assert operations_devices.delete_device_ballots(actor=command("jobs")) == 0
    with clock.stopped(minutes(0) + dt.timedelta(days=31)):
        assert operations_devices.delete_device_ballots(actor=command("jobs")) == 1
    assert not DeviceBallot.objects.exists()
    entries = Entry.objects.filter(action__contains="device").values_list("changes", flat=True)
    assert len(entries) == 2
    assert "abstain" not in str(list(entries))
