"""`mitsprache check`: is everything in order, and if not, what is there to do?"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from mitsprache.cli.texts import _

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def add(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("check", help=_("tell whether everything is in order"))
    parser.add_argument(
        "--audit", action="store_true", help=_("also prove that the audit log is unbroken")
    )
    parser.add_argument(
        "--mail", metavar=_("ADDRESS"), help=_("also send a test mail to this address")
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print a line for each check; 1 if one of them found something."""
    from mitsprache.cli import checks

    wrong = False
    for name, check in checks.chosen(audit=arguments.audit, mail=arguments.mail):
        result = check()
        wrong = wrong or bool(result.problems)
        if result.problems:
            for problem in result.problems:
                print(f"{name:<14} {problem}")
        else:
            print(f"{name:<14} ok  {result.note}".rstrip())
        if result.stop:
            break
    return int(wrong)
