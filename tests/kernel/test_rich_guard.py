"""No HTML that was not sanitised gets into a record, whoever writes it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.template import Context, Template

from mitsprache.exchange.kinds import KINDS
from mitsprache.goals import operations
from mitsprache.goals.models import Goal
from mitsprache.kernel.actor import Actor, ActorKind
from mitsprache.kernel.models import TranslatedRecord
from mitsprache.kernel.text import LONGEST, TextState, with_translation
from tests.factories.council import TermFactory
from tests.factories.goals import GoalFactory

OFFICE = Actor(kind=ActorKind.USER, name="Büro", roles=frozenset({"office"}))
EVIL = "<p>Hallo</p><script>alert(1)</script>"
RECORDS = [model for model in apps.get_models() if issubclass(model, TranslatedRecord)]


def translated(goal: Goal, field: str, text: str) -> dict[str, Any]:
    """Return translations in which `field` reads `text` in Turkish."""
    return with_translation(
        {},
        language="tr",
        field=field,
        source=getattr(goal, field),
        text=text,
        state=TextState.DRAFT,
        by="x",
        at="2026-11-23",
    )


@pytest.mark.django_db
@pytest.mark.parametrize("text", [EVIL, '<p onclick="x">a</p>', "<img src=x>", "a & b", "<p>offen"])
def test_unclean_html_is_refused_in_the_source(text: str) -> None:
    goal = GoalFactory(description="<p>Ziel</p>")
    with pytest.raises(ValidationError) as refused:
        operations.goal.update(actor=OFFICE, record=goal, values={"description": text})
    assert "description" in refused.value.message_dict
    assert Goal.objects.get().description == "<p>Ziel</p>"


@pytest.mark.django_db
def test_unclean_html_is_refused_in_a_translation() -> None:
    goal = GoalFactory(description="<p>Ziel</p>")
    values = {"translations": translated(goal, "description", EVIL)}
    with pytest.raises(ValidationError, match="tr"):
        operations.goal.update(actor=OFFICE, record=goal, values=values)
    assert Goal.objects.get().translations == {}


@pytest.mark.django_db
def test_unclean_html_is_refused_in_a_new_record() -> None:
    values = {"key": "g", "term": TermFactory(), "title": "Ziel", "description": EVIL}
    with pytest.raises(ValidationError):
        operations.goal.create(actor=OFFICE, values=values)


@pytest.mark.django_db
def test_a_plain_text_may_hold_any_sign() -> None:
    goal = GoalFactory(title="Ziel")
    values = {"title": "a & b < c", "translations": translated(goal, "title", "<a> & b")}
    operations.goal.update(actor=OFFICE, record=goal, values=values)
    assert Goal.objects.get().title == "a & b < c"


@pytest.mark.django_db
def test_a_text_without_end_is_refused() -> None:
    goal = GoalFactory(description="<p>Ziel</p>")
    long = f"<p>{'x' * LONGEST}</p>"
    for values in ({"description": long}, {"translations": translated(goal, "description", long)}):
        with pytest.raises(ValidationError, match="zu lang"):
            operations.goal.update(actor=OFFICE, record=goal, values=values)


@pytest.mark.django_db
def test_a_text_that_is_no_html_is_never_printed_as_such() -> None:
    goal = GoalFactory(title="<b>fett</b>")
    with pytest.raises(ValueError, match="title"):
        Template('{% rich_text goal "title" %}').render(Context({"goal": goal}))


def test_every_rich_text_is_a_translated_one() -> None:
    assert {model.__name__: set(model.RICH) - set(model.TRANSLATED) for model in RECORDS} == {
        model.__name__: set() for model in RECORDS
    }


def test_the_files_know_the_same_texts_as_html() -> None:
    for kind in KINDS.values():
        if issubclass(kind.model, TranslatedRecord):
            rich = {name for name, is_rich in kind.translated.items() if is_rich}
            assert rich == set(kind.model.RICH), kind.name


def test_templates_mark_nothing_else_as_safe() -> None:
    package = Path(__file__).parents[2] / "src" / "mitsprache"
    found = {
        path.relative_to(package).as_posix().partition("templates/")[2]
        for path in package.rglob("templates/**/*.html")
        if re.search(r"\|\s*safe\b|autoescape off", path.read_text("utf-8"))
    }
    # Minutes refuse HTML that was not sanitised as these do, but are not translated.
    assert found == {
        "translation/translate.html",
        "minutes/corrections.html",
        "minutes/minutes.html",
        "minutes/office/minutes.html",
        "minutes/office/sign.html",
    }
