"""The form of the files agrees with the models and with the schemas."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import models
from pydantic_core import PydanticCustomError, PydanticUndefined

from mitsprache.council.forms import LocationForm
from mitsprache.exchange import kinds
from mitsprache.exchange.format.base import LONG_TEXT
from mitsprache.exchange.format.texts import (
    Choice,
    FileName,
    Id,
    Line,
    Lines,
    Mail,
    Ref,
    Refs,
    Rich,
    Tags,
    Web,
)
from mitsprache.exchange.format.values import Day, Degrees, Flag, Moment, Money, Number
from mitsprache.exchange.kinds import KINDS, Kind
from mitsprache.exchange.schema import schemas, write_schemas
from mitsprache.exchange.translated import LANGUAGES, translations_file
from mitsprache.kernel.languages import BINDING, KNOWN
from mitsprache.kernel.models import TranslatedRecord

ROOT = Path(__file__).parents[2]
COLUMNS = [
    pytest.param(kind, column, id=f"{kind.name}-{column.key}")
    for kind in KINDS.values()
    for column in kind.columns
    if column.key
]
NOT_IN_FILES = {
    "id", "key", "created_at", "modified_at", "version", "source_language", "translations",
    "user", "preview_token", "width", "height",
}  # fmt: skip
DERIVED = {"papers": {"number", "year"}, "files": {"size", "pages", "sha256", "text"}}
"""Fields of a kind that follow from what stands in its files."""
MARKERS = {
    models.CharField: (Line, Tags, Choice),
    models.TextField: (Lines, Rich),
    models.EmailField: (Mail,),
    models.URLField: (Web,),
    models.BooleanField: (Flag,),
    models.DateField: (Day,),
    models.DateTimeField: (Moment,),
    models.PositiveSmallIntegerField: (Number,),
    models.DecimalField: (Degrees, Money),
    models.ForeignKey: (Ref,),
    models.OneToOneField: (Ref,),
    models.ManyToManyField: (Refs,),
    models.ImageField: (FileName,),
    models.FileField: (FileName,),
}


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_every_field_of_a_model_stands_in_the_files(kind: Kind) -> None:
    fields = {field.name for field in (*kind.model._meta.fields, *kind.model._meta.many_to_many)}
    assert fields - NOT_IN_FILES - DERIVED.get(kind.name, set()) == {
        column.field for column in kind.columns
    }


@pytest.mark.parametrize(("kind", "column"), COLUMNS)
def test_a_key_takes_what_the_field_takes(kind: Kind, column: kinds.Column) -> None:
    field: Any = kind.model._meta.get_field(column.field)
    marker: Any = column.marker
    assert isinstance(marker, MARKERS[type(field)])
    assert isinstance(marker, Rich) == (column.field in getattr(kind.model, "RICH", ()))
    info = kind.entry.model_fields[column.key]
    if isinstance(marker, Line | Tags):
        assert marker.most == field.max_length
    if isinstance(marker, Choice):
        assert marker.words == list(field.choices and dict(field.choices))
        assert marker.blank == field.blank
    if isinstance(marker, Ref):
        assert KINDS[marker.kind].model is field.related_model
        assert marker.required == (not field.null)
    if isinstance(marker, Refs):
        assert KINDS[marker.kind].model is field.related_model
    if isinstance(marker, Line | Day | Moment):
        assert info.is_required() == (not field.blank)
        assert marker.required == (not field.blank) if hasattr(marker, "required") else True
    has_default = field.has_default() and not isinstance(marker, Refs)
    if has_default and info.default is not PydanticUndefined:
        assert info.default == field.default


def test_the_order_of_kinds_is_the_order_of_their_references() -> None:
    seen: set[str] = set()
    for name, kind in KINDS.items():
        seen.add(name)
        assert {column.refers_to for column in kind.columns if column.refers_to} <= seen


def test_every_translated_field_stands_in_the_files_of_translations() -> None:
    groups = translations_file().model_fields["texts"].annotation.model_fields  # type: ignore[union-attr]
    translated = {
        name: set(kind.model.TRANSLATED)
        for name, kind in KINDS.items()
        if issubclass(kind.model, TranslatedRecord)
    }
    assert set(groups) == set(translated)
    assert {
        name: set(kind.translated) for name, kind in KINDS.items() if kind.translated
    } == translated
    assert set(LANGUAGES) == set(KNOWN) - {BINDING}


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["A", "a_b", "a-", "neu", "a-1--b"])
def test_the_office_gives_keys_that_files_can_hold(key: str) -> None:
    form = LocationForm({"description": "Ort", "key": key})
    form.is_valid()
    try:
        Id().read(key)
    except PydanticCustomError:
        assert "key" in form.errors
    else:
        assert "key" not in form.errors


def test_the_committed_schemas_are_those_of_the_program(tmp_path: Path) -> None:
    write_schemas(tmp_path / "schema")
    made = {path.name: path.read_text() for path in (tmp_path / "schema").iterdir()}
    folder = ROOT / "docs" / "schema"
    assert {path.name: path.read_text() for path in folder.iterdir()} == made, (
        "The format changed; write_schemas(Path('docs/schema')) in `manage.py shell` writes it anew."
    )


def test_schemas_say_what_a_field_is() -> None:
    found = dict(schemas())
    name = found["persons.json"]["$defs"]["Person"]["properties"]["email_public"]
    assert name == {"type": "boolean", "default": False, "description": "E-Mail öffentlich zeigen"}
    assert found["meeting.json"]["required"] == ["id", "term", "organization", "name", "start_at"]
    about = found["persons.json"]["$defs"]["Person"]["properties"]["about"]
    assert {"type": "string", "maxLength": LONG_TEXT} in about["anyOf"]
    assert json.dumps(found)
