"""`mitsprache createadmin`: makes the first account, which can then make all others."""

from __future__ import annotations

import argparse
import getpass
import sys
from typing import TYPE_CHECKING

from mitsprache.cli.django import refuse_pending_migrations, setup
from mitsprache.cli.failure import Failure
from mitsprache.cli.texts import _

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def add(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("createadmin", help=_("create an account for the administration"))
    parser.add_argument("--email", help=_("asked for if not given"))
    parser.add_argument("--name", help=_("asked for if not given"))
    parser.add_argument(
        "--password-stdin",
        action="store_true",
        help=_("read the password from standard input instead of asking for it twice"),
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    setup()
    refuse_pending_migrations()
    from django.core.exceptions import ValidationError

    from mitsprache.accounts.enums import RoleName
    from mitsprache.accounts.operations import create_account
    from mitsprache.kernel.actor import command

    email = arguments.email or ask(_("E-mail: "))
    name = arguments.name or ask(_("Name: "))
    password = _read_password(from_stdin=arguments.password_stdin)
    try:
        create_account(
            actor=command("mitsprache createadmin"),
            email=email,
            name=name,
            password=password,
            roles=[RoleName.ADMINISTRATION],
        )
    except ValidationError as error:
        raise Failure("\n".join(error.messages)) from error
    print(_("The account is there. At the first log-in it sets up its second factor."))
    return 0


def ask(question: str) -> str:
    """Ask until there is an answer.

    Raises:
        Failure: nobody can answer.
    """
    while True:
        try:
            answer = input(question).strip()
        except EOFError as error:
            raise Failure(_("No answer: give --email and --name.")) from error
        if answer:
            return answer


def _read_password(*, from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass.getpass(_("Password: "))
    if getpass.getpass(_("Once more: ")) != password:
        raise Failure(_("The two passwords differ."))
    return password
