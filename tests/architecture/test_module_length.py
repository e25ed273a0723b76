"""A module past 400 lines is two modules."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LIMIT = 400
SUFFIXES = {".py", ".html", ".css", ".js"}


def modules() -> list[str]:
    return [
        str(path.relative_to(ROOT))
        for path in sorted((ROOT / "src").rglob("*"))
        if path.suffix in SUFFIXES and not {"migrations", "vendor"} & set(path.parts)
    ]


def test_modules_are_found() -> None:
    assert "src/mitsprache/cli/parser.py" in modules()


@pytest.mark.parametrize("module", modules())
def test_module_is_short_enough(module: str) -> None:
    lines = len((ROOT / module).read_text(encoding="utf-8").splitlines())
    assert lines <= LIMIT, f"{module} has {lines} lines; make two modules of it"
