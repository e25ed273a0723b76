from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from mitsprache.proceedings.domain.attendance import (
    Attendee,
    Stretch,
    entitled,
    overlaps,
    present,
    voters,
)

OPENED = dt.datetime(2026, 3, 3, 16, tzinfo=dt.UTC)


def at(minutes: int) -> dt.datetime:
    return OPENED + dt.timedelta(minutes=minutes)


def there(start: int = 0, until: int | None = None) -> tuple[Stretch, ...]:
    return (Stretch(at(start), None if until is None else at(until)),)


def test_presence_holds_up_to_its_end() -> None:
    one = Attendee(1, has_vote=True, stretches=(*there(0, 30), *there(60)))
    assert [one.is_present(at(m)) for m in (-1, 0, 29, 30, 59, 60, 500)] == [
        False, True, True, False, False, True, True,
    ]  # fmt: skip


def test_only_those_with_a_vote_make_the_quorum() -> None:
    guest = Attendee(2, stretches=there())
    member = Attendee(1, has_vote=True, stretches=there())
    away = Attendee(3, has_vote=True)
    assert present([member, guest, away], at(5)) == {1, 2}
    assert voters([member, guest, away], at(5)) == {1}


def test_a_deputy_votes_only_while_the_member_is_away() -> None:
    member = Attendee(1, has_vote=True, stretches=there(30, 60))
    deputy = Attendee(2, has_vote=True, substitutes=1, stretches=there())
    assert [voters([member, deputy], at(m)) for m in (0, 30, 60)] == [{2}, {1}, {2}]


def test_bias_excludes_from_the_vote_not_from_the_quorum() -> None:
    member = Attendee(1, has_vote=True, stretches=there())
    assert voters([member], at(1)) == {1}
    assert entitled([member], at(1), biased=[1]) == frozenset()


MINUTES = st.integers(0, 100)
STRETCHES = st.lists(
    st.tuples(MINUTES, st.one_of(st.none(), MINUTES)).map(
        lambda pair: Stretch(at(pair[0]), None if pair[1] is None else at(pair[0] + pair[1]))
    ),
    max_size=3,
).map(tuple)


@given(STRETCHES, STRETCHES, MINUTES)
def test_never_do_both_vote(member: object, deputy: object, minute: int) -> None:
    pair = [
        Attendee(1, has_vote=True, stretches=member),  # type: ignore[arg-type]
        Attendee(2, has_vote=True, substitutes=1, stretches=deputy),  # type: ignore[arg-type]
    ]
    assert len(voters(pair, at(minute))) <= 1


def test_nobody_is_there_twice_at_a_time() -> None:
    assert not overlaps([*there(30), *there(0, 30)])
    assert overlaps([*there(0, 31), *there(30)])
    assert overlaps([*there(0), *there(30, 40)])
    assert not overlaps([])
