"""All commands and their arguments."""

from __future__ import annotations

import argparse
from importlib.metadata import version

from mitsprache.cli import check, createadmin, data, demo, migrate, seats, serve, work
from mitsprache.cli.texts import _


def build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="mitsprache",
        description=_("The digital home of an elected integration council."),
        epilog=_("Settings come from environment variables; docs/settings.md lists them."),
    )
    parser.add_argument("--version", action="version", version=version("mitsprache"))
    commands = parser.add_subparsers(metavar=_("COMMAND"), required=True)
    for module in (demo, serve, work, migrate, createadmin, check, data, seats):
        module.add(commands)
    return parser
