"""Compiles the gettext catalogues, so that neither a wheel nor a checkout needs gettext's tools.

Hatchling calls the hook when the package is built or installed; `python hatch_build.py` does the
same in a checkout after a catalogue has changed.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import polib
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent


def compile_catalogues(root: Path = ROOT) -> list[Path]:
    """Write every outdated .mo beside its .po and return all .mo files.

    A file appears whole or not at all: a server or a second test run may be reading.
    """
    compiled = []
    for source in sorted(root.glob("src/mitsprache/**/locale/*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime_ns < source.stat().st_mtime_ns:
            partial = target.with_suffix(f".mo.{os.getpid()}")
            polib.pofile(str(source)).save_as_mofile(str(partial))
            partial.replace(target)
        compiled.append(target)
    return compiled


class CustomBuildHook(BuildHookInterface[Any]):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        build_data["artifacts"] += [
            f"/{path.relative_to(root)}" for path in compile_catalogues(root)
        ]


if __name__ == "__main__":
    print(f"{len(compile_catalogues())} catalogues are compiled.")
