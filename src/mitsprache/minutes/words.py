"""The words of attendance lists and minutes in the active language."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def minutes_word() -> str:
    """Return what minutes are called."""
    return _("Niederschrift")


def decisions_word() -> str:
    """Return what the register of decisions is called."""
    return _("Beschlüsse")


def block_word(kind: str) -> str:
    """Return the heading of a block of the attendance list."""
    return {
        "voting": _("Stimmberechtigte Mitglieder"),
        "advisory": _("Beratende Mitglieder"),
        "deputies": _("Weitere Stellvertretungen"),
        "administration": _("Verwaltung"),
        "guests": _("Gäste"),
    }[kind]


def status_word(row: dict[str, Any]) -> str:
    """Return whether somebody was there, and when, if it was not all the time."""
    if row["status"] != "present":
        return {
            "excused": pgettext("Anwesenheit", "entschuldigt"),
            "unexcused": pgettext("Anwesenheit", "nicht entschuldigt"),
        }.get(row["status"], "---")
    there = pgettext("Anwesenheit", "anwesend")
    times = ", ".join(_time(start, end) for start, end in row["times"])
    return f"{there} ({times})" if times else there


def _time(start: str, end: str) -> str:
    if start and end:
        return _("%(start)s bis %(end)s Uhr") % {"start": start, "end": end}
    if start:
        return _("ab %(time)s Uhr") % {"time": start}
    return _("bis %(time)s Uhr") % {"time": end} if end else _("ab Beginn")


def name_words(row: dict[str, Any]) -> str:
    """Return a name, with the function and whom somebody stands in for."""
    parts = [row["name"]]
    if row["function"]:
        parts.append(f", {row['function']}")
    if row["stands_in_for"]:
        standing_in = _("in Vertretung für %(name)s") % {"name": row["stands_in_for"]}
        parts.append(f" ({standing_in})")
    return "".join(parts)


def attendance(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the attendance list in words: title and rows of (name, list, status)."""
    return [
        {
            "kind": block["kind"],
            "title": block_word(block["kind"]),
            "has_lists": any(row["list_name"] for row in block["rows"]),
            "rows": [
                {"name": name_words(row), "list": row["list_name"], "status": status_word(row)}
                for row in block["rows"]
            ],
        }
        for block in blocks
    ]
