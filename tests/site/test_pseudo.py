"""A pseudo-language finds strings that nobody marked for translation.

Every message and every record's text is put in ⟦brackets⟧; letters outside of brackets that are no
proper name were not marked.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from django.utils.translation import trans_real
from lxml import html

from mitsprache.kernel import models
from mitsprache.kernel.checks import text_columns
from mitsprache.kernel.models import Record, TranslatedRecord
from mitsprache.kernel.text import HasTranslations, Text, TextState
from tests.site.crawl import pages

LETTERS = re.compile(r"[A-Za-zÄÖÜäöüß]{2,}")


class Pseudo:
    """A catalogue that brackets every message, German or Django's own."""

    @staticmethod
    def gettext(message: str) -> str:
        return f"⟦{message}⟧" if message else message

    @staticmethod
    def ngettext(singular: str, plural: str, number: int) -> str:
        return f"⟦{singular if number == 1 else plural}⟧"


def wording(record: HasTranslations, field: str, language: str) -> Text:
    """Bracket a record's text."""
    text = getattr(record, field)
    return Text(f"⟦{text}⟧" if text else "", language, TextState.CHECKED)


@pytest.fixture
def pseudo(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let everything be in the pseudo-language."""
    monkeypatch.setattr(models, "text_in", wording)
    for name in ("gettext", "ngettext", "pgettext", "npgettext"):
        monkeypatch.setattr(trans_real, name, _bracketing(name))
        monkeypatch.setattr(translation._trans, name, _bracketing(name), raising=False)


def _bracketing(name: str) -> Any:
    def bracket(*words: Any) -> str:
        if name.startswith(("np", "p")):
            words = words[1:]
        if "n" in name[:2]:
            return Pseudo.ngettext(*words)
        return Pseudo.gettext(str(words[0]))

    return bracket


def proper_names() -> set[str]:
    """Return the words of all columns that are the same in every language."""
    from django.apps import apps

    found: set[str] = set()
    for model in apps.get_models():
        if not issubclass(model, Record):
            continue
        translated = set(model.TRANSLATED) if issubclass(model, TranslatedRecord) else set()
        names = set(text_columns(model)) - translated
        names |= {f.name for f in model._meta.concrete_fields if f.name in {"email", "website"}}
        for row in model.objects.values_list(*names) if names else []:
            for value in row:
                found.update(LETTERS.findall(str(value)))
    return found


def unmarked(body: bytes, names: set[str]) -> list[str]:
    """Return visible texts that stand outside of brackets and are no proper name."""
    tree = html.fromstring(body, parser=html.HTMLParser(encoding="utf-8"))
    for node in tree.xpath(
        '//script|//style|//time|//*[@hreflang]|//*[@aria-hidden="true"]|//body//*[@lang]'
    ):
        node.drop_tree()
    depth, found = 0, []
    for text in tree.itertext():
        outside = ""
        for letter in text:
            depth += (letter == "⟦") - (letter == "⟧")
            outside += letter if depth == 0 and letter not in "⟦⟧" else " "
        words = [word for word in LETTERS.findall(outside) if word not in names]
        if words:
            found.append(text.strip())
    for name in ("alt", "title", "aria-label", "placeholder"):
        for value in tree.xpath(f"//@{name}"):
            plain = re.sub(r"⟦.*?⟧", "", value, flags=re.DOTALL)
            if [word for word in LETTERS.findall(plain) if word not in names]:
                found.append(f"{name}={value}")
    return found


def test_no_page_shows_a_string_that_nobody_marked(visitor: Client, pseudo: None) -> None:
    names = proper_names()
    problems: dict[str, list[str]] = {}
    for address, answer in pages(visitor, "/en/", prefix="/en/"):
        if answer.status_code == 200 and "html" in answer["Content-Type"]:
            assert "⟦".encode() in answer.content, address
            found = unmarked(answer.content, names)
            if found:
                problems[address] = found
    assert problems == {}


def test_the_search_finds_an_unmarked_string() -> None:
    assert unmarked(b"<p>Sitzung</p>", set()) == ["Sitzung"]
    assert unmarked("<p>⟦Sitzung <b>Nr.</b> 4⟧ Tekin</p>".encode(), {"Tekin"}) == []
