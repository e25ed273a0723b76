from __future__ import annotations

from decimal import Decimal

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from mitsprache.exchange.dump import dumped
from mitsprache.exchange.tree import read_tree

TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff\ufffe\uffff")
    | st.sampled_from("\n'\"#:-{}[]&*!|>%@` 0123456789.eE~tf"),
    max_size=120,
).map(lambda text: text.replace("\x85", "").replace("\u2028", "").replace("\u2029", "").strip())


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from("abc"), TEXT, min_size=1))
def test_every_text_comes_back(values: dict[str, str]) -> None:
    tree = read_tree("a.yaml", dumped(values))
    assert tree.problems == []
    assert {key: value.strip() for key, value in tree.value.items()} == values


@pytest.mark.parametrize(
    "text",
    [
        "true",
        "null",
        "~",
        "0123",
        "12",
        "1e3",
        "1.5",
        ".5",
        "no",
        "2014-09-02",
        "12:30",
        "- a",
        "a: b",
        "",
    ],
)
def test_text_that_looks_like_something_else_stays_text(text: str) -> None:
    assert read_tree("a.yaml", dumped({"a": text})).value == {"a": text}
    assert yaml.safe_load(dumped({"a": text})) == {"a": text}


def test_long_texts_stand_in_lines_of_their_own_and_are_not_folded() -> None:
    long = "Wort " * 60 + "Ende"
    assert dumped({"a": long, "b": "zwei\nZeilen", "c": "kurz"}) == (
        f"a: |\n  {long}\nb: |\n  zwei\n  Zeilen\nc: kurz\n"
    )


@pytest.mark.parametrize(
    ("number", "written"), [("51.513600", "51.5136"), ("7.000000", "7"), ("-0.5", "-0.5")]
)
def test_numbers_are_written_short(number: str, written: str) -> None:
    assert dumped({"a": Decimal(number)}) == f"a: {written}\n"


def test_lists_are_indented_and_nothing_is_shared() -> None:
    shared = {"id": "x"}
    assert dumped({"a": [shared, shared], "b": ["y"]}) == (
        "a:\n  - id: x\n  - id: x\nb:\n  - 'y'\n"
    )
