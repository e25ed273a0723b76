from __future__ import annotations

import datetime as dt

import pytest

from mitsprache.audit.models import Entry
from mitsprache.exchange.problems import Place
from mitsprache.exchange.rows import Wordings
from mitsprache.exchange.translated import Wording
from mitsprache.exchange.tree import read_tree
from mitsprache.exchange.wordings import merged
from mitsprache.goals.models import Goal
from mitsprache.kernel import clock
from mitsprache.kernel.text import TextState, source_hash
from mitsprache.meetings.models import AgendaItem
from tests.exchange.conftest import Load
from tests.exchange.files import Directory

TURKISH = "translations/tr.yaml"


def entry(text: str, of: str = "Quelle", state: str = "draft", by: str = "wer") -> dict[str, str]:
    return {"text": text, "of": source_hash(of), "state": state, "by": by, "at": "damals"}


def merge(
    stored: dict[str, str] | None, state: str = "draft", source: str = "Quelle", **wording: str
) -> tuple[dict[str, str] | None, list[str]]:
    """Merge one text for one field and return its entry and the warnings."""
    found = Wordings(
        "tr", "goals", "a", state, {"title": Wording(**wording)}, Place(read_tree("tr.yaml", ""))
    )
    translations, warnings = merged(
        {"tr": {"title": stored}} if stored else {},
        [found],
        {"title": source},
        by="lader",
        at="jetzt",
    )
    return translations.get("tr", {}).get("title"), [one.message for one in warnings]


def test_a_new_text_translates_the_source_as_it_is() -> None:
    assert merge(None, text="neu") == (
        {
            "text": "neu",
            "of": source_hash("Quelle"),
            "state": "draft",
            "by": "lader",
            "at": "jetzt",
        },
        [],
    )


def test_a_text_keeps_what_the_file_says_of_it() -> None:
    found, _warnings = merge(
        None, text="neu", state="checked", of="0" * 16, by="Ayşe", at="2015-01-01T10:00+01:00"
    )
    assert found == {
        "text": "neu",
        "of": "0" * 16,
        "state": "checked",
        "by": "Ayşe",
        "at": "2015-01-01T10:00:00+01:00",
    }


def test_the_same_text_stays_with_its_author_and_moment() -> None:
    stored = entry("gleich")
    assert merge(stored, text="gleich") == (stored, [])


def test_the_same_text_is_outdated_when_the_source_changed() -> None:
    stored = entry("gleich", of="Alte Quelle")
    assert merge(stored, text="gleich") == (stored, [])


def test_the_same_text_with_a_hash_is_for_that_source() -> None:
    found, _warnings = merge(
        entry("gleich", of="Alte Quelle"), text="gleich", of=source_hash("Quelle")
    )
    assert found is not None
    assert (found["of"], found["by"]) == (source_hash("Quelle"), "lader")


def test_somebody_who_checks_a_text_checks_it_against_the_source_of_now() -> None:
    found, _warnings = merge(
        entry("gleich", of="Alte Quelle"), state="checked", text="gleich", by="Ayşe"
    )
    assert found is not None
    assert (found["of"], found["state"]) == (source_hash("Quelle"), "checked")


@pytest.mark.parametrize("state", ["draft", "machine"])
def test_a_checked_text_is_not_replaced_by_one_that_nobody_checked(state: str) -> None:
    stored = entry("geprüft", state="checked")
    assert merge(stored, state=state, text="anders") == (
        stored,
        ["Der geprüfte Text in der Datenbank bleibt stehen."],
    )
    assert merge(stored, state=state, text="geprüft") == (stored, [])
    assert merge(stored, state=state, text="")[0] == stored


def test_a_checked_text_replaces_a_checked_text() -> None:
    found, warnings = merge(entry("geprüft", state="checked"), state="checked", text="besser")
    assert found is not None
    assert (found["text"], warnings) == ("besser", [])


def test_an_empty_text_removes_the_translation() -> None:
    assert merge(entry("alt"), text="") == (None, [])
    assert merge(None, text="") == (None, [])


def test_a_text_without_a_source_is_kept_with_a_warning() -> None:
    found, warnings = merge(None, source="", text="neu")
    assert found is not None
    assert warnings == ["Dazu gibt es keinen deutschen Text."]


def test_load_writes_translations_of_all_kinds(council: Directory, load: Load) -> None:
    load(council)
    goal = Goal.objects.get()
    texts = goal.translations["tr"]
    assert texts["title"]["text"] == "Seçim hakkı"
    assert texts["description"]["text"] == "<p>Herkes için.</p><p>İkinci paragraf.</p>"
    assert goal.wording("title", "tr").state is TextState.DRAFT
    assert goal.wording("summary", "tr").state is TextState.CHECKED
    assert (texts["summary"]["by"], texts["title"]["by"]) == ("Ayşe", "mitsprache load")
    item = AgendaItem.objects.get(key="sitzung-1--antrag-a")
    assert item.wording("title", "tr").state is TextState.OUTDATED
    assert "tr" in AgendaItem.objects.get(key="sitzung-1--antrag-a").translations


def test_a_changed_translation_is_one_update(council: Directory, load: Load) -> None:
    load(council)
    council.change(TURKISH, "Seçim hakkı", "Yerel seçim hakkı")
    with clock.stopped(dt.date(2030, 5, 1)):
        report = load(council)
    assert report.written == report.counts["goals"].updated == 1
    title = Goal.objects.get().translations["tr"]["title"]
    assert title["at"].startswith("2030-05-01")


def test_a_changed_source_leaves_its_translation_outdated(council: Directory, load: Load) -> None:
    load(council)
    council.change("goals.yaml", "title: Wahlrecht", "title: Kommunales Wahlrecht")
    load(council)
    assert Goal.objects.get().wording("title", "tr").state is TextState.OUTDATED
    assert load(council).written == 0


def test_a_file_of_translations_alone_reaches_stored_records(
    council: Directory, load: Load
) -> None:
    load(council)
    for name in ("goals", "plans", "images", "persons", "organizations", "locations"):
        council.remove(f"{name}.yaml")
    for path in [*council.root.glob("meetings/*"), *council.root.glob("articles/*")]:
        path.unlink()
    council.change(TURKISH, "A önergesi", "B önergesi")
    report = load(council)
    assert report.written == report.counts["agenda_items"].updated == 1
    assert load(council).written == 0
    assert Entry.objects.count() == 2


def test_warnings_about_kept_texts_name_file_and_line(council: Directory, load: Load) -> None:
    load(council)
    council.change(
        TURKISH,
        "summary: {text: Seçebilmek., state: checked, by: Ayşe, at: 2015-01-01T10:00+01:00}",
        "summary: Başka.",
    )
    (warning,) = load(council).warnings
    assert str(warning) == (
        "translations/tr.yaml, Zeile 14, „summary“:"
        " Der geprüfte Text in der Datenbank bleibt stehen."
    )
    assert Goal.objects.get().translations["tr"]["summary"]["text"] == "Seçebilmek."


def test_texts_in_html_are_sanitised_like_their_source(council: Directory, load: Load) -> None:
    council.put(
        "translations/ar.yaml",
        "language: ar\ntexts:\n  goals:\n    wahlrecht:\n      description: <p>حق <strong>x</strong></p>\n",
    )
    load(council)
    text = Goal.objects.get().translations["ar"]["description"]["text"]
    assert text == "<p>حق <strong>x</strong></p>"
