"""What all kinds of value in the files have in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, Final, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    model_validator,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from mitsprache.exchange.tree import Fraction, Whole
from mitsprache.kernel.text import LONGEST

LONG_TEXT: Final = LONGEST
ID_LENGTH: Final = 100


class Entry(BaseModel):
    """Base of everything that is a mapping in a file."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    @model_validator(mode="after")
    def ends_after_start(self) -> Self:
        """Refuse an end before the start."""
        for first, last in (("start_date", "end_date"), ("start_at", "end_at")):
            start, end = getattr(self, first, None), getattr(self, last, None)
            if start and end and end < start:
                shown = [str(value)[:16] for value in (start, end)]
                raise wrong("ends_early", key=last, start=shown[0], value=shown[1])
        return self


def wrong(code: str, **context: Any) -> PydanticCustomError:
    """Return the error with this code; `sentences` has the words for it."""
    return PydanticCustomError(code, "{code}", {"code": code, **context})


def as_text(value: Any) -> str:
    """Take text; nothing is the empty text, and a number that reads the same as text is text."""
    if value is None:
        return ""
    if isinstance(value, Whole) and str(int(value)) == value.written:
        return value.written
    if isinstance(value, Whole | Fraction):
        raise wrong("unquoted", written=value.written)
    if isinstance(value, bool):
        raise wrong("unquoted", written=str(value).lower())
    if not isinstance(value, str):
        raise wrong("no_text")
    return value.replace("\r\n", "\n").strip()


def check_length(text: str, *, most: int, required: bool) -> str:
    """Refuse an empty text where there must be one, and one that is too long."""
    if required and not text:
        raise wrong("empty")
    if len(text) > most:
        raise wrong("too_long", length=len(text), most=most)
    return text


class Marker(ABC):
    """Base of the markers: one function from the YAML's value to the value that is kept."""

    @abstractmethod
    def read(self, value: Any) -> Any:
        """Return the value to keep, or raise."""

    @abstractmethod
    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return self.schema()


def text_schema(most: int, *, required: bool) -> dict[str, Any]:
    words: dict[str, Any] = {"type": "string", "maxLength": most}
    if required:
        return {"anyOf": [words | {"minLength": 1}, {"type": "integer"}]}
    return {"anyOf": [words, {"type": "integer"}, {"type": "null"}]}


def _listed(value: Any) -> Any:
    return [] if value is None else value


NESTED: Final = BeforeValidator(_listed)
"""Marks a list of mappings; an empty value is an empty list."""
