"""Votes from a file: what is right is read, what is wrong is named by line."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mitsprache.elections.domain.results_file import Fault, FaultKind, Faulty, read_results


def faults(content: str | bytes) -> list[Fault]:
    with pytest.raises(Faulty) as error:
        read_results(content if isinstance(content, bytes) else content.encode())
    return list(error.value.faults)


@pytest.mark.parametrize(
    "content",
    [
        "list,votes,candidates\nA,10,2\nB,5,\n",
        "\ufefflist;votes;candidates\r\nA;10;2\r\n\r\nB;5;\r\n",
        'Votes, LIST ,candidates\n10,"A",2\n5,B, \n',
    ],
)
def test_lists_are_read_with_either_separator(content: str) -> None:
    results = read_results(content.encode())
    assert results.votes == {"A": 10, "B": 5}
    assert results.candidates == {"A": 2}


def test_candidates_need_not_be_there() -> None:
    assert read_results(b"list,votes\nA,0\n").candidates == {}


def test_all_faults_are_named_at_once() -> None:
    content = "list,votes,candidates\nA,1.5,2\nA,3,x\n,4,\nB,5\nC,-1,\nD,9999999999999,\n"
    assert faults(content) == [
        Fault(2, FaultKind.NO_NUMBER, "votes", "1.5"),
        Fault(3, FaultKind.TWICE, "list", "A"),
        Fault(3, FaultKind.NO_NUMBER, "candidates", "x"),
        Fault(4, FaultKind.NO_NAME, "list"),
        Fault(5, FaultKind.COLUMN_COUNT, value="2"),
        Fault(6, FaultKind.NO_NUMBER, "votes", "-1"),
        Fault(7, FaultKind.NO_NUMBER, "votes", "9999999999999"),
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", [Fault(1, FaultKind.EMPTY)]),
        ("\n\n", [Fault(1, FaultKind.EMPTY)]),
        ("list,votes\n", [Fault(1, FaultKind.EMPTY)]),
        ("votes\n3\n", [Fault(1, FaultKind.NO_COLUMN, "list")]),
        ("list,votes,seats\nA,1,1\n", [Fault(1, FaultKind.UNKNOWN_COLUMN, value="seats")]),
        ("list,votes,votes\nA,1,1\n", [Fault(1, FaultKind.TWICE, "votes", "votes")]),
        (b"list,votes\nGr\xfcn,3\n", [Fault(2, FaultKind.ENCODING)]),
    ],
)
def test_a_file_without_results_is_refused(content: str | bytes, expected: list[Fault]) -> None:
    assert faults(content) == expected


def test_what_is_no_csv_is_refused() -> None:
    (fault,) = faults('list,votes\n"A" x,3\n')
    assert (fault.line, fault.kind) == (2, FaultKind.NOT_CSV)


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_anything_else_is_refused_in_words(content: bytes) -> None:
    with contextlib.suppress(Faulty):
        assert read_results(content).votes
