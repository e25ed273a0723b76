"""The agenda of a session: adding, moving, editing and deleting items."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from mitsprache.audit.models import Entry
from mitsprache.kernel.actor import command
from mitsprache.meetings import operations
from mitsprache.meetings.domain.numbering import DEEPEST
from mitsprache.meetings.domain.reorder import Move
from mitsprache.meetings.models import AgendaItem, Meeting
from tests.factories.meetings import AgendaItemFactory, MeetingFactory
from tests.office.forms import sent

pytestmark = pytest.mark.django_db
AGENDA = "/office/sitzungen/erste/tagesordnung/"


@pytest.fixture
def meeting() -> Meeting:
    return MeetingFactory(key="erste")


def add(office: Client, title: str, below: str = "", **values: Any) -> AgendaItem:
    address = f"{AGENDA}neu/" + (f"?unter={below}" if below else "")
    response = office.post(address, {"title": title, "public": "on"} | values)
    assert response.status_code == 302, response.context["form"].errors
    return AgendaItem.objects.get(title=title)


def numbers(office: Client) -> dict[str, str]:
    found: dict[str, str] = {}

    def walk(rows: list[dict[str, Any]]) -> None:
        for row in rows:
            found[row["item"].title] = row["number"]
            walk(row["children"])

    for part in office.get(AGENDA).context["parts"]:
        walk(part["rows"])
    return found


def test_items_are_added_at_the_end_of_their_level(office: Client, meeting: Meeting) -> None:
    first = add(office, "Regularien")
    assert first.key == "erste--regularien"
    add(office, "Anträge")
    add(office, "Niederschrift", first.key)
    add(office, "Personalie", public="")
    assert numbers(office) == {
        "Regularien": "1",
        "Niederschrift": "1.1",
        "Anträge": "2",
        "Personalie": "3",
    }
    assert not AgendaItem.objects.get(title="Personalie").public


def test_an_item_below_a_non_public_one_begins_non_public(office: Client, meeting: Meeting) -> None:
    AgendaItemFactory(meeting=meeting, key="geheim", public=False)
    page = office.get(f"{AGENDA}neu/?unter=geheim")
    assert not page.context["form"]["public"].value()
    assert "Unterpunkt von" in page.content.decode()
    assert office.get(f"{AGENDA}neu/?unter=fremd").status_code == 404


def test_a_public_item_below_a_non_public_one_is_refused(office: Client, meeting: Meeting) -> None:
    above = AgendaItemFactory(meeting=meeting, key="geheim", title="Personal", public=False)
    AgendaItemFactory(meeting=meeting, key="darin", parent=above, public=False)
    for parent in ("geheim", "darin"):
        sent_values = {"title": "Sichtbar", "public": "on"}
        response = office.post(f"{AGENDA}neu/?unter={parent}", sent_values)
        assert response.status_code == 422
        (problem,) = response.context["form"].errors["public"]
        assert "ist nichtöffentlich, also kann dieser nicht öffentlich sein." in problem
    assert "„Personal“" in problem or "„Punkt" in problem
    assert not AgendaItem.objects.filter(title="Sichtbar").exists()


def test_what_is_below_a_non_public_item_is_so_too_and_the_form_says_it(
    office: Client, meeting: Meeting
) -> None:
    above = AgendaItemFactory(meeting=meeting, key="oben")
    AgendaItemFactory(meeting=meeting, key="unten", parent=above)
    page = office.get("/office/tagesordnungspunkte/oben/")
    assert "Was darunter steht, ist es dann auch." in page.content.decode()
    answer = office.post("/office/tagesordnungspunkte/oben/", sent(page, public=None))
    assert answer.status_code == 302
    public, hidden = office.get(AGENDA).context["parts"]
    assert public["rows"] == []
    assert [child["item"].key for child in hidden["rows"][0]["children"]] == ["unten"]


def test_an_item_without_title_comes_back_with_an_error(office: Client, meeting: Meeting) -> None:
    assert office.post(f"{AGENDA}neu/", {"title": " "}).status_code == 422


def test_buttons_move_items_and_come_back_to_them(office: Client, meeting: Meeting) -> None:
    add(office, "A")
    item = add(office, "B")
    response = office.post(AGENDA, {"item": item.key, "move": "up"})
    assert response.url == f"{AGENDA}?item=erste--b&move=up"
    assert numbers(office) == {"B": "1", "A": "2"}
    rows = office.get(response.url).context["parts"][0]["rows"]
    assert [step["move"] for step in rows[0]["moves"] if step["focus"]] == ["up"]
    office.post(AGENDA, {"item": "erste--a", "move": "in"})
    assert numbers(office) == {"B": "1", "A": "1.1"}
    office.post(AGENDA, {"item": "erste--a", "move": "out"})
    assert numbers(office) == {"B": "1", "A": "2"}
    entry = Entry.objects.latest("number")
    assert entry.action == "meetings.move_item"


@pytest.mark.parametrize("move", ["up", "sideways", ""])
def test_a_step_that_leads_nowhere_says_so(office: Client, meeting: Meeting, move: str) -> None:
    item = add(office, "A")
    page = office.post(AGENDA, {"item": item.key, "move": move}, follow=True).content.decode()
    assert "Dorthin lässt sich der Punkt nicht verschieben." in page


def test_items_of_other_sessions_are_missing(office: Client, meeting: Meeting) -> None:
    other = AgendaItemFactory()
    assert office.post(AGENDA, {"item": other.key, "move": "up"}).status_code == 404


def test_an_item_is_edited_and_leads_back_to_the_agenda(office: Client, meeting: Meeting) -> None:
    item = add(office, "A")
    address = f"/office/tagesordnungspunkte/{item.key}/"
    page = office.get(address)
    assert page.context["crumbs"][-1]["url"] == AGENDA
    data = sent(page, result="adopted", resolution_text="Es wird beschlossen.")
    assert office.post(address, data).url == f"{AGENDA}#punkt-{item.pk}"
    item.refresh_from_db()
    assert (item.result, item.resolution_text) == ("adopted", "<p>Es wird beschlossen.</p>")
    assert item.position == 1


def test_deleting_an_item_names_those_below(office: Client, meeting: Meeting) -> None:
    upper = add(office, "Oben")
    add(office, "Unten", upper.key)
    address = f"/office/tagesordnungspunkte/{upper.key}/loeschen/"
    assert "Tagesordnungspunkt: Unten" in office.get(address).content.decode()
    assert office.post(address).url == AGENDA
    assert not AgendaItem.objects.exists()


def test_a_new_session_begins_with_the_term_that_runs(office: Client, meeting: Meeting) -> None:
    form = office.get("/office/sitzungen/neu/").context["form"]
    assert form["term"].value() == meeting.term_id


def test_a_session_links_its_agenda_and_its_public_page(office: Client, meeting: Meeting) -> None:
    page = office.get("/office/sitzungen/erste/")
    assert page.context["shown_url"] == "/de/sitzungen/erste/"
    Meeting.objects.update(is_public=False)
    assert office.get("/office/sitzungen/erste/").context["shown_url"] == ""


def test_a_long_session_key_leaves_room_for_items(office: Client) -> None:
    MeetingFactory(key="s" * 100)
    address = f"/office/sitzungen/{'s' * 100}/tagesordnung/neu/"
    assert office.post(address, {"title": "x" * 60}).status_code == 302
    assert len(AgendaItem.objects.get().key) <= 100


def test_an_item_can_not_stand_below_one_of_another_session(meeting: Meeting) -> None:
    item, other = AgendaItemFactory(meeting=meeting), AgendaItemFactory()
    with pytest.raises(ValidationError, match="anderen Sitzung"):
        operations.item.update(actor=command("test"), record=item, values={"parent": other})


def test_an_item_can_not_stand_below_itself(meeting: Meeting) -> None:
    upper = AgendaItemFactory(meeting=meeting)
    lower = AgendaItemFactory(meeting=meeting, parent=upper)
    with pytest.raises(ValidationError, match="unter sich selbst"):
        operations.item.update(actor=command("test"), record=upper, values={"parent": lower})


def test_an_agenda_has_a_deepest_level(meeting: Meeting) -> None:
    item = None
    for _ in range(DEEPEST):
        item = AgendaItemFactory(meeting=meeting, parent=item)
    values = {"meeting": meeting, "parent": item, "title": "T", "key": "zu-tief"}
    with pytest.raises(ValidationError, match="So tief"):
        operations.item.create(actor=command("test"), values=values)


def test_moving_where_nothing_is_to_move_writes_nothing(meeting: Meeting) -> None:
    item = AgendaItemFactory(meeting=meeting)
    assert operations.move_item(actor=command("test"), item=item, move=Move.UP) is False
    assert not Entry.objects.exists()
