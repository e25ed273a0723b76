"""Shows how far long work has come."""

from __future__ import annotations

import sys
import time
from typing import Self, TextIO

QUIET_SECONDS = 5


class Progress:
    """One line that is drawn over on a terminal; in a log a line now and then.

    Called as `exchange` reports: what is worked on, how much of it is done, how much there is.
    """

    def __init__(self, stream: TextIO | None = None) -> None:
        self.stream = stream or sys.stderr
        self.is_terminal = self.stream.isatty()
        self._shown = ""
        self._shown_at = time.monotonic()

    def __call__(self, what: str, done: int, total: int) -> None:
        """Show that `done` of `total` steps of `what` are over."""
        percent = 100 if total <= 0 else done * 100 // total
        line = f"{percent:3d} %  {what}"
        if line == self._shown:
            return
        if self.is_terminal:
            self.stream.write(f"\r\x1b[K{line}")
        elif percent == 100 or time.monotonic() - self._shown_at >= QUIET_SECONDS:
            self.stream.write(f"{line}\n")
        else:
            return
        self.stream.flush()
        self._shown = line
        self._shown_at = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        """Remove the drawn-over line, so that what follows stands alone."""
        if self.is_terminal and self._shown:
            self.stream.write("\r\x1b[K")
            self.stream.flush()
