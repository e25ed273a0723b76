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
from tests.factories.council import LocationFactory, RulesFactory
from tests.factories.meetings import AgendaItemFactory, FrameEntryFactory, MeetingFactory, at
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


def follow(office: Client, **data: str) -> str:
    return office.post(AGENDA, data, follow=True).content.decode()


def test_an_empty_agenda_begins_with_the_frame_and_shows_what_is_vacant(
    office: Client, meeting: Meeting
) -> None:
    assert "noch keinen Rahmen" in office.get(AGENDA).content.decode()
    section = FrameEntryFactory(title="Regularien")
    FrameEntryFactory(title="Feststellung der Tagesordnung", kind="item", parent=section)
    FrameEntryFactory(title="Anfragen")
    assert "Mit dem Rahmen beginnen" in office.get(AGENDA).content.decode()
    page = follow(office, begin="")
    assert numbers(office) == {
        "Regularien": "1",
        "Feststellung der Tagesordnung": "1.1",
        "Anfragen": "2",
    }
    assert page.count("-unbesetzt-") == 1
    assert "Womit beginnen?" not in page
    assert "hat schon Punkte" in follow(office, begin="")


def test_an_agenda_begins_with_that_of_an_earlier_session_of_the_body(
    office: Client, meeting: Meeting
) -> None:
    earlier = MeetingFactory(key="vorher", start_at=at("2014-07-01"))
    AgendaItemFactory(meeting=earlier, title="Bericht")
    MeetingFactory(key="leer", start_at=at("2014-07-02"))
    AgendaItemFactory(meeting=MeetingFactory(key="spaeter", start_at=at("2016-01-01")))
    assert [one.key for one in office.get(AGENDA).context["earlier"]] == ["vorher"]
    assert office.post(AGENDA, {"begin": "", "source": "spaeter"}).status_code == 404
    follow(office, begin="", source="vorher")
    assert numbers(office) == {"Bericht": "1"}


def test_a_title_is_added_and_the_field_keeps_the_focus(office: Client, meeting: Meeting) -> None:
    AgendaItemFactory(meeting=meeting, key="antraege", title="Anträge", kind="section")
    for parent, part, where in (
        ("antraege", "public", "antraege"),
        ("", "public", ""),
        ("", "non_public", "non_public"),
    ):
        data = {"add": "", "title": f"  Neu\n{part}{parent} ", "parent": parent, "part": part}
        response = office.post(AGENDA, data)
        assert response.url == f"{AGENDA}?in={where}"
        assert office.get(response.url).content.decode().count(" autofocus") == 1
    assert numbers(office) == {
        "Anträge": "1",
        "Neu publicantraege": "1.1",
        "Neu public": "2",
        "Neu non_public": "3",
    }
    assert "geben Sie einen Titel ein" in follow(
        office, add="", title=" ", parent="", part="public"
    )


def test_an_item_is_dropped_where_it_was_dragged(office: Client, meeting: Meeting) -> None:
    for number, key in enumerate("abc"):
        AgendaItemFactory(meeting=meeting, key=key, title=key, position=number)
    seen = office.get(AGENDA).context["seen"]
    data = {"place": "0", "item": "c", "parent": "a", "seen": seen}
    response = office.post(AGENDA, data)
    assert response.url == f"{AGENDA}?item=c"
    assert numbers(office) == {"a": "1", "c": "1.1", "b": "2"}
    assert "ms-agendaedit__item--placed" in office.get(response.url).content.decode()
    assert "Jemand anderes hat die Reihenfolge" in follow(office, **data)
    seen = office.get(AGENDA).context["seen"]
    page = follow(office, place="x", item="a", parent="c", seen=seen)
    assert "Dorthin lässt sich der Punkt nicht verschieben." in page


def test_one_click_takes_over_what_was_adjourned_and_both_say_where(
    office: Client, meeting: Meeting
) -> None:
    earlier = MeetingFactory(key="vorher", start_at=at("2014-07-01"), name="Vorige Sitzung")
    AgendaItemFactory(meeting=earlier, title="Bänke", result="adjourned")
    AgendaItemFactory(meeting=earlier, title="Woanders", result="referred")
    page = office.get(AGENDA).content.decode()
    assert "1 Punkt übernehmen" in page
    assert "Verwiesen und daher nicht übernommen" in page
    assert "Woanders" in page
    page = follow(office, carry="")
    assert "1 Punkt übernommen." in page
    assert "übernommen aus" in page
    assert "nichts mehr zu übernehmen" in follow(office, carry="")
    assert AgendaItem.objects.filter(title="Bänke").count() == 2
    old = office.get("/office/sitzungen/vorher/tagesordnung/").content.decode()
    assert 'weiter in <a href="/office/sitzungen/erste/tagesordnung/">' in old


def test_times_follow_from_the_planned_minutes(office: Client, meeting: Meeting) -> None:
    Meeting.objects.update(start_at=at("2016-05-24"))
    AgendaItemFactory(meeting=meeting, planned_minutes=20, position=1)
    page = office.get(AGENDA).content.decode()
    assert "Geplant von 16:00 bis 16:20 Uhr, zusammen 20 Minuten." in page
    AgendaItemFactory(meeting=meeting, position=2)
    page = office.get(AGENDA).content.decode()
    assert "16:20 Uhr" in page
    assert "Ein Punkt hat noch keine Minuten." in page


def test_reasons_come_from_the_rules_and_go_with_non_public(
    office: Client, meeting: Meeting
) -> None:
    RulesFactory(non_public_categories="Vergaben")
    item = AgendaItemFactory(meeting=meeting, key="x", public=False, category="Früherer Grund")
    address = "/office/tagesordnungspunkte/x/"
    page = office.get(address)
    choices = [value for value, _label in page.context["form"].fields["category"].choices]
    assert choices == ["", "Vergaben", "Früherer Grund"]
    office.post(address, sent(page, category="Vergaben"))
    item.refresh_from_db()
    assert item.category == "Vergaben"
    office.post(address, sent(office.get(address), public="on"))
    item.refresh_from_db()
    assert (item.public, item.category) == (True, "")


def test_a_held_session_offers_to_go_on_with_it(office: Client, meeting: Meeting) -> None:
    address = office.get("/office/sitzungen/erste/").context["continue_url"]
    form = office.get(address).context["form"]
    assert form["continues"].value() == meeting.pk
    assert form["name"].value() == f"Fortsetzung: {meeting.name}"
    Meeting.objects.update(state="planned")
    assert office.get("/office/sitzungen/erste/").context["continue_url"] == ""
    Meeting.objects.update(state="held", location=LocationFactory(key="rathaus"))
    assert "location=rathaus" in office.get("/office/sitzungen/erste/").context["continue_url"]


def test_visitors_read_that_a_section_is_vacant(
    client: Client, meeting: Meeting, settings: Any
) -> None:
    settings.PAGE_CACHE_SECONDS = 0
    section = AgendaItemFactory(meeting=meeting, kind="section", title="Anfragen")
    AgendaItemFactory(meeting=meeting, parent=section, public=False, title="GEHEIM")
    page = client.get("/de/sitzungen/erste/").content.decode()
    assert '<p class="ms-agenda__empty">-unbesetzt-</p>' in page
    assert "GEHEIM" not in page
    feed = client.get("/de/sitzungen/feed.atom").content.decode()
    assert "-unbesetzt-" in feed
    AgendaItemFactory(meeting=meeting, parent=section)
    assert "-unbesetzt-" not in client.get("/de/sitzungen/erste/").content.decode()


def test_an_agenda_is_kept_as_a_template_and_begins_another(
    office: Client, meeting: Meeting
) -> None:
    add(office, "Bericht")
    assert "Als Vorlage „Kurz“ gespeichert." in follow(office, save="", name=" Kurz ")
    assert "gibt es schon" in follow(office, save="", name="Kurz")
    AgendaItem.objects.all().delete()
    assert '<option value="kurz">Kurz</option>' in office.get(AGENDA).content.decode()
    assert office.post(AGENDA, {"begin": "", "template": "fremd"}).status_code == 404
    follow(office, begin="", template="kurz")
    assert numbers(office) == {"Bericht": "1"}
    AgendaItem.objects.all().delete()
    assert "Vorlage „Kurz“ gelöscht." in follow(office, forget="", template="kurz")
    assert "Oder mit einer Vorlage" not in office.get(AGENDA).content.decode()
