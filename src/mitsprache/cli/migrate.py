"""`mitsprache migrate`: brings the database up to date."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from mitsprache.cli.django import pending_migrations, setup
from mitsprache.cli.texts import _, ngettext

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def add(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("migrate", help=_("bring the database up to date"))
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    setup()
    migrate()
    return 0


def migrate() -> None:
    """Apply what is missing and say how much that was."""
    from django.core.management import call_command

    count = len(pending_migrations())
    if count:
        call_command("migrate", interactive=False, verbosity=0)
        text = ngettext("{n} migration applied.", "{n} migrations applied.", count)
        print(text.format(n=count))
    else:
        print(_("The database is up to date."))
