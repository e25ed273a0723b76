"""Shows how far long work has come."""

from __future__ import annotations

import sys
from typing import TextIO


class Progress:
    """One line that is drawn over on a terminal; in a log a line for every tenth.

    Called as `exchange` reports: what is worked on, how much of it is done, how much there is.
    """

    def __init__(self, stream: TextIO | None = None) -> None:
        self.stream = stream or sys.stderr
        self.is_terminal = self.stream.isatty()
        self._last: tuple[str, int] | None = None

    def __call__(self, what: str, done: int, total: int) -> None:
        """Show that `done` of `total` steps of `what` are over."""
        percent = 100 if total <= 0 else done * 100 // total
        step = (what, percent if self.is_terminal else percent // 10)
        if step == self._last:
            return
        self._last = step
        line = f"{percent:3d} %  {what}"
        if self.is_terminal:
            self.stream.write(f"\r\x1b[K{line}")
        else:
            self.stream.write(f"{line}\n")
        self.stream.flush()

    def close(self) -> None:
        """End the drawn-over line."""
        if self.is_terminal and self._last is not None:
            self.stream.write("\r\x1b[K")
            self.stream.flush()
