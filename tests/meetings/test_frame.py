"""The frame of a term's agendas."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from mitsprache.kernel.actor import command
from mitsprache.meetings import operations
from mitsprache.meetings.models import FrameEntry
from mitsprache.meetings.translatable import public_frame
from tests.factories.accounts import UserFactory, log_in
from tests.factories.council import TermFactory
from tests.factories.meetings import FrameEntryFactory
from tests.office.forms import sent

pytestmark = pytest.mark.django_db
HAND = command("test")


def refused(entry: FrameEntry, parent: FrameEntry) -> str:
    with pytest.raises(ValidationError) as caught:
        operations.frame_entry.update(actor=HAND, record=entry, values={"parent": parent})
    (message,) = caught.value.messages
    return message


def test_an_entry_stands_in_the_frame_of_its_own_term() -> None:
    other = FrameEntryFactory(term=TermFactory(key="andere"))
    assert "einer anderen Wahlperiode" in refused(FrameEntryFactory(), other)


def test_no_entry_stands_below_itself() -> None:
    above = FrameEntryFactory()
    below = FrameEntryFactory(parent=above)
    assert "unter sich selbst" in refused(above, below)


def test_a_frame_is_only_so_deep() -> None:
    above = FrameEntryFactory()
    for _level in range(11):
        above = FrameEntryFactory(parent=above)
    assert "So tief" in refused(FrameEntryFactory(), above)


def test_new_entries_stand_at_the_end_of_their_level(client: Client) -> None:
    log_in(client, UserFactory(roles=["office"]))
    section = FrameEntryFactory(position=4)
    for parent, position in (("", 5), (section.pk, 1)):
        page = client.get("/office/rahmen/neu/")
        term = str(section.term_id)
        values = sent(page, term=term, title="Neues", kind="item", parent=str(parent))
        client.post("/office/rahmen/neu/", values)
        entry = FrameEntry.objects.latest("pk")
        assert (entry.position, entry.parent_id or "") == (position, parent)


def test_translators_see_the_public_frame_only() -> None:
    shown = FrameEntryFactory()
    FrameEntryFactory(public=False)
    assert list(public_frame()) == [shown]
