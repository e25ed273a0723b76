from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from mitsprache.cli import main

KREFELD = "list;votes;candidates\nDL;1610;3\nTIU;1387;\nE Athen;1110;1\nAfD;884;2\nE Höhne;526;1\n"


@pytest.fixture
def krefeld(tmp_path: Path) -> str:
    path = tmp_path / "krefeld.csv"
    path.write_text(KREFELD, encoding="utf-8")
    return str(path)


def test_text_can_be_followed_by_hand(krefeld: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["seats", krefeld, "--seats", "18"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "DL            1610     5  vacant: 2",
        "TIU           1387     4",
        "E Athen       1110     4  vacant: 3",
        "AfD            884     3  vacant: 1",
        "E Höhne        526     2  vacant: 1",
        "Seats that stay vacant: 7",
        "Divisor 306.5000: 19 seats",
        "Divisor 308.2222: 18 seats (TIU -1)",
        "Suitable divisor: 317.0000 (above 308.2222, up to 317.1428)",
    ]


def test_json_holds_seats_by_list(krefeld: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["seats", krefeld, "--seats", "18", "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["seats"] == {"DL": 5, "TIU": 4, "E Athen": 4, "AfD": 3, "E Höhne": 2}
    assert data["vacant"] == 7
    assert data["start_divisor"] == {"exact": "613/2", "shown": "306.5000"}


def test_csv_has_a_line_for_each_list(krefeld: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["seats", krefeld, "--seats", "18", "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert rows[0] == {"list": "DL", "votes": "1610", "seats": "5", "filled": "3", "vacant": "2"}
    assert len(rows) == 5


def test_other_methods_can_be_asked_for(krefeld: str, capsys: pytest.CaptureFixture[str]) -> None:
    for method, seats in (("dhondt", [5, 5, 4, 3, 1]), ("hare-niemeyer", [5, 4, 4, 3, 2])):
        arguments = ["seats", krefeld, "--seats", "18", "--method", method, "--format", "json"]
        assert main(arguments) == 0
        assert list(json.loads(capsys.readouterr().out)["seats"].values()) == seats
    assert main(["seats", krefeld, "--seats", "18", "--method", "hare-niemeyer"]) == 0
    assert "Suitable divisor" not in capsys.readouterr().out


def test_a_tie_says_between_whom_a_lot_is_drawn(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "tie.csv"
    path.write_text("list,votes\nA,5\nB,5\n")
    assert main(["seats", str(path), "--seats", "3"]) == 1
    assert capsys.readouterr().err == "A lot has to be drawn for 1 seat between: A, B.\n"


def test_near_ties_are_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "near.csv"
    path.write_text("list,votes\nA,1571\nB,1003\n")
    assert main(["seats", str(path), "--seats", "358"]) == 0
    assert "With four decimals B, A look the same: 7.1899" in capsys.readouterr().out


def test_bad_rows_are_named_by_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("list,votes\nA,5\nA,x\n,3\nB,3,4\n")
    assert main(["seats", str(path), "--seats", "3"]) == 1
    assert capsys.readouterr().err.splitlines() == [
        f"{path}:3: “A” stands here a second time.",
        f"{path}:3: “x” in the column “votes” is no whole number from 0 on.",
        f"{path}:4: the list has no name.",
        f"{path}:5: there are 3 cells; the first line has another number.",
    ]


def test_a_missing_file_and_a_wrong_number_are_said(
    krefeld: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["seats", str(tmp_path / "none.csv"), "--seats", "3"]) == 1
    assert "can't be read: No such file or directory." in capsys.readouterr().err
    assert main(["seats", krefeld, "--seats", "0"]) == 2
    assert "--seats takes a number from 1 on." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"list,votes\nGr\xfcn,3\n", ":2: the file is not in UTF-8."),
        (b'list,votes\n"A" x,3\n', ":2: this is no CSV: "),
        (b"votes\n3\n", ":1: the column “list” is missing."),
        (b"list,votes,x\nA,3,4\n", ":1: “x” is none of the columns list, votes, candidates."),
        (b"", ":1: there is no list."),
    ],
)
def test_every_fault_has_words(
    content: bytes, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "results.csv"
    path.write_bytes(content)
    assert main(["seats", str(path), "--seats", "3"]) == 1
    assert words in capsys.readouterr().err
