"""When items come up, from the minutes planned for each."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from mitsprache.meetings.domain.numbering import Numbered
from mitsprache.meetings.domain.schedule import schedule

BERLIN = ZoneInfo("Europe/Berlin")
START = dt.datetime(2026, 12, 8, 16, tzinfo=BERLIN)


@dataclass(frozen=True)
class Item:
    pk: int
    planned_minutes: int | None = None
    kind: str = "item"


def node(
    pk: int, minutes: int | None = None, *below: Numbered[Item], kind: str = "item"
) -> Numbered[Item]:
    return Numbered(str(pk), Item(pk, minutes, kind), below)


def test_items_come_up_one_after_the_other() -> None:
    plan = schedule([node(1, None, node(11, 5), node(12)), node(2, 25, node(21, 10))], START)
    shown = {pk: moment.astimezone(BERLIN).strftime("%H:%M") for pk, moment in plan.starts.items()}
    assert shown == {1: "16:00", 11: "16:00", 12: "16:05", 2: "16:05", 21: "16:30"}
    assert plan.end == START + dt.timedelta(minutes=40)
    assert (plan.minutes, plan.unplanned) == (40, 1)


def test_an_empty_section_needs_no_minutes() -> None:
    plan = schedule([node(1, kind="section"), node(2)], START)
    assert (plan.minutes, plan.unplanned) == (0, 1)


def test_an_agenda_without_items_ends_where_it_begins() -> None:
    assert schedule([], START).end == START


def test_minutes_pass_also_when_the_clocks_change() -> None:
    night = dt.datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN)
    end = schedule([node(1, 60)], night).end.astimezone(BERLIN)
    assert (end.hour, end.minute, end.fold) == (2, 30, 1)


@given(st.lists(st.none() | st.integers(0, 300), max_size=20))
def test_the_end_is_the_sum_of_all_minutes(minutes: list[int | None]) -> None:
    plan = schedule([node(pk, planned) for pk, planned in enumerate(minutes)], START)
    assert plan.minutes == sum(planned or 0 for planned in minutes)
    assert plan.end - START == dt.timedelta(minutes=plan.minutes)
    assert list(plan.starts.values()) == sorted(plan.starts.values())
    assert plan.unplanned == minutes.count(None)
