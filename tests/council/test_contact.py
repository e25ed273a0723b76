from __future__ import annotations

import pytest

from mitsprache.council.contact import phone_uri
from mitsprache.council.spoken import codes_in, is_known, spoken


@pytest.mark.parametrize(
    ("number", "uri"),
    [
        ("(0231) 50-2 25 20", "+492315022520"),
        ("+90 462 123", "+90462123"),
        ("0090 462 123", "+90462123"),
        ("112", "112"),
        ("", ""),
        ("+٤٩", "+"),
    ],
)
def test_numbers_as_tel_takes_them(number: str, uri: str) -> None:
    assert phone_uri(number) == uri


def test_tags_are_taken_in_any_spelling() -> None:
    assert codes_in(" DE, tr ,,ar") == ["de", "tr", "ar"]


def test_languages_have_their_own_name_and_direction() -> None:
    assert [(one.code, one.own_name, one.direction) for one in spoken("tr, fa, ps, rom, xx")] == [
        ("tr", "Türkçe", "ltr"),
        ("fa", "فارسی", "rtl"),
        ("ps", "پښتو", "rtl"),
        ("rom", "Romani", "ltr"),
    ]


def test_easy_language_is_named_as_the_site_does() -> None:
    (language,) = spoken("de-simple")
    assert language.name == "Leichte Sprache"


def test_tags_without_a_name_are_not_known() -> None:
    assert is_known("zh")
    assert not is_known("zh-cn")
    assert not is_known("xx")
