"""Entries in words for people who know no field names."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from pathlib import Path
from typing import Any

import pytest

import mitsprache
from mitsprache.audit.words import Names, action_words, kind_words, row_words, value_words
from mitsprache.kernel.records import RecordOperations
from tests.factories.accounts import UserFactory

SOURCE = Path(mitsprache.__file__).parent


@pytest.fixture(autouse=True, scope="module")
def _known_operations() -> None:
    """Know the record types by the nouns of their permissions, as the site does once it serves."""
    operations()


def fields(model: str, values: dict[str, list[Any]]) -> dict[str, tuple[str, str]]:
    change = {"action": "update", "model": model, "pk": "1", "label": "x", "fields": values}
    return {field.label: (field.old, field.new) for field in row_words(change, {}).fields}


@pytest.mark.parametrize(
    ("action", "words"),
    [
        ("council.create_person", "Person angelegt"),
        ("council.update_term", "Wahlperiode geändert"),
        ("exchange.load", "Daten geladen"),
        ("accounts.log_in", "Angemeldet"),
        ("council.frobnicate_person", "council.frobnicate_person"),
        ("gone.update_thing", "gone.update_thing"),
        ("strange", "strange"),
    ],
)
def test_actions_have_words(action: str, words: str) -> None:
    assert action_words(action) == words


def test_kinds_have_words() -> None:
    assert kind_words("accounts.user") == "Zugang"
    assert kind_words("gone.thing") == "gone.thing"
    assert kind_words("") == ""


def test_fields_are_called_as_in_forms() -> None:
    words = fields("accounts.user", {"email": ["a@x.example", "b@x.example"]})
    assert words == {"E-Mail": ("a@x.example", "b@x.example")}


def test_choices_booleans_and_nothing() -> None:
    words = fields(
        "accounts.user",
        {"language": [None, "en"], "is_active": [True, False], "name": ["", "A"]},
    )
    assert words == {"Sprache": ("–", "English"), "Aktiv": ("ja", "nein"), "Name": ("–", "A")}


def test_moments_and_days() -> None:
    moment = fields("accounts.user", {"date_joined": [None, "2026-11-23T08:15:00+00:00"]})
    assert moment == {"Angelegt": ("–", "23.11.2026 09:15")}
    day = fields("council.membership", {"start_date": ["2026-11-23", "kaputt"]})
    assert day == {"Von": ("23.11.2026", "kaputt")}
    broken = fields("accounts.user", {"date_joined": ["kaputt", None]})
    assert broken == {"Angelegt": ("kaputt", "–")}


@pytest.mark.django_db
def test_related_records_are_named() -> None:
    user = UserFactory(name="Ada Rat")
    words = fields("accounts.role", {"user_id": [user.pk, 999], "name": [None, "office"]})
    assert words == {"User": ("Ada Rat", "#999"), "Rolle": ("–", "Geschäftsstelle")}


@pytest.mark.django_db
def test_lists_of_records_are_named() -> None:
    from mitsprache.council.models import Organization

    names = [field.name for field in Organization._meta.many_to_many]
    for name in names:
        assert list(fields("council.organization", {name: [[], ["999"]]}).values()) == [
            ("–", "#999")
        ]


def test_unknown_fields_and_models_stay_as_they_are() -> None:
    assert fields("accounts.user", {"gone": ["a", 2]}) == {"Gone": ("a", "2")}
    assert fields("gone.thing", {"x": [1, 2]}) == {"X": ("1", "2")}
    assert fields("accounts.user", {"steps": [None, "password"]}) == {"Womit": ("–", "password")}


def test_structures_are_written_out() -> None:
    assert value_words(None, {"ü": [1]}, {}) == '{\n "ü": [\n  1\n ]\n}'


def test_what_is_no_plain_write_has_its_own_verb() -> None:
    change = {"action": "log_in", "model": "accounts.user", "pk": "1", "label": "A", "fields": {}}
    assert row_words(change, {}).verb == "Angemeldet"
    assert row_words(change | {"action": "update"}, {}).verb == "geändert"


@pytest.mark.django_db
def test_a_record_is_asked_for_once(django_assert_num_queries: Any) -> None:
    user = UserFactory(name="Ada Rat")
    field = {"user_id": [None, user.pk]}
    change = {
        "action": "update",
        "model": "accounts.role",
        "pk": "1",
        "label": "x",
        "fields": field,
    }
    names: Names = {}
    with django_assert_num_queries(1):
        for _n in range(3):
            assert row_words(change, names).fields[0].new == "Ada Rat"


def test_translations_are_told_text_by_text() -> None:
    def entry(text: str, state: str = "draft") -> dict[str, str]:
        return {"text": text, "of": "1", "state": state, "by": "x", "at": "y"}

    old = {"en": {"about": entry("Hello")}, "tr": {"about": entry("Merhaba", "machine")}}
    new = {
        "en": {"about": entry("Hello")},
        "tr": {"about": entry("Merhaba", "checked")},
        "xx": {"gone": entry("?", "strange")},
    }
    assert fields("council.person", {"translations": [old, new]}) == {
        "Über die Person (Türkçe)": ("Merhaba\n(maschinell übersetzt)", "Merhaba\n(geprüft)"),
        "gone (xx)": ("–", "?\n(strange)"),
    }
    assert fields("council.person", {"translations": [None, {"en": {"about": entry("Hi")}}]}) == {
        "Über die Person (English)": ("–", "Hi\n(Entwurf)")
    }


def operations() -> set[str]:
    """Return the permissions of all operations, each of which can stand in the log."""
    names = set()
    for module in pkgutil.walk_packages(mitsprache.__path__, "mitsprache."):
        if not any(part.startswith("operations") for part in module.name.split(".")):
            continue
        for found in vars(importlib.import_module(module.name)).values():
            is_record = isinstance(found, RecordOperations)
            calls = [found.create, found.update, found.delete] if is_record else [found]
            found_names = {getattr(call, "permission", "") for call in calls}
            names |= {name for name in found_names if isinstance(name, str)}
    return names - {""}


def noted() -> set[str]:
    """Return the actions that are written to the log beside operations, as they stand in the code."""
    return {
        node.value
        for path in SOURCE.rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in {"note", "append"}
        for node in ast.walk(call)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.fullmatch(r"[a-z]+\.[a-z_]+", node.value)
    }


def test_everything_that_can_stand_in_the_log_has_words() -> None:
    """An app names its own with name_actions."""
    assert {"council.update_person", "accounts.set_roles", "exchange.load"} <= operations()
    assert {"accounts.log_in", "accounts.fail_log_in", "accounts.end_session"} <= noted()
    actions = sorted(operations() | noted())
    assert [name for name in actions if action_words(name) == name] == []
