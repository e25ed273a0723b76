"""`mitsprache work`: sends mails, builds packs and does whatever else waits in the job queue."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from mitsprache.cli.django import refuse_pending_migrations, setup
from mitsprache.cli.texts import _

if TYPE_CHECKING:
    from argparse import _SubParsersAction

THREADS = 2


def add(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("work", help=_("work on the job queue"))
    parser.add_argument(
        "--threads",
        type=int,
        default=THREADS,
        help=_("how many jobs are done at a time (%(default)s)"),
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    setup()
    refuse_pending_migrations()
    from mitsprache.kernel.worker import work

    work(max(arguments.threads, 1))
    return 0
