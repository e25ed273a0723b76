"""The process that works on the job queue (`mitsprache work`)."""

from __future__ import annotations

import logging
import os
import secrets
import socket
import threading
from typing import Final

from django.db import close_old_connections

from mitsprache.kernel import jobs

log = logging.getLogger(__name__)

NAME: Final = f"{socket.gethostname()[:80]}:{os.getpid()}:{secrets.token_hex(4)}"
BEAT: Final = 10
"""Seconds between two sweeps."""
LAST_MINUTE: Final = 30
"""Seconds that running jobs may take when the process is told to stop; then they are abandoned, and
begun anew by the next one."""


def _beat(stopped: threading.Event) -> None:
    while True:
        close_old_connections()
        try:
            jobs.sweep()
        except Exception:
            log.exception("The job queue could not be looked through; trying again.")
        if stopped.wait(BEAT):
            return


def work(threads: int) -> None:
    """Do jobs until SIGTERM or SIGINT; at SIGTERM what runs may end first."""
    huey, _task = jobs.queue()

    huey.pre_execute("connections")(lambda _task: close_old_connections())
    consumer = huey.create_consumer(
        workers=threads,
        periodic=False,
        max_delay=1,
        shutdown_timeout=LAST_MINUTE,
        graceful_signal="TERM",
    )
    stopped = threading.Event()
    beat = threading.Thread(target=_beat, args=[stopped], name="Beat", daemon=True)
    beat.start()
    try:
        consumer.run()
    finally:
        stopped.set()
        beat.join(BEAT)
        jobs.leave()
