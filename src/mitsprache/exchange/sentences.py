"""What is wrong with a value, in words for the person who wrote the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from django.utils.translation import gettext as _
from pydantic import BaseModel, ValidationError

from mitsprache.exchange.problems import Place, Problem, quoted
from mitsprache.exchange.sources import nearest

SHOWN: Final = 60
"""How many characters of a wrong value are shown."""


def shown(value: Any) -> str:
    """Return what stands in the file, short enough for a sentence."""
    if value is None:
        return _("nichts")
    if isinstance(value, bool):
        return quoted(str(value).lower())
    if isinstance(value, dict):
        return _("eine Gruppe von Schlüsseln")
    if isinstance(value, list):
        return _("eine Liste")
    if isinstance(value, tuple):
        value = ", ".join(value)
    text = " ".join(str(getattr(value, "written", value)).split())
    return quoted(text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…")


def problems_of(error: ValidationError, top: Place, model: type[BaseModel]) -> Iterator[Problem]:
    """Yield the problems of a file or record that does not have the form of `model`."""
    for fault in error.errors(include_url=False):
        place = top.below(*(step for step in fault["loc"]))
        if fault["type"] == "extra_forbidden":
            yield _unknown_key(place, _keys_at(model, fault["loc"][:-1]))
        elif fault["type"] == "missing":
            around = Place(place.source, place.path[:-1])
            key = str(place.path[-1])
            expected = _("eine Zeile „{key}: …“").format(key=key)
            yield around.problem(_("Diese Angabe fehlt."), expected, key=key)
        else:
            context = fault.get("ctx", {})
            if "key" in context:
                place = place.below(context["key"])
            value = context.get("value", fault["input"])
            message, expected = _sentence(fault["type"], value, context)
            yield place.problem(message, expected)


def _unknown_key(place: Place, known: Iterable[str]) -> Problem:
    word = str(place.path[-1])
    keys = list(known)
    message = _("Diesen Schlüssel gibt es hier nicht.") + nearest(word, keys)
    return place.problem(message, ", ".join(keys), key=word)


def _keys_at(model: type[BaseModel], path: tuple[str | int, ...]) -> list[str]:
    """Return the keys that the mapping at `path` may have."""
    for step in map(str, path):
        info = model.model_fields.get(step)
        model = next(_models_in(info.annotation), model) if info else model
    return list(model.model_fields)


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in getattr(annotation, "__args__", ()):
        yield from _models_in(inner)


def _sentence(code: str, value: Any, context: dict[str, Any]) -> tuple[str, str]:
    """Return what is wrong and what is expected."""
    found = shown(value)
    if code in {"model_type", "dict_type", "model_attributes_type"}:
        return (
            _("Hier steht {found}.").format(found=found),
            _("eine Gruppe von Schlüsseln, wie „id: …“"),
        )
    if code in {"list_type", "no_list"}:
        return _("Hier steht {found}.").format(found=found), _("eine Liste, jede Zeile mit „- “")
    if code in _TEXTS:
        return _text_sentence(code, found, context)
    return _value_sentence(code, value, found, context)


_TEXTS: Final = {
    "empty",
    "no_text",
    "unquoted",
    "too_long",
    "line_break",
    "rich_tag",
    "rich_attribute",
    "rich_link",
    "rich_broken",
}


def _text_sentence(code: str, found: str, context: dict[str, Any]) -> tuple[str, str]:
    detail = context.get("detail", "")
    sentences = {
        "empty": (_("Hier steht nichts."), _("eine Angabe")),
        "no_text": (_("Hier steht {found}.").format(found=found), _("Text")),
        "unquoted": (
            _("{found} liest YAML als Zahl oder als Wahrheitswert.").format(found=found),
            _('Text in Anführungszeichen: "{written}"').format(written=context.get("written", "")),
        ),
        "too_long": (
            _("Der Text {found} hat {length} Zeichen.").format(
                found=found, length=context.get("length", 0)
            ),
            _("höchstens {most} Zeichen").format(most=context.get("most", 0)),
        ),
        "line_break": (_("{found} hat mehrere Zeilen.").format(found=found), _("eine Zeile")),
        "rich_tag": (
            _("„{detail}“ ist im Text nicht erlaubt.").format(detail=detail),
            _("nur p, h2, h3, h4, ul, ol, li, a, strong, em, blockquote, br"),
        ),
        "rich_attribute": (
            _("„{detail}“ ist im Text nicht erlaubt.").format(detail=detail),
            _("nur lang, dir und bei a: href, hreflang"),
        ),
        "rich_link": (
            _("Der Verweis auf „{detail}“ ist nicht erlaubt.").format(detail=detail),
            _("eine Adresse mit https:, http:, mailto: oder tel:"),
        ),
        "rich_broken": (
            _("Der Text ist kein sauberes HTML; bei „{detail}“ ginge etwas verloren.").format(
                detail=detail
            ),
            _("zu jedem Element ein Ende; < und & als &lt; und &amp;"),
        ),
    }
    return sentences[code]


def _value_sentence(code: str, value: Any, found: str, context: dict[str, Any]) -> tuple[str, str]:
    word = context.get("word", "")
    words = [str(one) for one in context.get("words", ())]
    no_such = _("{found} gibt es hier nicht.").format(found=found)
    sentences = {
        "id": (
            _("{found} ist keine Kennung.").format(found=found),
            _("Kleinbuchstaben a–z, Ziffern und einzelne Bindestriche dazwischen"),
        ),
        "reserved": (
            _("{found} kann keine Kennung sein; das Wort ist vergeben.").format(found=found),
            _("ein anderes Wort"),
        ),
        "ends_early": (
            _("Das Ende {found} liegt vor dem Beginn {start}.").format(
                found=found, start=shown(context.get("start", ""))
            ),
            _("ein Ende nach dem Beginn"),
        ),
        "twice": (
            _("„{word}“ steht zweimal in der Liste.").format(word=word),
            _("jeder Eintrag nur einmal"),
        ),
        "choice": (no_such + nearest(str(value), words), ", ".join(words)),
        "language_tag": (
            _("„{word}“ ist kein Sprachkürzel.").format(word=word),
            _("Kürzel wie de, tr, ar"),
        ),
        "day": (_("{found} ist kein Datum.").format(found=found), _("JJJJ-MM-TT")),
        "moment": (_("{found} ist kein Zeitpunkt.").format(found=found), _("JJJJ-MM-TTThh:mm")),
        "whole_number": (
            _("{found} ist keine ganze Zahl.").format(found=found),
            _("eine ganze Zahl ohne Anführungszeichen"),
        ),
        "number": (_("{found} ist keine Zahl.").format(found=found), _("eine Zahl wie 51.511")),
        "cents": (
            _("{found} hat mehr als zwei Nachkommastellen.").format(found=found),
            _("ein Betrag in Euro wie 27.50"),
        ),
        "range": (
            _("{found} liegt außerhalb des Erlaubten.").format(found=found),
            _("{least} bis {most}").format(
                least=context.get("least", ""), most=context.get("most", "")
            ),
        ),
        "flag": (_("{found} ist kein Wahrheitswert.").format(found=found), _("true oder false")),
        "mail": (
            _("{found} ist keine E-Mail-Adresse.").format(found=found),
            _("eine Adresse wie name@example.org"),
        ),
        "web": (
            _("{found} ist keine Webadresse.").format(found=found),
            _("eine Adresse, die mit https:// beginnt"),
        ),
        "file_name": (
            _("{found} ist kein Dateiname.").format(found=found),
            _("der Name einer Datei in {folder}/, ohne Pfad").format(
                folder=context.get("folder", "")
            ),
        ),
        "hash": (
            _("{found} ist keine Prüfsumme eines Textes.").format(found=found),
            _("16 Zeichen aus 0–9 und a–f, wie der Export sie schreibt"),
        ),
    }
    unknown = (_("{found} passt hier nicht.").format(found=found), "")
    return sentences.get(code, unknown)
