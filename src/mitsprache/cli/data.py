"""`mitsprache load` and `mitsprache export`: the council as a directory of YAML files."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from mitsprache.cli.django import refuse_pending_migrations, setup
from mitsprache.cli.failure import Failure
from mitsprache.cli.progress import Progress
from mitsprache.cli.texts import _

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def add(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("load", help=_("read a council from a directory of YAML files"))
    parser.add_argument("directory", type=Path, metavar=_("DIR"))
    parser.set_defaults(run=run_load)
    parser = commands.add_parser("export", help=_("write the council to a directory"))
    parser.add_argument("directory", type=Path, metavar=_("DIR"))
    parser.set_defaults(run=run_export)


def run_load(arguments: argparse.Namespace) -> int:
    setup()
    refuse_pending_migrations()
    load(arguments.directory)
    return 0


def load(directory: Path) -> None:
    """Read `directory` into the database, all or nothing, and say what came of it.

    Raises:
        Failure: the data have errors; the text lists them all.
    """
    from mitsprache.exchange.load import load_directory
    from mitsprache.exchange.problems import LoadFailed
    from mitsprache.kernel.actor import command

    with Progress() as progress:
        try:
            report = load_directory(directory, actor=command("mitsprache load"), progress=progress)
        except LoadFailed as error:
            raise Failure(str(error)) from error
    print(report)


def run_export(arguments: argparse.Namespace) -> int:
    setup()
    refuse_pending_migrations()
    from mitsprache.exchange.export import export_directory
    from mitsprache.exchange.problems import ExportFailed
    from mitsprache.kernel.actor import command

    with Progress() as progress:
        try:
            actor = command("mitsprache export")
            export_directory(arguments.directory, actor=actor, progress=progress)
        except ExportFailed as error:
            raise Failure(str(error)) from error
    print(_("The council stands in {directory}.").format(directory=arguments.directory))
    return 0
