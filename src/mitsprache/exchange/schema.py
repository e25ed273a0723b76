"""JSON Schema of every file, for editors that complete and check while one types."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from django.utils import translation

from mitsprache.exchange.format.base import Entry
from mitsprache.exchange.kinds import KINDS
from mitsprache.exchange.rows import FORMS
from mitsprache.exchange.translated import translations_file
from mitsprache.kernel.languages import BINDING

DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
NAMES: Final = {"papers/": "paper", "meetings/": "meeting", "articles/": "article"}


def schemas() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the name of each schema file and its content, with descriptions in German."""
    with translation.override(BINDING):
        for file, form in (*FORMS.items(), ("translations", translations_file())):
            name = NAMES.get(file, file.removesuffix(".yaml"))
            yield f"{name}.json", _schema(form)


def write_schemas(directory: Path) -> None:
    """Write the schemas to `directory`, one file for each form of file."""
    directory.mkdir(parents=True, exist_ok=True)
    for name, schema in schemas():
        text = json.dumps(schema, ensure_ascii=False, indent=2)
        (directory / name).write_text(f"{text}\n", "utf-8")


def _schema(form: type[Entry]) -> dict[str, Any]:
    schema = form.model_json_schema()
    described = {"$schema": DRAFT, **_without_titles(schema)}
    for kind in KINDS.values():
        places = [described["$defs"].get(kind.entry.__name__)] if "$defs" in described else []
        if form is kind.entry:
            places.append(described)
        for place in places:
            _describe(place, kind.name)
    return described


def _describe(place: dict[str, Any] | None, kind_name: str) -> None:
    """Add what the office's forms say about each field."""
    if place is None or "properties" not in place:
        return
    kind = KINDS[kind_name]
    fields = {column.key: column.field for column in kind.columns} | {"id": "key"}
    place["description"] = str(kind.model._meta.verbose_name)
    for key, value in place["properties"].items():
        if key not in fields:
            continue
        field: Any = kind.model._meta.get_field(fields[key])
        words = [str(field.verbose_name), str(field.help_text)]
        value["description"] = ". ".join(word for word in words if word)


def _without_titles(value: Any) -> Any:
    """Drop the titles that only repeat the keys."""
    if isinstance(value, dict):
        return {
            key: _without_titles(inner)
            for key, inner in value.items()
            if key != "title" or not isinstance(inner, str)
        }
    if isinstance(value, list):
        return [_without_titles(one) for one in value]
    return value
