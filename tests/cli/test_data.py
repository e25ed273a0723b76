from __future__ import annotations

from pathlib import Path

import pytest

from mitsprache.cli import main
from mitsprache.council.models import Body

pytestmark = pytest.mark.django_db
COUNCIL = Path(__file__).parents[2] / "demo" / "dortmund"


def test_a_council_is_loaded_and_exported(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["load", str(COUNCIL)]) == 0
    assert Body.objects.exists()
    assert main(["export", str(tmp_path / "council")]) == 0
    assert str(tmp_path / "council") in capsys.readouterr().out
    assert any((tmp_path / "council").iterdir())


def test_errors_are_told_and_nothing_is_written(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "council.yaml").write_text("body: [", encoding="utf-8")
    assert main(["load", str(tmp_path)]) == 1
    told = capsys.readouterr()
    assert "council.yaml" in told.err
    assert told.out == ""
    assert not Body.objects.exists()


def test_a_directory_with_other_files_is_not_exported_to(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "letter.txt").write_text("Dear council", encoding="utf-8")
    assert main(["export", str(tmp_path)]) == 1
    assert capsys.readouterr().err.strip()
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]
