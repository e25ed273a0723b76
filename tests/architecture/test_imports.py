"""Imports run one way; the contracts stand in pyproject.toml."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def run(root: Path) -> subprocess.CompletedProcess[str]:
    code = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"
    return subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=False
    )


def test_import_contracts_are_kept() -> None:
    result = run(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr


def test_help_loads_no_django() -> None:
    code = (
        "import sys; from mitsprache.cli.parser import build_parser; build_parser().format_help();"
        "sys.exit(any(name.split('.')[0] in {'django', 'allauth'} for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
