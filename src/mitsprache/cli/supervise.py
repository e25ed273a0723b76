"""Runs the server and the worker as two children, and leaves none of them behind."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence

from mitsprache.cli.texts import _

STOPPING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
LOOK = 0.2
"""Seconds between two looks at the children."""
KILLED = 128
"""Shells add the number of the signal to it."""
LONGEST_PAUSE = 30.0
"""Seconds before a worker that keeps dying is started again."""


class Child:
    """One process with all it starts: a session of its own, so that it can be ended as a whole.

    It ends by itself when this process is killed (see `mitsprache.cli.child`).
    """

    def __init__(self, command: Sequence[str]) -> None:
        module, *rest = command[2:]
        watched = [sys.executable, "-m", "mitsprache.cli.child", str(os.getpid()), module, *rest]
        self.process = subprocess.Popen(watched, start_new_session=True)  # noqa: S603 (our own)
        self.started = time.monotonic()

    @property
    def code(self) -> int | None:
        """The exit code, None while it runs."""
        return self.process.poll()

    def ask_to_stop(self) -> None:
        """Let it finish what it does."""
        if self.code is None:
            self.process.send_signal(signal.SIGTERM)

    def end(self, seconds: float) -> None:
        """Wait for it, then kill whatever is left of it."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(max(seconds, 0.1))
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def supervise(
    server: Sequence[str],
    worker: Sequence[str],
    *,
    patience: float,
    start: Callable[[Sequence[str]], Child] = Child,
) -> int:
    """Run both until a signal comes or the server ends; a worker that ends is started again.

    Args:
        server: command of the form `python -m module …`.
        worker: the same.
        patience: seconds that both may take to stop.
        start: makes a child of a command.

    Returns:
        The server's exit code; 0 when we were asked to stop.
    """
    stopped = threading.Event()
    before = {number: signal.signal(number, lambda *_: stopped.set()) for number in STOPPING}
    serving = start(server)
    working = start(worker)
    pause = 1.0
    try:
        while serving.code is None and not stopped.wait(LOOK):
            if working.code is None:
                continue
            print(_("The worker has ended; it is started again."), file=sys.stderr, flush=True)
            working.end(0)
            pause = 1.0 if time.monotonic() - working.started > LONGEST_PAUSE else pause * 2
            if not stopped.wait(min(pause, LONGEST_PAUSE)):
                working = start(worker)
    finally:
        end = time.monotonic() + patience
        for child in (serving, working):
            child.ask_to_stop()
        for child in (serving, working):
            child.end(end - time.monotonic())
        for number, handler in before.items():
            signal.signal(number, handler)
    code = serving.process.returncode
    return 0 if stopped.is_set() else code if code >= 0 else KILLED - code
