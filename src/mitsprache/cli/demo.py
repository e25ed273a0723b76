"""`mitsprache demo`: a council to try out, on this machine alone."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from mitsprache.cli.django import setup
from mitsprache.cli.failure import Failure
from mitsprache.cli.texts import _

if TYPE_CHECKING:
    from argparse import _SubParsersAction

COUNCIL = Path(__file__).parents[3] / "demo" / "dortmund"

# Where the demonstration's council has its agendas beside the website, as its flyer says.
AGENDA_SOURCES = "Dortmunder Bekanntmachungen|Geschäftsstelle des Integrationsrates"


def add(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    from mitsprache.cli.serve import add_options

    parser = commands.add_parser("demo", help=_("try it out with a demo council"))
    add_options(parser)
    parser.add_argument(
        "--data",
        type=Path,
        default=COUNCIL,
        metavar=_("DIR"),
        help=_("the council to load into an empty database"),
    )
    parser.add_argument(
        "--code",
        action="store_true",
        help=_("only print the six digits that the demo log-ins are asked for now"),
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    address = f"http://{arguments.host}:{arguments.port}"
    os.environ.setdefault("MITSPRACHE_DEMO", "yes")
    os.environ.setdefault("MITSPRACHE_BASE_URL", address)
    os.environ.setdefault("MITSPRACHE_AGENDA_SOURCES", AGENDA_SOURCES)
    setup()
    from mitsprache.accounts import demo as accounts

    if arguments.code:
        print(accounts.present_code())
        return 0
    from mitsprache.cli import serve
    from mitsprache.cli.migrate import migrate

    _refuse_real_site(arguments.host)
    serve.refuse_taken_port(arguments.host, arguments.port)
    migrate()
    is_new = _load_council(arguments.data)
    accounts.create()
    _link_persons()
    if is_new:
        _play_session()
        _invite()
    serve.collect_static_files()
    _announce(address)
    return serve.serve(arguments)


def _refuse_real_site(host: str) -> None:
    """Everybody knows the demo's passwords, so it stays on this machine and out of real data.

    Raises:
        Failure: the demo would be reachable from elsewhere or was switched off.
    """
    from django.conf import settings

    if not settings.DEMO:
        raise Failure(_("MITSPRACHE_DEMO is off: this installation is none for demos."))
    if host not in {"127.0.0.1", "localhost", "::1"}:
        raise Failure(_("The demo's passwords are known to all: it is served on 127.0.0.1 only."))


def _load_council(directory: Path) -> bool:
    """Load the council into an empty database; return whether it was empty."""
    from mitsprache.cli.data import load
    from mitsprache.council.models import Body

    if Body.objects.exists():
        return False
    if not directory.is_dir():
        raise Failure(_("There is no council in {directory}.").format(directory=directory))
    load(directory)
    return True


def _play_session() -> None:
    """Play an invented session, so that there is one with votes, attendance, minutes and all."""
    from mitsprache.minutes.demo import write
    from mitsprache.proceedings.demo import play

    meeting = play()
    if meeting:
        write(meeting)


def _link_persons() -> None:
    """Let chair, member and deputy log in as persons of the demo's council, where they are there."""
    from mitsprache.accounts.demo import ACCOUNTS
    from mitsprache.accounts.models import User
    from mitsprache.council.models import Person
    from mitsprache.council.operations import person
    from mitsprache.kernel.actor import command

    for account in ACCOUNTS:
        user = User.objects.filter(email=account.email, person=None).first()
        record = Person.objects.filter(key=account.person, user=None).first()
        if user and record:
            person.update(actor=command("mitsprache demo"), record=record, values={"user": user})


def _invite() -> None:
    """Send the invitation that the demo's next session is said to have; mails become files."""
    from mitsprache.invitations.demo import invite
    from mitsprache.kernel.actor import command

    invite(command("mitsprache demo"))


def _announce(address: str) -> None:
    from mitsprache.accounts import demo as accounts

    print()
    print(_("The council's site:  {address}/").format(address=address))
    print(_("The office:          {address}/office/").format(address=address))
    print()
    print(_("Demo log-ins, all with the password {password}").format(password=accounts.PASSWORD))
    for account in accounts.ACCOUNTS:
        digits = _("and six digits") if account.needs_code else ""
        print(f"  {account.email:<32} {account.role.label:<20} {digits}".rstrip())
    print()
    print(
        _(
            "The six digits: `mitsprache demo --code` prints them, an authenticator app makes them\n"
            "from the key {key}."
        ).format(key=accounts.TOTP_KEY)
    )
    print(_("Stop with Ctrl+C. The data stay in {folder}.").format(folder=_data_folder()))
    print(flush=True)


def _data_folder() -> Path:
    from django.conf import settings

    return Path(settings.DATA_DIR)
