"""`mitsprache load`: a directory of files into the database, all or nothing."""

from __future__ import annotations

from pathlib import Path

from mitsprache.exchange import operations
from mitsprache.exchange.media import read_media
from mitsprache.exchange.problems import LoadFailed, Problem, in_order
from mitsprache.exchange.report import LoadReport, Progress
from mitsprache.exchange.rows import read_council
from mitsprache.exchange.sources import read_sources
from mitsprache.kernel.access import require
from mitsprache.kernel.actor import Actor

__all__ = ["LoadFailed", "LoadReport", "Problem", "load_directory"]


def _silent(_what: str, _done: int, _total: int) -> None:
    """Show nothing."""


def load_directory(
    directory: Path, *, actor: Actor, progress: Progress | None = None
) -> LoadReport:
    """Read `directory`, check everything, and write what differs from the database.

    Args:
        directory: in the format of docs/data-format.md.
        actor: who loads; needs `exchange.load`.
        progress: called with what is worked on, how much is done, and how much there is.

    Raises:
        LoadFailed: with all problems; nothing was written then.
        PermissionRefused: the actor may not.
    """
    require(actor, "exchange.load")
    show = progress or _silent
    sources = read_sources(directory)
    council = read_council(sources, show)
    media, problems, warnings = read_media(council, sources)
    council.problems += problems
    try:
        report = operations.load_council(actor=actor, council=council, media=media, progress=show)
    except BaseException:
        media.discard()
        raise
    report.warnings = in_order([*report.warnings, *warnings])
    return report
