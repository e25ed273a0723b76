"""How lines of the log are written: without the secrets that stand in addresses."""

from __future__ import annotations

import logging
import re
from typing import Final

SECRET_PATHS: Final = re.compile(r"(/einladung/)[^/\s\"'?]+")
"""Addresses whose next part opens a page without a log-in."""


class LineFormatter(logging.Formatter):
    """Writes a record as a line, tracebacks included, with secrets replaced."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        return SECRET_PATHS.sub(r"\1•••", super().format(record))
