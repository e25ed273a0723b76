"""The form of the files with texts in another language, made from the kinds' translated fields."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, Final

from pydantic import BeforeValidator, GetJsonSchemaHandler, create_model, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from mitsprache.exchange.format.base import LONG_TEXT, Entry, text_schema
from mitsprache.exchange.format.texts import Choice, Hash, Line, Lines, Rich
from mitsprache.exchange.format.values import Moment
from mitsprache.exchange.kinds import KINDS
from mitsprache.kernel.languages import BINDING, KNOWN

LANGUAGES: Final = tuple(code for code in KNOWN if code != BINDING)
STATES: Final = ("draft", "machine", "checked")


class Wording(Entry):
    """A text with what is known about it; in the file it may stand as a plain text."""

    text: Annotated[str, Lines()] = ""
    state: Annotated[str, Choice(STATES, blank=True)] = ""
    of: Annotated[str, Hash()] = ""
    by: Annotated[str, Line(200)] = ""
    at: Annotated[Any, Moment()] = None

    @model_validator(mode="before")
    @classmethod
    def plain(cls, value: Any) -> Any:
        """Take a plain text for the text alone."""
        return value if isinstance(value, dict) else {"text": value}

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"anyOf": [text_schema(LONG_TEXT, required=False), handler(schema)]}


class RichWording(Wording):
    """The same with HTML."""

    text: Annotated[str, Rich()] = ""


def _none_as_empty(value: Any) -> Any:
    return {} if value is None else value


_EMPTY: Final = BeforeValidator(_none_as_empty)


@cache
def translations_file() -> type[Entry]:
    """Return the form of `translations/<language>.yaml`."""
    groups: dict[str, Any] = {}
    for kind in KINDS.values():
        if not kind.translated:
            continue
        fields: dict[str, Any] = {
            name: (RichWording if is_rich else Wording, None)
            for name, is_rich in kind.translated.items()
        }
        texts: Any = create_model(f"{kind.model.__name__}Texts", __base__=Entry, **fields)
        groups[kind.name] = (Annotated[dict[str, Annotated[texts, _EMPTY]], _EMPTY], {})
    all_texts: Any = create_model("Texts", __base__=Entry, **groups)
    keys: dict[str, Any] = {
        "language": (Annotated[str, Choice(LANGUAGES)], ...),
        "state": (Annotated[str, Choice(STATES)], "draft"),
        "texts": (Annotated[all_texts, _EMPTY], all_texts()),
    }
    return create_model("TranslationsFile", __base__=Entry, **keys)
