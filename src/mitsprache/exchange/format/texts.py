"""Words in the files: texts, ids, references, addresses.

Each class is a marker for `Annotated`: it checks a value as it came out of the YAML, names what is
wrong by a code that `sentences` turns into words, and tells the JSON Schema.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator
from django.db import models

from mitsprache.exchange.format.base import (
    ID_LENGTH,
    LONG_TEXT,
    Marker,
    as_text,
    check_length,
    text_schema,
    wrong,
)
from mitsprache.exchange.format.richtext import Changed, as_html
from mitsprache.kernel.keys import KEY, RESERVED

_TAG: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_FILE_NAME: Final = re.compile(r"[^/\\.][^/\\]*")
_HASH: Final = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True)
class Line(Marker):
    """A text in one line."""

    most: int
    required: bool = False

    def read(self, value: Any) -> str:
        """Return the text without white space around it."""
        text = as_text(value)
        if "\n" in text:
            raise wrong("line_break")
        return check_length(text, most=self.most, required=self.required)

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema."""
        return text_schema(self.most, required=self.required)


@dataclass(frozen=True)
class Lines(Marker):
    """A text of several lines without markup."""

    most: int = LONG_TEXT

    def read(self, value: Any) -> str:
        """Return the text without white space around it."""
        return check_length(as_text(value), most=self.most, required=False)

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema."""
        return text_schema(self.most, required=False)


@dataclass(frozen=True)
class Rich(Marker):
    """A long text in the small set of HTML; without a tag, paragraphs parted by empty lines."""

    def read(self, value: Any) -> str:
        """Return sanitised HTML."""
        text = check_length(as_text(value), most=LONG_TEXT, required=False)
        try:
            stored = as_html(text)
        except Changed as error:
            raise wrong(error.code, detail=error.detail) from error
        return check_length(stored, most=LONG_TEXT, required=False)

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema."""
        return text_schema(LONG_TEXT, required=False)


@dataclass(frozen=True)
class Id(Marker):
    """The id of the record itself."""

    def read(self, value: Any) -> str:
        """Return the id."""
        text = check_length(as_text(value), most=ID_LENGTH, required=True)
        if not KEY.fullmatch(text):
            raise wrong("id")
        if text in RESERVED:
            raise wrong("reserved")
        return text

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema."""
        words = {"type": "string", "maxLength": ID_LENGTH, "pattern": f"^{KEY.pattern}$"}
        return {"anyOf": [words, {"type": "integer"}]}


@dataclass(frozen=True)
class Ref(Marker):
    """The id of another record."""

    kind: str
    required: bool = False

    def read(self, value: Any) -> str | None:
        """Return the id, None for nothing."""
        text = check_length(as_text(value), most=2 * ID_LENGTH, required=self.required)
        return text or None

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema."""
        return text_schema(2 * ID_LENGTH, required=self.required)


@dataclass(frozen=True)
class Refs(Marker):
    """Ids of other records, in no order."""

    kind: str

    def read(self, value: Any) -> tuple[str, ...]:
        """Return the ids, sorted."""
        if value is None:
            return ()
        if not isinstance(value, list):
            raise wrong("no_list")
        ids = [check_length(as_text(one), most=2 * ID_LENGTH, required=True) for one in value]
        twice = next((one for one in ids if ids.count(one) > 1), None)
        if twice:
            raise wrong("twice", word=twice)
        return tuple(sorted(ids))

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema."""
        one = text_schema(2 * ID_LENGTH, required=True)
        many = {"type": "array", "items": one, "uniqueItems": True}
        return {"anyOf": [many, {"type": "null"}]}


@dataclass(frozen=True)
class Choice(Marker):
    """One word of a closed list."""

    choices: type[models.TextChoices] | tuple[str, ...]
    blank: bool = False

    @property
    def words(self) -> list[str]:
        """The words that may stand here."""
        return list(self.choices if isinstance(self.choices, tuple) else self.choices.values)

    def read(self, value: Any) -> str:
        """Return the word."""
        text = as_text(value)
        if text in self.words or (self.blank and not text):
            return text
        raise wrong("choice" if text else "empty", words=self.words)

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema."""
        return {"enum": [*self.words, *(["", None] if self.blank else [])]}


@dataclass(frozen=True)
class Tags(Marker):
    """Language tags; the database keeps them in one column of `most` characters."""

    most: int

    def read(self, value: Any) -> tuple[str, ...]:
        """Return the tags in their order."""
        if value is None:
            return ()
        if not isinstance(value, list):
            raise wrong("no_list")
        tags = [as_text(one) for one in value]
        for tag in tags:
            if not _TAG.fullmatch(tag):
                raise wrong("language_tag", word=tag)
            if tags.count(tag) > 1:
                raise wrong("twice", word=tag)
        check_length(", ".join(tags), most=self.most, required=False)
        return tuple(tags)

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema."""
        one = {"type": "string", "pattern": f"^{_TAG.pattern}$"}
        return {"anyOf": [{"type": "array", "items": one, "uniqueItems": True}, {"type": "null"}]}


@dataclass(frozen=True)
class Hash(Marker):
    """The hash of a source text."""

    def read(self, value: Any) -> str:
        """Return the hash, '' for nothing."""
        text = as_text(value)
        if text and not _HASH.fullmatch(text):
            raise wrong("hash")
        return text

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema."""
        return {"type": "string", "pattern": f"^{_HASH.pattern}$"}


def _valid(validate: Callable[[str], None], text: str, code: str) -> str:
    try:
        if text:
            validate(text)
    except ValidationError as error:
        raise wrong(code) from error
    return text


@dataclass(frozen=True)
class Mail(Marker):
    """An e-mail address."""

    def read(self, value: Any) -> str:
        """Return the address, '' for nothing."""
        text = check_length(as_text(value), most=254, required=False)
        return _valid(EmailValidator(), text, "mail")

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema."""
        address = {"type": "string", "format": "email", "maxLength": 254}
        return {"anyOf": [address, {"const": ""}, {"type": "null"}]}


@dataclass(frozen=True)
class Web(Marker):
    """A web address."""

    def read(self, value: Any) -> str:
        """Return the address, '' for nothing."""
        text = check_length(as_text(value), most=200, required=False)
        return _valid(URLValidator(schemes=["http", "https"]), text, "web")

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema."""
        address = {"type": "string", "pattern": "^https?://", "maxLength": 200}
        return {"anyOf": [address, {"const": ""}, {"type": "null"}]}


@dataclass(frozen=True)
class FileName(Marker):
    """The name of a file in one of the folders for media."""

    folder: str
    required: bool = False

    def read(self, value: Any) -> str:
        """Return the name, '' for nothing."""
        text = check_length(as_text(value), most=200, required=self.required)
        if text and not _FILE_NAME.fullmatch(text):
            raise wrong("file_name", folder=self.folder)
        return text

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema."""
        name = {"type": "string", "pattern": f"^{_FILE_NAME.pattern}$", "maxLength": 200}
        return name if self.required else {"anyOf": [name, {"const": ""}, {"type": "null"}]}
