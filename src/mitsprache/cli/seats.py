"""`mitsprache seats`: seats out of the votes in a CSV file, with how they came about."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from mitsprache.cli.failure import Failure
from mitsprache.cli.texts import _, ngettext

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from mitsprache.elections.domain.outcome import Allocation
    from mitsprache.elections.domain.results_file import Fault, Results

METHODS = ("sainte-lague", "dhondt", "hare-niemeyer")


def add(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("seats", help=_("work out seats from votes"))
    parser.add_argument(
        "results",
        type=Path,
        metavar="RESULTS.csv",
        help=_("columns: list, votes and, if wanted, candidates"),
    )
    parser.add_argument("--seats", type=int, required=True, help=_("number of seats to give"))
    parser.add_argument("--method", choices=METHODS, default=METHODS[0])
    parser.add_argument("--format", choices=("text", "json", "csv"), default="text")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the allocation; 1 when a tie waits for a lot."""
    from mitsprache.elections.domain.allocation import Method, allocate_seats
    from mitsprache.elections.domain.report import as_data

    results = read(arguments.results)
    if arguments.seats < 1:
        raise Failure(_("--seats takes a number from 1 on."), code=2)
    allocation = allocate_seats(
        results.votes,
        arguments.seats,
        method=Method(arguments.method),
        candidates=results.candidates,
    )
    if arguments.format == "json":
        print(json.dumps(as_data(allocation), ensure_ascii=False, indent=2))
    elif arguments.format == "csv":
        print_csv(allocation)
    else:
        print_text(allocation)
    for tie in allocation.open_ties:
        text = ngettext(
            "A lot has to be drawn for {n} seat between: {lists}.",
            "A lot has to be drawn for {n} seats between: {lists}.",
            tie.seats,
        )
        print(text.format(n=tie.seats, lists=", ".join(tie.between)), file=sys.stderr)
    return 1 if allocation.open_ties else 0


def read(path: Path) -> Results:
    """Read the file.

    Raises:
        Failure: it is not there, or has faults; the text lists them all.
    """
    from mitsprache.elections.domain.results_file import Faulty, read_results

    try:
        return read_results(path.read_bytes())
    except OSError as error:
        text = _("{path} can't be read: {reason}.").format(path=path, reason=error.strerror)
        raise Failure(text) from error
    except Faulty as error:
        raise Failure("\n".join(f"{path}:{sentence(one)}" for one in error.faults)) from error


def sentence(fault: Fault) -> str:
    """Return what is wrong, beginning with the line."""
    texts = {
        "encoding": _("the file is not in UTF-8."),
        "not_csv": _("this is no CSV: {value}."),
        "no_column": _("the column “{column}” is missing."),
        "unknown_column": _("“{value}” is none of the columns list, votes, candidates."),
        "column_count": _("there are {value} cells; the first line has another number."),
        "no_name": _("the list has no name."),
        "twice": _("“{value}” stands here a second time."),
        "no_number": _("“{value}” in the column “{column}” is no whole number from 0 on."),
        "empty": _("there is no list."),
    }
    return f"{fault.line}: " + texts[fault.kind].format(value=fault.value, column=fault.column)


def print_csv(allocation: Allocation) -> None:
    """Print a line for each list."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(("list", "votes", "seats", "filled", "vacant"))
    for name, seats in allocation.seats.items():
        filled = allocation.filled[name]
        writer.writerow((name, allocation.given.votes[name], seats, filled, seats - filled))


def print_text(allocation: Allocation) -> None:
    """Print the seats, and how they came about, to be followed by hand."""
    from mitsprache.elections.domain.outcome import shown

    width = max(len(name) for name in allocation.seats)
    for name, seats in allocation.seats.items():
        vacant = allocation.vacant_by_list.get(name, 0)
        note = "  " + _("vacant: {n}").format(n=vacant) if vacant else ""
        print(f"{name:{width}}  {allocation.given.votes[name]:>9}  {seats:>4}{note}")
    if allocation.vacant:
        print(_("Seats that stay vacant: {n}").format(n=allocation.vacant))
    for step in allocation.steps:
        text = (
            _("Divisor {divisor}: {total} seats")
            if not step.list
            else _("Divisor {divisor}: {total} seats ({list} {change:+})")
        )
        print(
            text.format(
                divisor=shown(step.divisor), total=step.total, list=step.list, change=step.change
            )
        )
    span = allocation.divisor_range
    if span and allocation.divisor:
        text = _("Suitable divisor: {divisor} (above {low}, up to {high})")
        print(
            text.format(divisor=shown(allocation.divisor), low=shown(span[0]), high=shown(span[1]))
        )
    for near in allocation.near_ties:
        text = _("With four decimals {lists} look the same: {number}")
        print(text.format(lists=", ".join((*near.awarded, *near.missed)), number=near.shown))
