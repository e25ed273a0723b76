"""Creating and changing records, shown with locations and goals."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from mitsprache.council.models import Location, Organization
from mitsprache.goals.models import Goal
from tests.factories.council import LocationFactory, OrganizationFactory, TermFactory
from tests.factories.goals import FieldOfActionFactory, GoalFactory
from tests.office.forms import sent

pytestmark = pytest.mark.django_db
NEW = "/office/orte/neu/"


@pytest.fixture
def place() -> Location:
    return LocationFactory(key="rathaus", description="Rathaus", room="Saal 1", locality="Dortmund")


def test_a_record_gets_a_key_from_its_name(office: Client) -> None:
    response = office.post(NEW, sent(office.get(NEW), description="Bürgerhaus Süd"))
    assert response.status_code == 302
    assert response.url == "/office/orte/buergerhaus-sued/"
    office.post(NEW, sent(office.get(NEW), description="Bürgerhaus Süd"))
    assert Location.objects.filter(key="buergerhaus-sued-2").exists()


def test_a_chosen_key_is_kept_and_one_of_an_address_refused(office: Client) -> None:
    office.post(NEW, sent(office.get(NEW), description="A", key="eigenes"))
    assert Location.objects.filter(key="eigenes").exists()
    refused = office.post(NEW, sent(office.get(NEW), description="B", key="neu"))
    assert refused.status_code == 422
    assert "Dieses Kürzel ist vergeben." in refused.content.decode()


def test_the_key_can_not_be_changed(office: Client, place: Location) -> None:
    page = office.get("/office/orte/rathaus/")
    assert "key" not in page.context["form"].fields
    office.post("/office/orte/rathaus/", sent(page, key="anders", room="Saal 2"))
    place.refresh_from_db()
    assert (place.key, place.room) == ("rathaus", "Saal 2")


def test_an_error_stands_beside_its_field_and_in_the_summary(office: Client) -> None:
    response = office.post(NEW, sent(office.get(NEW), latitude="200"))
    page = response.content.decode()
    assert response.status_code == 422
    assert "Bitte prüfen Sie 2 Angaben" in page
    assert '<a href="#id_description">' in page
    field = re.search(r"<input[^>]*id=\"id_description\"[^>]*>", page)
    assert field is not None
    assert 'aria-describedby="id_description_error"' in field[0]
    assert 'aria-invalid="true"' in field[0]
    assert 'id="id_description_error"' in page
    assert re.search(r'class="ms-errors"[^>]*autofocus', page)
    assert not Location.objects.exists()


def test_forms_warn_before_unsaved_input_is_lost(office: Client, place: Location) -> None:
    assert 'data-warn-unsaved="' in office.get(NEW).content.decode()
    assert 'data-warn-unsaved="' in office.get("/office/orte/rathaus/").content.decode()
    failed = office.post(NEW, sent(office.get(NEW))).content.decode()
    assert re.search(r"<form[^>]*data-warn-unsaved=\"[^\"]+\"[^>]* data-unsaved>", failed)


def test_a_save_without_a_change_writes_nothing(office: Client, place: Location) -> None:
    office.post("/office/orte/rathaus/", sent(office.get("/office/orte/rathaus/")))
    place.refresh_from_db()
    assert place.version == 1


def test_a_complaint_of_the_operation_comes_back_to_its_field(office: Client) -> None:
    upper = OrganizationFactory(key="oben", name="Oben")
    OrganizationFactory(key="unten", name="Unten", parent=upper)
    page = office.get("/office/organisationen/oben/")
    lower = Organization.objects.get(key="unten")
    response = office.post("/office/organisationen/oben/", sent(page, parent=str(lower.pk)))
    assert response.status_code == 422
    assert "gehört so zu sich selbst" in response.context["form"].errors["parent"][0]


def test_a_rule_of_the_whole_record_stands_in_the_summary(office: Client) -> None:
    page = office.get("/office/wahlperioden/neu/")
    TermFactory()
    data = sent(
        page,
        name="X",
        council_name="X",
        council_short_name="X",
        start_date="2026-01-01",
        end_date="2025-01-01",
        seats_elected="1",
        seats_appointed="0",
    )
    response = office.post("/office/wahlperioden/neu/", data)
    assert response.status_code == 422
    assert "Das Ende liegt vor dem Beginn." in response.content.decode()


def test_after_a_save_one_goes_where_one_came_from(office: Client, place: Location) -> None:
    page = office.get("/office/orte/rathaus/?zurueck=/office/sitzungen/")
    assert page.context["back_url"] == "/office/sitzungen/"
    data = sent(page, room="X", zurueck="/office/sitzungen/")
    assert office.post("/office/orte/rathaus/", data).url == "/office/sitzungen/"


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.test/", "//elsewhere.test/", "x"])
def test_the_way_back_never_leaves_the_site(
    office: Client, place: Location, elsewhere: str
) -> None:
    data = sent(office.get("/office/orte/rathaus/"), zurueck=elsewhere)
    assert office.post("/office/orte/rathaus/", data).url == "/office/orte/rathaus/"


def test_an_unknown_record_is_missing(office: Client) -> None:
    assert office.get("/office/orte/gibt-es-nicht/").status_code == 404


def opened_by_two(office: Client, address: str, **theirs: Any) -> Any:
    """Open a form, then let somebody else save `theirs`; return the page opened first."""
    page = office.get(address)
    assert office.post(address, sent(office.get(address), **theirs)).status_code == 302
    return page


def test_a_conflict_overwrites_nothing_and_shows_both_sides(
    office: Client, place: Location
) -> None:
    mine = opened_by_two(office, "/office/orte/rathaus/", room="Saal 3")
    response = office.post("/office/orte/rathaus/", sent(mine, room="Saal 2"))
    assert response.status_code == 409
    [difference] = response.context["differences"]
    assert (difference.name, difference.theirs) == ("room", "Saal 3")
    page = response.content.decode()
    assert "<del>3</del><ins>2</ins>" in page
    assert 'value="Saal 2"' in page
    place.refresh_from_db()
    assert place.room == "Saal 3"


@pytest.mark.parametrize(("decision", "room"), [("mine", "Saal 2"), ("theirs", "Saal 3")])
def test_a_conflict_is_decided_field_by_field(
    office: Client, place: Location, decision: str, room: str
) -> None:
    mine = opened_by_two(office, "/office/orte/rathaus/", room="Saal 3")
    asked = office.post("/office/orte/rathaus/", sent(mine, room="Saal 2"))
    answer = sent(asked, strittig="room", **{"nehmen-room": decision})
    assert office.post("/office/orte/rathaus/", answer).status_code == 302
    place.refresh_from_db()
    assert place.room == room


def test_an_undecided_conflict_asks_again(office: Client, place: Location) -> None:
    mine = opened_by_two(office, "/office/orte/rathaus/", room="Saal 3")
    asked = office.post("/office/orte/rathaus/", sent(mine, room="Saal 2"))
    again = office.post("/office/orte/rathaus/", sent(asked, strittig=["room", "unknown"]))
    assert again.status_code == 409
    assert "Wählen Sie bei jeder Angabe" in again.content.decode()
    assert [difference.name for difference in again.context["differences"]] == ["room"]


def test_a_third_save_meanwhile_is_a_conflict_again(office: Client, place: Location) -> None:
    mine = opened_by_two(office, "/office/orte/rathaus/", room="Saal 3")
    asked = office.post("/office/orte/rathaus/", sent(mine, room="Saal 2"))
    office.post("/office/orte/rathaus/", sent(office.get("/office/orte/rathaus/"), room="Saal 4"))
    answer = sent(asked, strittig="room", **{"nehmen-room": "mine"})
    again = office.post("/office/orte/rathaus/", answer)
    assert again.status_code == 409
    assert again.context["differences"][0].theirs == "Saal 4"


def test_what_only_the_other_changed_is_taken_over_and_named(
    office: Client, place: Location
) -> None:
    mine = opened_by_two(office, "/office/orte/rathaus/", locality="Hagen", is_accessible="true")
    asked = office.post("/office/orte/rathaus/", sent(mine, room="Saal 2"))
    assert asked.status_code == 409
    assert asked.context["differences"] == []
    assert asked.context["taken"] == ["Stadt", "Barrierefrei"]
    assert office.post("/office/orte/rathaus/", sent(asked)).status_code == 302
    place.refresh_from_db()
    assert (place.room, place.locality, place.is_accessible) == ("Saal 2", "Hagen", True)


def test_conflicts_of_choices_links_and_long_texts_are_in_words(office: Client) -> None:
    goal = GoalFactory(description="<p>Alt</p>")
    one, two = FieldOfActionFactory(title="Eins"), FieldOfActionFactory(title="Zwei")
    address = f"/office/ziele/{goal.key}/"
    mine = opened_by_two(
        office,
        address,
        description="<p>Ihr Text</p>",
        fields_of_action=[str(one.pk)],
        kind="further_activity",
    )
    asked = office.post(
        address,
        sent(
            mine,
            description="<div>Mein Text</div>",
            fields_of_action=[str(two.pk)],
            kind="",
            term="",
        ),
    )
    assert asked.status_code == 422
    asked = office.post(
        address,
        sent(
            mine, description="<div>Mein Text</div>", fields_of_action=[str(two.pk)], position="9"
        ),
    )
    assert asked.status_code == 409
    theirs = {difference.name: difference.theirs for difference in asked.context["differences"]}
    assert theirs == {"description": "Ihr Text", "fields_of_action": "Eins"}
    assert asked.context["taken"] == ["Art"]
    answer = sent(
        asked,
        strittig=["description", "fields_of_action"],
        **{"nehmen-description": "mine", "nehmen-fields_of_action": "theirs"},
    )
    assert office.post(address, answer).status_code == 302
    goal = Goal.objects.get()
    assert goal.description == "<p>Mein Text</p>"
    assert [field.title for field in goal.fields_of_action.all()] == ["Eins"]
    assert (goal.position, goal.kind) == (9, "further_activity")


def test_both_sides_of_a_conflict_are_in_words(office: Client) -> None:
    one, two = OrganizationFactory(name="Eins"), OrganizationFactory(name="Zwei")
    OrganizationFactory(key="verein", tone=1)
    address = "/office/organisationen/verein/"
    theirs = {
        "parent": str(one.pk),
        "organization_type": "committee",
        "is_partner": "on",
        "start_date": "2026-02-01",
        "phone": "0231 1",
        "tone": "2",
        "summary": "Kurz",
    }
    mine = opened_by_two(office, address, **theirs)
    asked = office.post(
        address,
        sent(
            mine,
            parent=str(two.pk),
            organization_type="office",
            start_date="2026-03-01",
            phone="0231 2",
            tone="3",
            summary="Anders",
            stand="{}",
        ),
    )
    assert asked.status_code == 409
    shown = {
        one.name: ("".join(text for kind, text in one.mine if kind != "gone"), one.theirs)
        for one in asked.context["differences"]
    }
    assert shown == {
        "parent": ("Zwei", "Eins"),
        "organization_type": ("Geschäftsstelle", "Ausschuss"),
        "is_partner": ("nein", "ja"),
        "start_date": ("01.03.2026", "01.02.2026"),
        "phone": ("0231 2", "0231 1"),
        "tone": ("3", "2"),
        "summary": ("Anders", "Kurz"),
    }


def test_what_is_empty_on_one_side_of_a_conflict_says_so(office: Client) -> None:
    one = OrganizationFactory(name="Eins")
    OrganizationFactory(key="verein", parent=one, phone="1")
    address = "/office/organisationen/verein/"
    mine = opened_by_two(office, address, parent="", phone="")
    asked = office.post(address, sent(mine, phone="2", stand="{}"))
    theirs = {one.name: one.theirs for one in asked.context["differences"]}
    assert theirs == {"parent": "(leer)", "phone": "(leer)"}


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30])
def test_a_form_without_its_version_is_a_conflict(
    office: Client, place: Location, version: str
) -> None:
    data = sent(office.get("/office/orte/rathaus/"), room="X", version=version, stand="[broken")
    response = office.post("/office/orte/rathaus/", data)
    assert response.status_code == 409
    assert [one.name for one in response.context["differences"]] == ["room"]


def test_input_that_is_too_long_is_told(office: Client) -> None:
    response = office.post(NEW, sent(office.get(NEW), description="x" * 1_000_000))
    assert response.status_code == 422


def test_a_form_begins_with_what_the_address_says(office: Client) -> None:
    organization = OrganizationFactory(key="rat")
    page = office.get("/office/organisationen/neu/?parent=rat&organization_type=committee")
    form = page.context["form"]
    assert form["parent"].value() == organization.pk
    assert form["organization_type"].value() == "committee"


def test_many_options_can_be_narrowed(office: Client) -> None:
    assert 'data-narrow="12"' in office.get("/office/mitgliedschaften/neu/").content.decode()


def test_long_texts_get_the_editor_but_not_where_it_would_lose_languages(office: Client) -> None:
    goal = GoalFactory(description="<p>Deutsch</p>")
    address = f"/office/ziele/{goal.key}/"
    assert "data-rich" in office.get(address).content.decode()
    Goal.objects.update(description='<p lang="tr">Türkçe</p>')
    assert "data-rich" not in office.get(address).content.decode()


def test_an_organization_is_not_offered_as_its_own_parent(office: Client) -> None:
    OrganizationFactory(key="selbst")
    form = office.get("/office/organisationen/selbst/").context["form"]
    assert [str(label) for value, label in form.fields["parent"].choices] == ["keine Angabe"]
