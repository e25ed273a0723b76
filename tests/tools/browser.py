"""Debian's Chromium under Playwright: where it is, how it starts, what a page asked for."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Request, sync_playwright

from tests.tools.node import NODE

HINT = "Browser tests need Chromium: sudo apt-get install chromium"

# No sandbox: CI runs as root. The rest keeps the browser from looking for updates and the like.
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 360, "height": 780}
DESKTOP = {"width": 1280, "height": 900}


def chromium() -> str | None:
    """Return the browser's path: CHROMIUM if set, else the system's, else nothing."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium")


def in_ci() -> bool:
    return os.environ.get("CI", "").lower() == "true"


@contextmanager
def started() -> Iterator[Browser]:
    """Run Chromium without a window.

    Playwright keeps an event loop in this thread, for which Django would refuse the database;
    tests touch it only between the browser's steps, so the refusal is lifted meanwhile. Playwright
    runs on our node, for its own needs a library that a small system lacks.
    """
    variables = {"DJANGO_ALLOW_ASYNC_UNSAFE": "true", "PLAYWRIGHT_NODEJS_PATH": str(NODE)}
    with (
        patch.dict(os.environ, variables),
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=chromium(), args=SWITCHES) as browser,
    ):
        yield browser


@dataclass
class Visit:
    """What one page did while it was open: addresses asked for, errors in its console."""

    page: Page
    home: str
    requests: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("request", self._note_request)
        self.page.on("console", self._note_message)
        self.page.on("pageerror", lambda error: self.console.append(str(error)))

    def _note_request(self, request: Request) -> None:
        self.requests.append(request.url)

    def _note_message(self, message: Any) -> None:
        if message.type == "error":
            self.console.append(f"{message.text} ({message.location.get('url', '')})")

    def foreign_requests(self) -> list[str]:
        """Return the addresses on other hosts, of which a page may ask for none."""
        own = urlsplit(self.home).netloc
        return [
            url
            for url in self.requests
            if urlsplit(url).scheme not in {"data", "blob", "about"} and urlsplit(url).netloc != own
        ]


def sideways_scroll(page: Page) -> int:
    """Return by how many pixels the page is wider than the screen; 0 is right."""
    return int(
        page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    )
