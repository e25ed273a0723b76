"""Jobs of invitations."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext

from mitsprache.kernel import jobs
from mitsprache.kernel.actor import Actor, command


def worker() -> Actor:
    """Return who acts in a job."""
    return command("mitsprache work")


@jobs.job(retries=4)
def send(delivery: int) -> None:
    """Send one mail, at most once."""
    from mitsprache.invitations.dispatch import deliver

    deliver(delivery, jobs.current_key())


@jobs.job(retries=1)
def build_pack(meeting: int, full: bool) -> str:  # noqa: FBT001 (jobs are called by name)
    """Build a meeting pack; the file is whole or not there."""
    from mitsprache.invitations import packs
    from mitsprache.meetings.models import Meeting

    rows = Meeting.objects.select_related("term", "location", "organization")
    row = rows.filter(pk=meeting).first()
    if row is None:
        raise jobs.JobFailed(gettext("Die Sitzung gibt es nicht mehr."))
    pdf = packs.build(row, full=full, report=jobs.report)
    name = f"mappe-{jobs.current_key()}.pdf"
    packs.write_whole(jobs.result_path(name), pdf)
    return name


@jobs.every(dt.timedelta(minutes=30))
def remind() -> None:
    """Remind those who have not answered."""
    from mitsprache.invitations import operations, queries

    for meeting in queries.to_remind():
        operations.remind(actor=worker(), meeting=meeting)


@jobs.every(dt.timedelta(hours=12))
def forget() -> None:
    """Delete what the rules allow to be kept no longer."""
    from mitsprache.invitations import operations, queries

    for request in queries.support_to_forget():
        operations.forget_support(actor=worker(), request=request)
    for invitation in queries.invitations_to_forget():
        operations.forget_invitation(actor=worker(), invitation=invitation)
