"""What `make test` runs: the whole suite with its coverage floor, or the tests that are named.

Without Chromium the browser tests stay out and the last line says how to get it; where CI=true
that is a failure, since a skipped test proves nothing.
"""

import os
import subprocess
import sys

from tests.tools import browser

# Rules, rights and writes are tested to the last branch; everything else as far as it makes sense.
PROVEN = (
    "src/mitsprache/*/domain/*",
    "src/mitsprache/*/operations.py",
    "src/mitsprache/*/operations_*.py",
    "src/mitsprache/*/operations/*",
    "src/mitsprache/*/permissions.py",
)


def main(arguments: list[str]) -> int:
    if browser.in_ci() and browser.chromium() is None:
        print(browser.HINT, file=sys.stderr)
        return 1
    pytest = [sys.executable, "-m", "pytest"]
    if arguments:
        status = subprocess.run([*pytest, *arguments], check=False).returncode
    else:
        status = whole_suite(pytest)
    if browser.chromium() is None:
        print(f"\nThe browser tests did not run. {browser.HINT}")
    return status


def whole_suite(pytest: list[str]) -> int:
    workers = str(os.cpu_count() or 1)
    options = ["-n", workers, "--dist", "loadfile", "--cov", "--cov-report="]
    status = subprocess.run([*pytest, *options], check=False).returncode
    if status:
        return status
    coverage = [sys.executable, "-m", "coverage", "report", "--fail-under=100"]
    report = subprocess.run(
        [*coverage, f"--include={','.join(PROVEN)}"], check=False, capture_output=True, text=True
    )
    if report.returncode and "No data to report" not in report.stdout + report.stderr:
        print("Domain, operations and permissions must be tested to the last branch:")
        print(report.stdout + report.stderr)
        return report.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
