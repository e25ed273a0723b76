"""Translations out of files, laid over those that are stored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from mitsprache.exchange.problems import Problem
from mitsprache.exchange.rows import Wordings
from mitsprache.kernel.text import TextState, source_hash

Translations = dict[str, dict[str, dict[str, Any]]]


def merged(
    stored: Mapping[str, Mapping[str, Mapping[str, Any]]],
    found: list[Wordings],
    sources: Mapping[str, str],
    *,
    by: str,
    at: str,
) -> tuple[Translations, list[Problem]]:
    """Return the translations of a record after loading, and warnings about texts left alone.

    Args:
        stored: what the record has now.
        found: what files say about it.
        sources: its source texts, by field, as they will be.
        by: who loads.
        at: the moment, ISO 8601.

    A text that somebody checked is not replaced by one that nobody did. A text that stands in the
    file without `of` is taken for a translation of the source text as it is now; but where the
    same text is stored already, it stays a translation of what it was made for, so that it counts
    as outdated after the source was changed.
    """
    result: Translations = {
        code: {name: dict(entry) for name, entry in texts.items()} for code, texts in stored.items()
    }
    warnings: list[Problem] = []
    for wordings in found:
        texts = result.setdefault(wordings.language, {})
        for name, wording in wordings.fields.items():
            state = wording.state or wordings.state
            old = texts.get(name)
            place = wordings.place.below(name)
            if wording.text and not sources.get(name):
                warnings.append(place.problem(_("Dazu gibt es keinen deutschen Text.")))
            if old and _is_protected(old, state):
                if old["text"] != wording.text:
                    warnings.append(
                        place.problem(_("Der geprüfte Text in der Datenbank bleibt stehen."))
                    )
                continue
            if not wording.text:
                texts.pop(name, None)
                continue
            of = wording.of or _made_for(old, wording.text, state, sources.get(name, ""))
            if old and (old["text"], old["state"], old["of"]) == (wording.text, state, of):
                continue
            texts[name] = {
                "text": wording.text,
                "of": of,
                "state": state,
                "by": wording.by or by,
                "at": wording.at.isoformat() if wording.at else at,
            }
    return {code: texts for code, texts in result.items() if texts}, warnings


def _is_protected(old: Mapping[str, Any], state: str) -> bool:
    return old["state"] == TextState.CHECKED and state != TextState.CHECKED


def _made_for(old: Mapping[str, Any] | None, text: str, state: str, source: str) -> str:
    """Return the hash of the source text that a text without `of` translates."""
    if old and old["text"] == text and old["state"] == state:
        return str(old["of"])
    return source_hash(source)
