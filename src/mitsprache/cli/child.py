"""`python -m mitsprache.cli.child PARENT MODULE ARGUMENT…`: runs a module as long as PARENT lives.

A parent that is killed can't end its children, so the child watches: when it is handed to another
parent it asks itself to stop, and after a while ends itself with all that it started.
"""

from __future__ import annotations

import os
import runpy
import signal
import sys
import threading
import time

LOOK = 0.5
PATIENCE = 15.0
"""Seconds between the request to stop and the end."""


def watch(parent: int) -> None:
    """Wait until the parent is gone, then end this process and its session."""
    while os.getppid() == parent:
        time.sleep(LOOK)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(PATIENCE)
    os.killpg(0, signal.SIGKILL)


def main() -> None:
    """Take parent and module from the command line, leave the rest to the module."""
    parent, module = int(sys.argv[1]), sys.argv[2]
    sys.argv[:] = sys.argv[2:]
    threading.Thread(target=watch, args=[parent], name="Watch", daemon=True).start()
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
