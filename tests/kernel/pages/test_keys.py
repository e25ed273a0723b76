from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mitsprache.kernel.keys import LENGTH, free_key, key_of


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Überörtliche Größe", "ueberoertliche-groesse"),
        ("Arbeitskreis „Bildung/Sprachbildung“", "arbeitskreis-bildung-sprachbildung"),
        ("Işıl Çelik", "isil-celik"),
        ("  2014–2020 ", "2014-2020"),
        ("STRAẞE", "strasse"),
        ("مجلس", ""),
    ],
)
def test_key_of_spells_names_as_german_does(text: str, key: str) -> None:
    assert key_of(text) == key


@given(st.text(max_size=300))
def test_key_of_fits_into_an_address(text: str) -> None:
    key = key_of(text)
    assert len(key) <= LENGTH
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", key)


@given(st.text(max_size=120), st.integers(0, 12))
def test_free_key_is_none_that_is_taken(text: str, others: int) -> None:
    taken: set[str] = set()
    for _ in range(others + 1):
        key = free_key(text, taken.__contains__)
        assert key not in taken
        assert 0 < len(key) <= LENGTH
        taken.add(key)


def test_free_key_avoids_words_of_addresses() -> None:
    assert free_key("Neu", lambda _key: False) == "neu-2"


def test_free_key_keeps_its_prefix_and_length() -> None:
    key = free_key(
        "x" * 200, lambda key: len(key) == LENGTH and key.endswith("x"), prefix="a" * 70 + "--"
    )
    assert key.startswith("a" * 70 + "--")
    assert key.endswith("-2")
    assert len(key) == LENGTH


def test_free_key_falls_back_where_no_letter_fits() -> None:
    assert free_key("مجلس", lambda _key: False, fallback="person") == "person"
