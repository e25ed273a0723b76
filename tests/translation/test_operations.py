"""Writing translations, and who may."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from mitsprache.audit.models import Entry
from mitsprache.goals.models import Goal
from mitsprache.kernel.access import PermissionRefused
from mitsprache.kernel.actor import ANONYMOUS, Actor, ActorKind
from mitsprache.kernel.store import Conflict
from mitsprache.kernel.text import TextState
from mitsprache.translation.operations import translate
from mitsprache.translation.registry import is_public, kind_named
from mitsprache.translation.wording import LONGEST, Wording, seen_mark
from tests.factories.goals import GoalFactory
from tests.factories.meetings import AgendaItemFactory, MeetingFactory
from tests.factories.publishing import ArticleFactory, ImageFactory

pytestmark = pytest.mark.django_db
DRAFT, CHECKED = TextState.DRAFT, TextState.CHECKED


def actor(role: str) -> Actor:
    return Actor(ActorKind.USER, 1, "Tarik", frozenset({role}))


TRANSLATOR = actor("translator")


@pytest.fixture
def goal() -> Goal:
    return GoalFactory(title="Wahlrecht", description="<p>Für alle.</p>")


def test_a_wording_is_stored_with_its_source_state_and_author(goal: Goal) -> None:
    translate(
        actor=TRANSLATOR,
        record=goal,
        language="tr",
        wordings={"title": Wording(" Oy hakkı ", CHECKED)},
    )
    goal.refresh_from_db()
    text = goal.wording("title", "tr")
    assert (text.text, text.state) == ("Oy hakkı", TextState.CHECKED)
    assert goal.translations["tr"]["title"]["by"] == "Tarik"
    assert goal.version == 2
    assert Entry.objects.get().action == "translation.translate"


def test_other_languages_and_fields_stay(goal: Goal) -> None:
    for language in ("tr", "en"):
        wordings = {"title": Wording(f"In {language}", DRAFT)}
        translate(actor=TRANSLATOR, record=goal, language=language, wordings=wordings)
    text = {"description": Wording("<p>Herkes için.</p>", DRAFT)}
    translate(actor=TRANSLATOR, record=goal, language="tr", wordings=text)
    goal.refresh_from_db()
    assert goal.wording("title", "tr").text == "In tr"
    assert goal.wording("title", "en").text == "In en"


def test_an_empty_wording_takes_the_translation_away(goal: Goal) -> None:
    translate(actor=TRANSLATOR, record=goal, language="tr", wordings={"title": Wording("X", DRAFT)})
    translate(actor=TRANSLATOR, record=goal, language="tr", wordings={"title": Wording("", DRAFT)})
    goal.refresh_from_db()
    assert goal.translations == {}


def test_long_texts_are_sanitised(goal: Goal) -> None:
    dirty = Wording('<div onclick="x">Herkes</div><script>alert(1)</script>', DRAFT)
    translate(actor=TRANSLATOR, record=goal, language="tr", wordings={"description": dirty})
    goal.refresh_from_db()
    assert goal.wording("description", "tr").text == "<p>Herkes</p>"


@pytest.mark.parametrize(
    ("language", "field"),
    [("de", "title"), ("fr", "title"), ("tr", "summary"), ("tr", "key"), ("tr", "translations")],
)
def test_what_is_not_translated_is_refused(goal: Goal, language: str, field: str) -> None:
    with pytest.raises(ValidationError):
        translate(
            actor=TRANSLATOR, record=goal, language=language, wordings={field: Wording("X", DRAFT)}
        )
    assert not Entry.objects.exists()


@pytest.mark.parametrize(("field", "length"), [("title", 501), ("description", LONGEST + 1)])
def test_a_text_that_is_too_long_is_refused_by_field(goal: Goal, field: str, length: int) -> None:
    wordings = {field: Wording("x" * length, DRAFT)}
    with pytest.raises(ValidationError) as refused:
        translate(actor=TRANSLATOR, record=goal, language="tr", wordings=wordings)
    assert list(refused.value.message_dict) == [field]


def test_a_source_that_changed_meanwhile_is_a_conflict(goal: Goal) -> None:
    seen = seen_mark(goal, "title", "tr")
    Goal.objects.update(title="Kommunales Wahlrecht")
    with pytest.raises(Conflict):
        translate(
            actor=TRANSLATOR,
            record=goal,
            language="tr",
            wordings={"title": Wording("X", DRAFT, seen)},
        )


def test_two_languages_at_once_are_no_conflict(goal: Goal) -> None:
    marks = {language: seen_mark(goal, "title", language) for language in ("tr", "en")}
    for language, mark in marks.items():
        wordings = {"title": Wording(f"In {language}", DRAFT, mark)}
        translate(actor=TRANSLATOR, record=goal, language=language, wordings=wordings)
    goal.refresh_from_db()
    assert set(goal.translations) == {"tr", "en"}


@pytest.mark.parametrize("role", ["member", "chair", "deputy"])
def test_others_may_not_translate(goal: Goal, role: str) -> None:
    for who in (actor(role), ANONYMOUS):
        with pytest.raises(PermissionRefused):
            translate(actor=who, record=goal, language="tr", wordings={})


def test_translators_get_only_what_is_public() -> None:
    draft = ArticleFactory(state="draft", publish_at=None)
    wordings = {"title": Wording("X", DRAFT)}
    with pytest.raises(PermissionRefused, match="noch nicht öffentlich"):
        translate(actor=TRANSLATOR, record=draft, language="tr", wordings=wordings)
    translate(actor=actor("office"), record=draft, language="tr", wordings=wordings)
    draft.refresh_from_db()
    assert draft.wording("title", "tr").text == "X"


def test_what_is_public() -> None:
    meeting, closed = MeetingFactory(), MeetingFactory(is_public=False)
    assert is_public(meeting)
    assert not is_public(closed)
    open_item = AgendaItemFactory(meeting=meeting)
    hidden = AgendaItemFactory(meeting=meeting, public=False)
    below = AgendaItemFactory(meeting=meeting, parent=hidden)
    deeper = AgendaItemFactory(meeting=meeting, parent=below)
    assert is_public(open_item)
    assert [is_public(item) for item in (hidden, below, deeper)] == [False, False, False]
    assert not is_public(AgendaItemFactory(meeting=closed))
    unused, used = ImageFactory(), ImageFactory()
    ArticleFactory(image=used)
    assert is_public(used)
    assert not is_public(unused)


def test_what_has_no_texts_is_not_public() -> None:
    assert not is_public(object())
    assert kind_named("membership") is None
