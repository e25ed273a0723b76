"""Jobs of the record of sessions."""

from __future__ import annotations

import datetime as dt

from mitsprache.kernel import jobs
from mitsprache.kernel.actor import command


@jobs.every(dt.timedelta(hours=12))
def forget_device_ballots() -> None:
    """Delete votes from members' phones that the rules allow to be kept no longer."""
    from mitsprache.proceedings.operations_devices import delete_device_ballots

    delete_device_ballots(actor=command("mitsprache work"))
