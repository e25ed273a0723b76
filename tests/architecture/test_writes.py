"""Records are written through kernel.store alone."""

from __future__ import annotations

import ast
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "mitsprache"
WRITES = {"save", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
ALLOWED = {
    "kernel/store.py": "the one place that writes",
    "kernel/operation.py": "the content version",
    "audit/record.py": "the log itself",
    "invitations/printing.py": "qrcode writes a picture",
    "kernel/pages/exports.py": "openpyxl writes a workbook",
    "publishing/images.py": "Pillow writes a picture",
    "publishing/views/media.py": "the small variant of a picture, a file",
    "accounts/models.py": "the manager that Django's log-in framework calls",
}


def writes_in(tree: ast.AST) -> list[int]:
    """Return the lines on which a method that writes rows is called."""
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in WRITES
    ]


def test_no_model_is_saved_past_the_store() -> None:
    found = []
    for path in sorted(SOURCE.rglob("*.py")):
        name = path.relative_to(SOURCE).as_posix()
        if name in ALLOWED or "/migrations/" in name:
            continue
        found += [f"{name}:{line}" for line in writes_in(ast.parse(path.read_text("utf-8")))]
    assert found == []


def test_the_search_finds_a_write() -> None:
    assert writes_in(ast.parse("x.save()\ny.objects.bulk_create([])\nz.keep()")) == [1, 2]
