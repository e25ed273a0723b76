"""Whatever stands in the files: a report, never a crash; and what was loaded comes back."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from mitsprache.exchange.dump import dumped
from mitsprache.exchange.export import export_directory
from mitsprache.exchange.load import load_directory
from mitsprache.exchange.rows import read_council
from mitsprache.exchange.sources import read_sources
from tests.exchange.conftest import ACTOR
from tests.exchange.files import FILES, put_all
from tests.exchange.test_dump import TEXT

PIECES = st.sampled_from(
    ["null", "[]", "{}", "- ", "  ", "\n", "\t", ": ", "true", "1", "1.5", "'", '"', "&a ", "*a "]
    + ["!!x ", "|", ">", "#", "?", "@", "%", "<p>", "</p>", "<b>", "\u2028", "😀", "- id: rat\n"]
    + ["[", "]", "{", "}", "a/b/c", "1e5", "---\n", "<<: ", "\x85", "\ufeff", "../x", "\\", "\x00"]
    + ["9999-12-31", "9999-12-31T23:59", "0001-01-01T00:00", 400 * "x"]
) | st.text(max_size=5)
CHANGES = st.lists(
    st.tuples(
        st.sampled_from([name for name in FILES if name.endswith(".yaml")]),
        st.floats(0, 1),
        st.integers(0, 30),
        PIECES,
    ),
    min_size=1,
    max_size=4,
)


@contextmanager
def folder() -> Iterator[Path]:
    """A temporary folder of one example."""
    path = Path(tempfile.mkdtemp())
    try:
        yield path
    finally:
        shutil.rmtree(path)


@settings(deadline=None, max_examples=60)
@given(CHANGES)
def test_any_change_to_the_files_is_read_or_told(
    changes: list[tuple[str, float, int, str]],
) -> None:
    with folder() as root:
        directory = put_all(root / "council")
        for name, where, length, piece in changes:
            text = (directory.root / name).read_text("utf-8", "surrogateescape")
            start = int(where * len(text))
            text = text[:start] + piece + text[start + length :]
            directory.put(name, text.encode("utf-8", "surrogateescape"))
        council = read_council(read_sources(directory.root), lambda *_step: None)
        assert all(one.file and one.message and str(one) for one in council.problems)
        assert council.problems or sum(map(len, council.rows.values())) > 20


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_read_or_told(content: bytes) -> None:
    with folder() as root:
        directory = put_all(root / "council")
        directory.put("goals.yaml", content)
        council = read_council(read_sources(directory.root), lambda *_step: None)
        assert {one.file for one in council.problems} <= {"goals.yaml"}


LINE = TEXT.map(lambda text: " ".join(text.split()) or "x")
TITLES = st.lists(LINE, min_size=1, max_size=4)
ITEMS: Any = st.recursive(
    st.just([]),
    lambda inner: st.lists(
        st.fixed_dictionaries({"title": LINE, "text": TEXT, "items": inner}), max_size=3
    ),
    max_leaves=5,
)
MOMENTS = st.datetimes(*map(dt.datetime.fromisoformat, ("1950-01-01", "2100-01-01")))


def numbered(items: list[dict[str, Any]], start: str = "p") -> list[dict[str, Any]]:
    """Give agenda items ids."""
    return [
        {"id": f"{start}-{number}", **item, "items": numbered(item["items"], f"{start}-{number}")}
        for number, item in enumerate(items)
    ]


@st.composite
def councils(draw: st.DrawFn) -> dict[str, Any]:
    """Draw the files of a small council."""
    names = draw(TITLES)
    organizations = [
        {
            "id": f"o{number}",
            "organization_type": "external_body",
            "name": name,
            "opening_hours": draw(TEXT),
            "parent": f"o{number - 1}" if number and draw(st.booleans()) else None,
            "tone": draw(st.integers(1, 12)),
        }
        for number, name in enumerate(names)
    ]
    term = {
        "id": "t",
        "name": draw(LINE),
        "council_name": draw(LINE),
        "council_short_name": "R",
        "seats_elected": draw(st.integers(0, 40)),
        "seats_appointed": 0,
        "start_date": draw(st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1))),
    }
    goals = [
        {
            "id": f"z{number}",
            "term": "t",
            "title": title,
            "meetings": ["m"] if draw(st.booleans()) else [],
            "agenda_items": ["m/p-0"] if draw(st.booleans()) else [],
            "organizations": [
                {"organization": one["id"]} for one in draw(st.permutations(organizations))
            ],
        }
        for number, title in enumerate(draw(TITLES))
    ]
    meeting = {
        "id": "m",
        "term": "t",
        "organization": "o0",
        "name": draw(LINE),
        "start_at": draw(MOMENTS).isoformat(timespec="minutes"),
        "is_public": draw(st.booleans()),
        "agenda": numbered([{"title": "Erstes", "text": "", "items": []}, *draw(ITEMS)]),
    }
    state = draw(st.sampled_from(["draft", "machine", "checked"]))
    texts = {"goals": {goal["id"]: {"title": draw(TEXT)} for goal in goals}}
    return {
        "council.yaml": {"body": {"id": "b", "name": "B", "short_name": "B"}, "terms": [term]},
        "organizations.yaml": {"organizations": organizations},
        "goals.yaml": {"goals": goals},
        "meetings/m.yaml": meeting,
        "translations/tr.yaml": {"language": "tr", "state": state, "texts": texts},
    }


class Undo(Exception):
    """Ends an example's transaction."""


@pytest.mark.django_db
@settings(deadline=None, max_examples=15)
@given(councils())
def test_what_was_loaded_comes_back(files: dict[str, Any]) -> None:
    with folder() as root:
        for name, content in files.items():
            path = root / "council" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(dumped(content), "utf-8")
        with suppress(Undo), transaction.atomic():
            assert load_directory(root / "council", actor=ACTOR).written
            export_directory(root / "first", actor=ACTOR)
            assert load_directory(root / "first", actor=ACTOR).written == 0
            assert load_directory(root / "council", actor=ACTOR).written == 0
            raise Undo
