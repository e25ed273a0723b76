"""What is installed is locked, by hash and without naming where it comes from."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKED = sorted((ROOT / "requirements").glob("*.txt"))
ADDRESS = re.compile(
    r"\w+://|\bfile:|--(?:extra-)?index-url|--find-links|(?<!\w)/(?:home|opt|root|tmp)/"
)


@pytest.mark.parametrize("path", [*LOCKED, ROOT / "package-lock.json"], ids=lambda path: path.name)
def test_lock_file_names_no_address(path: Path) -> None:
    assert ADDRESS.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", LOCKED, ids=lambda path: path.name)
def test_every_requirement_has_version_and_hashes(path: Path) -> None:
    text = path.read_text(encoding="utf-8").replace("\\\n", " ")
    requirements = [
        line for line in text.splitlines() if line and not line.lstrip().startswith("#")
    ]
    assert requirements
    for line in requirements:
        assert re.match(r"[\w.-]+(?:\[[\w,-]+\])?==\S+", line), line
        assert "--hash=sha256:" in line, line


@pytest.mark.parametrize("path", LOCKED, ids=lambda path: path.name)
def test_lock_files_agree_on_versions(path: Path) -> None:
    base = versions(ROOT / "requirements" / "base.txt")
    mine = versions(path)
    assert {name: mine[name] for name in mine.keys() & base.keys()} == {
        name: base[name] for name in mine.keys() & base.keys()
    }


def versions(path: Path) -> dict[str, str]:
    return dict(re.findall(r"^([\w.-]+)(?:\[[\w,-]+\])?==(\S+)", path.read_text("utf-8"), re.M))


def test_npm_lock_file_has_a_hash_for_every_package() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    installed = {name: entry for name, entry in packages.items() if name}
    assert installed
    assert all(entry["integrity"].startswith("sha512-") for entry in installed.values())
