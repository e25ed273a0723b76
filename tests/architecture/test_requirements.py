"""What is installed is locked, by hash and without naming where it comes from."""

import ast
import json
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
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


def imported(folder: Path) -> Iterator[str]:
    """Yield the top names of what is imported from elsewhere."""
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from (alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield node.module.partition(".")[0]


def test_what_is_imported_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {re.split(r"[\[<>=]", line)[0].lower() for line in project["dependencies"]}
    own = {"mitsprache", *sys.stdlib_module_names}
    distributions = packages_distributions()
    needed = {
        distributions[name][0].lower().replace("_", "-")
        for name in set(imported(ROOT / "src")) - own
    }
    # The exact core of a declared package, in the same version by its own requirement.
    assert needed - {"pydantic-core"} <= declared
