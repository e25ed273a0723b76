"""The one write of this app: a whole council out of files."""

from __future__ import annotations

from mitsprache.exchange.media import Media
from mitsprache.exchange.problems import LoadFailed
from mitsprache.exchange.report import LoadReport, Progress
from mitsprache.exchange.rows import Council
from mitsprache.exchange.writer import Writer
from mitsprache.kernel.actor import Actor
from mitsprache.kernel.operation import operation


@operation(permission="exchange.load")
def load_council(*, actor: Actor, council: Council, media: Media, progress: Progress) -> LoadReport:
    """Write what differs from the database.

    Raises:
        LoadFailed: something is wrong, in the files or by the rules of the records; then nothing
            is written.
    """
    writer = Writer(council, media, by=actor.name, progress=progress)
    writer.write()
    problems = council.problems + writer.problems
    if problems:
        raise LoadFailed(problems)
    return writer.report
