"""`mitsprache serve`: runs the site."""

from __future__ import annotations

import argparse
import os
import socket
import sys
from typing import TYPE_CHECKING

from mitsprache.cli.django import refuse_pending_migrations, setup
from mitsprache.cli.failure import Failure
from mitsprache.cli.texts import _

if TYPE_CHECKING:
    from argparse import _SubParsersAction

# Connections that may wait to be taken, as when thousands come back after a restart.
BACKLOG = 4096
# Connections per worker: those of MITSPRACHE_WATCHERS stay open, the others need room beside them.
CONNECTIONS = 8192


def add(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("serve", help=_("run the site"))
    add_options(parser)
    parser.set_defaults(run=run)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what `serve` and `demo` have in common; the variables are granian's own."""
    value = os.environ.get
    parser.add_argument(
        "--host",
        default=value("GRANIAN_HOST", "127.0.0.1"),
        help=_("address to listen on (%(default)s)"),
    )
    parser.add_argument(
        "--port",
        type=int,
        default=value("GRANIAN_PORT", "8000"),
        help=_("port to listen on (%(default)s)"),
    )
    parser.add_argument(
        "--workers",
        type=int,
        default=value("GRANIAN_WORKERS", "2"),
        help=_("number of processes, about one per core (%(default)s)"),
    )
    parser.add_argument(
        "--workers-kill-timeout",
        type=int,
        default=value("GRANIAN_WORKERS_KILL_TIMEOUT", "10"),
        metavar=_("SECONDS"),
        help=_("how long a process may take to finish when it is stopped (%(default)s)"),
    )
    parser.add_argument(
        "--no-work",
        action="store_true",
        help=_("do not work on the job queue beside the site; `mitsprache work` does"),
    )


def run(arguments: argparse.Namespace) -> int:
    refuse_taken_port(arguments.host, arguments.port)
    setup()
    refuse_pending_migrations()
    collect_static_files()
    return serve(arguments)


def refuse_taken_port(host: str, port: int) -> None:
    """Say in a line what the server would say in a hundred.

    Raises:
        Failure: nothing can listen there.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            reason = getattr(error, "strerror", None) or error
            text = _("Can't listen on {host}, port {port}: {reason}. --port takes another one.")
            raise Failure(text.format(host=host, port=port, reason=reason)) from error


def collect_static_files() -> None:
    """Put style sheets, fonts and scripts with their hashed names where they are served from."""
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)


def serve(arguments: argparse.Namespace) -> int:
    """Run the server, and a worker beside it.

    Without a worker become the server: same process, so a supervisor's signals reach it.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    command = server_command(arguments)
    if arguments.no_work:
        os.execv(command[0], command)  # noqa: S606
    from mitsprache.cli.supervise import supervise

    return supervise(command, worker_command(), patience=arguments.workers_kill_timeout + 5)


def worker_command() -> list[str]:
    """Return the command that works on the job queue."""
    return [sys.executable, "-m", "mitsprache", "work"]


def server_command(arguments: argparse.Namespace) -> list[str]:
    """Return the command that serves the site."""
    return [
        sys.executable,
        "-m",
        "granian",
        "mitsprache.config.rsgi:application",
        "--interface",
        "rsgi",
        "--host",
        arguments.host,
        "--port",
        str(arguments.port),
        "--workers",
        str(arguments.workers),
        "--workers-kill-timeout",
        str(arguments.workers_kill_timeout),
        "--backlog",
        os.environ.get("GRANIAN_BACKLOG", str(BACKLOG)),
        "--backpressure",
        os.environ.get("GRANIAN_BACKPRESSURE", str(CONNECTIONS)),
        "--no-ws",
        "--respawn-failed-workers",
    ]
