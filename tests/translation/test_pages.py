"""The queue, and source and translation side by side."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from mitsprache.goals import operations as goals
from mitsprache.goals.models import Goal
from mitsprache.kernel.actor import command
from mitsprache.kernel.text import source_hash
from mitsprache.publishing.models import Article
from mitsprache.translation.views import office as pages
from tests.factories.goals import GoalFactory, PlanFactory
from tests.factories.publishing import ArticleFactory

pytestmark = pytest.mark.django_db
QUEUE = "/office/uebersetzung/"


def stored(text: str, source: str, state: str = "checked") -> dict[str, str]:
    return {"text": text, "of": source_hash(source), "state": state, "by": "", "at": ""}


@pytest.fixture
def goal() -> Goal:
    return GoalFactory(key="ziel", title="Wahlrecht", summary="", description="<p>Für alle.</p>")


def titles(client: Client, **query: str) -> list[str]:
    return [row["title"] for row in client.get(QUEUE, query).context["rows"]]


def sent(page: Any, **changes: Any) -> dict[str, Any]:
    data = {field.html_name: field.value() or "" for field in page.context["form"]}
    data = {name: value for name, value in data.items() if not name.startswith("confirm-")}
    return data | {name.replace("_", "-", 1): value for name, value in changes.items()}


def test_the_queue_lists_what_is_open_by_language_state_and_kind(translator: Client) -> None:
    GoalFactory(title="Fehlt", description="")
    GoalFactory(title="Alt", description="", translations={"tr": {"title": stored("Eski", "x")}})
    fresh = {"tr": {"title": stored("Taslak", "Entwurf", "draft")}}
    PlanFactory(title="Entwurf", description="", translations=fresh)
    done = {"tr": {"title": stored("Tamam", "Fertig")}}
    PlanFactory(title="Fertig", description="", translations=done)
    assert set(titles(translator, sprache="tr", art="goal")) == {"Fehlt", "Alt"}
    assert titles(translator, sprache="tr", stand="outdated") == ["Alt"]
    assert titles(translator, sprache="tr", stand="draft") == ["Entwurf"]
    assert "Fertig" not in titles(translator, sprache="tr")
    assert "Fertig" in titles(translator, sprache="ar", art="plan")
    assert titles(translator, sprache="xx", stand="xx", art="xx", ab="x")


def test_the_queue_leaves_out_what_was_written_in_the_language(translator: Client) -> None:
    GoalFactory(title="Türkçe", source_language="tr")
    assert "Türkçe" not in titles(translator, sprache="tr", art="goal")


def test_the_queue_has_pages(translator: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "ROWS", 2)
    for number in range(5):
        GoalFactory(title=f"Ziel {number}")
    first = translator.get(QUEUE, {"sprache": "tr", "art": "goal"})
    assert first.context["newer_url"] == ""
    second = translator.get(QUEUE + first.context["older_url"])
    third = translator.get(QUEUE + second.context["older_url"])
    assert third.context["older_url"] == ""
    found = [row["title"] for page in (first, second, third) for row in page.context["rows"]]
    assert found == ["Ziel 4", "Ziel 3", "Ziel 2", "Ziel 1", "Ziel 0"]


def test_translators_see_public_records_only(translator: Client) -> None:
    ArticleFactory(key="geheim", title="Geheim", state="draft", publish_at=None)
    assert "Geheim" not in titles(translator, sprache="tr", art="article")
    assert translator.get(f"{QUEUE}article/geheim/tr/").status_code == 404


def test_the_office_sees_drafts_too(office: Client) -> None:
    ArticleFactory(key="geheim", title="Geheim", state="draft", publish_at=None)
    assert "Geheim" in titles(office, sprache="tr", art="article")
    page = office.get(f"{QUEUE}article/geheim/tr/")
    assert page.context["edit_url"] == "/office/artikel/geheim/"


@pytest.mark.parametrize(
    "address", ["goal/ziel/de/", "goal/ziel/xx/", "goal/nein/tr/", "user/1/tr/"]
)
def test_what_is_not_translated_is_missing(translator: Client, goal: Goal, address: str) -> None:
    assert translator.get(QUEUE + address).status_code == 404


def test_both_sides_stand_beside_each_other(translator: Client, goal: Goal) -> None:
    page = translator.get(f"{QUEUE}goal/ziel/ar/")
    html = page.content.decode()
    assert '<div class="ms-langpair__source" lang="de" dir="ltr">Wahlrecht</div>' in html
    assert 'name="text-title"' in html
    assert 'lang="ar" dir="rtl"' in html
    assert "text-summary" not in html
    assert page.context["edit_url"] == ""
    assert 'data-warn-unsaved="' in html


def test_a_translation_is_saved_and_leads_back_to_the_queue(translator: Client, goal: Goal) -> None:
    address = f"{QUEUE}goal/ziel/tr/"
    data = sent(
        translator.get(address),
        text_title="Oy hakkı",
        text_description="Herkes için.",
        state_description="checked",
    )
    assert translator.post(address, data).url == f"{QUEUE}?sprache=tr"
    goal.refresh_from_db()
    assert goal.translations["tr"]["title"]["state"] == "draft"
    assert goal.translations["tr"]["description"]["text"] == "<p>Herkes için.</p>"
    assert goal.translations["tr"]["description"]["state"] == "checked"


def test_nothing_changed_writes_nothing(translator: Client, goal: Goal) -> None:
    address = f"{QUEUE}goal/ziel/tr/?zurueck=/office/"
    page = translator.post(address, sent(translator.get(address)), follow=True)
    assert page.redirect_chain[0][0] == "/office/"
    assert "Es gab nichts zu speichern." in page.content.decode()
    goal.refresh_from_db()
    assert goal.version == 1


def test_too_long_a_text_is_told_beside_its_field(translator: Client, goal: Goal) -> None:
    address = f"{QUEUE}goal/ziel/tr/"
    response = translator.post(address, sent(translator.get(address), text_title="x" * 900))
    assert response.status_code == 422
    assert '<a href="#id_text-title">' in response.content.decode()
    assert "Der Text ist zu lang" in response.context["form"].errors["text-title"][0]


def test_an_unknown_state_is_an_error(translator: Client, goal: Goal) -> None:
    address = f"{QUEUE}goal/ziel/tr/"
    assert (
        translator.post(address, sent(translator.get(address), state_title="x")).status_code == 422
    )


def outdated(goal: Goal) -> None:
    """Translate the title, then change its source through the log."""
    Goal.objects.update(translations={"tr": {"title": stored("Oy hakkı", "Wahlrecht")}})
    goals.goal.update(actor=command("test"), record=goal, values={"title": "Kommunales Wahlrecht"})


def test_an_outdated_text_shows_how_its_source_changed(translator: Client, goal: Goal) -> None:
    outdated(goal)
    page = translator.get(f"{QUEUE}goal/ziel/tr/").content.decode()
    assert "Was sich am Original geändert hat" in page
    assert "<ins>Kommunales " in page
    assert "veraltet" in page


def test_an_outdated_text_without_a_trace_says_that_it_is_old(
    translator: Client, goal: Goal
) -> None:
    Goal.objects.update(translations={"tr": {"title": stored("Oy hakkı", "Ganz früher")}})
    page = translator.get(f"{QUEUE}goal/ziel/tr/").content.decode()
    assert "die frühere Fassung ist nicht mehr bekannt" in page


def test_an_outdated_text_stays_so_until_somebody_says_that_it_fits(
    translator: Client, goal: Goal
) -> None:
    outdated(goal)
    address = f"{QUEUE}goal/ziel/tr/"
    translator.post(address, sent(translator.get(address), text_description="Herkes"))
    goal.refresh_from_db()
    assert goal.wording("title", "tr").state == "outdated"
    translator.post(address, sent(translator.get(address), confirm_title="on"))
    goal.refresh_from_db()
    assert goal.wording("title", "tr").state == "checked"


def test_a_machine_text_can_stay_one(translator: Client, goal: Goal) -> None:
    Goal.objects.update(translations={"tr": {"title": stored("Oy", "Wahlrecht", "machine")}})
    address = f"{QUEUE}goal/ziel/tr/"
    page = translator.get(address)
    assert page.context["form"]["state-title"].value() == "machine"
    translator.post(address, sent(page, state_title="checked"))
    goal.refresh_from_db()
    assert goal.wording("title", "tr").state == "checked"


def test_somebody_who_saved_meanwhile_is_not_overwritten(translator: Client, goal: Goal) -> None:
    address = f"{QUEUE}goal/ziel/tr/"
    mine = translator.get(address)
    translator.post(address, sent(translator.get(address), text_title="Ihre Fassung"))
    response = translator.post(address, sent(mine, text_title="Meine Fassung"))
    assert response.status_code == 409
    html = response.content.decode()
    assert "Meine Fassung" in html
    assert "Ihre Fassung" in html
    goal.refresh_from_db()
    assert goal.wording("title", "tr").text == "Ihre Fassung"
    again = sent(response, text_title="Meine Fassung")
    assert translator.post(address, again).status_code == 302
    goal.refresh_from_db()
    assert goal.wording("title", "tr").text == "Meine Fassung"


def test_a_record_without_texts_says_so(office: Client) -> None:
    ArticleFactory(key="leer")
    Article.objects.update(title="", text="")
    page = office.get(f"{QUEUE}article/leer/tr/").content.decode()
    assert "Hier gibt es noch keinen Text zu übersetzen." in page
