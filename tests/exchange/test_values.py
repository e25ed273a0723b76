from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from pydantic_core import PydanticCustomError

from mitsprache.council.enums import Accent
from mitsprache.exchange.format.base import Marker
from mitsprache.exchange.format.texts import (
    Choice,
    FileName,
    Hash,
    Id,
    Line,
    Lines,
    Mail,
    Ref,
    Refs,
    Rich,
    Tags,
    Web,
)
from mitsprache.exchange.format.values import Day, Degrees, Flag, Moment, Number
from mitsprache.exchange.tree import plain_value

BERLIN_SUMMER = dt.datetime(2014, 9, 2, 14, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("marker", "written", "value"),
    [
        (Line(10), " a ", "a"),
        (Line(10), "", ""),
        (Line(10), "44137", "44137"),
        (Line(10), "-5", "-5"),
        (Line(10), "no", "no"),
        (Lines(), "a\r\nb", "a\nb"),
        (Rich(), "", ""),
        (Id(), "a-1--b", "a-1--b"),
        (Id(), "2014", "2014"),
        (Ref("terms"), "", None),
        (Ref("terms"), "2014-2020", "2014-2020"),
        (Choice(Accent), "petrol", "petrol"),
        (Choice(("a", "b"), blank=True), "", ""),
        (Day(), "", None),
        (Day(), "2014-09-02", dt.date(2014, 9, 2)),
        (Moment(), "", None),
        (Moment(), "2014-09-02T16:00", BERLIN_SUMMER),
        (Moment(), "2014-09-02 16:00:00", BERLIN_SUMMER),
        (Moment(), "2014-09-02T14:00Z", BERLIN_SUMMER),
        (Moment(), "2014-09-02T17:00:00.5+03:00", BERLIN_SUMMER.replace(microsecond=500_000)),
        (Number(), "7", 7),
        (Number(blank=True), "", None),
        (Degrees(90), "", None),
        (Degrees(90), "51", Decimal(51)),
        (Degrees(90), "-51.1234567", Decimal("-51.123457")),
        (Flag(), "true", True),
        (Flag(), "False", False),
        (Flag(blank=True), "~", None),
        (Mail(), "", ""),
        (Mail(), "a@example.org", "a@example.org"),
        (Web(), "", ""),
        (Web(), "http://example.org/a", "http://example.org/a"),
        (FileName("images"), "", ""),
        (FileName("images"), "ein bild.png", "ein bild.png"),
        (Hash(), "", ""),
        (Hash(), "0123456789abcdef", "0123456789abcdef"),
    ],
)
def test_what_stands_in_a_file_is_read(marker: Marker, written: str, value: Any) -> None:
    assert marker.read(plain_value(written)) == value


@pytest.mark.parametrize(
    ("marker", "value", "code"),
    [
        (Line(10, required=True), None, "empty"),
        (Line(10), "x" * 11, "too_long"),
        (Lines(3), "abcd", "too_long"),
        (Ref("terms", required=True), None, "empty"),
        (Refs("terms"), [None], "empty"),
        (Refs("terms"), {}, "no_list"),
        (Tags(5), ["de", "tr"], "too_long"),
        (Tags(5), {}, "no_list"),
        (Choice(Accent), None, "empty"),
        (Choice(Accent), ["petrol"], "no_text"),
        (Day(required=True), None, "empty"),
        (Day(), 20140902, "day"),
        (Day(), "20140902", "day"),
        (Moment(required=True), None, "empty"),
        (Moment(), "2014-09-02T16:00+01", "moment"),
        (Number(), None, "empty"),
        (Number(), True, "whole_number"),
        (Number(), 1.0, "whole_number"),
        (Number(), -1, "range"),
        (Number(), 2**15, "range"),
        (Degrees(90), True, "number"),
        (Flag(), None, "empty"),
        (Flag(), 1, "flag"),
        (Mail(), "a b@example.org", "mail"),
        (Web(), "javascript:alert(1)", "web"),
        (Web(), "ftp://example.org", "web"),
        (FileName("images", required=True), None, "empty"),
        (FileName("images"), ".hidden", "file_name"),
        (FileName("images"), "a/b.png", "file_name"),
        (FileName("images"), "a\\b.png", "file_name"),
        (Hash(), "0123", "hash"),
        (Id(), "-a", "id"),
        (Id(), "Ä", "id"),
        (Id(), "A", "id"),
        (Id(), None, "empty"),
        (Id(), "x" * 101, "too_long"),
    ],
)
def test_what_is_wrong_has_a_code(marker: Marker, value: Any, code: str) -> None:
    with pytest.raises(PydanticCustomError) as caught:
        marker.read(value)
    assert caught.value.type == code


def test_empty_lists() -> None:
    assert Refs("terms").read(None) == Tags(5).read(None) == ()
    assert Refs("terms").read(["b", "a"]) == ("a", "b")
    assert Tags(9).read(["tr", "de"]) == ("tr", "de")


@pytest.mark.parametrize(
    "written", ["0x1F", "0o17", "1_000", "12:30", "2014-09-02", "yes", ".inf", "9" * 19]
)
def test_only_plain_numbers_and_words_are_more_than_text(written: str) -> None:
    assert plain_value(written) == written
