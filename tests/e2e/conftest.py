"""The real site in a real browser: one server per test process, loaded with the demo's council.

The server runs as it does for an installation (granian, hashed static files, the true security
headers), so what is tested here is what visitors get. See docs/testing.md.
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.tools.browser import DESKTOP, PHONE, Visit

ROOT = Path(__file__).parents[2]
PATIENCE = 240  # seconds for loading the council, on a busy machine


@dataclass(frozen=True, slots=True)
class Live:
    """A running site: its address without final slash, and its data folder."""

    url: str
    data: Path
    log: Path

    def code(self) -> str:
        """Return the six digits that the demo's office log-ins are asked for now."""
        command = [sys.executable, "-m", "mitsprache", "demo", "--code"]
        run = subprocess.run(
            command, env=_environment(self.data), capture_output=True, text=True, check=True
        )
        return run.stdout.strip()


def _environment(data: Path) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("MITSPRACHE_", "GRANIAN_", "DJANGO_"))
    }
    return kept | {"MITSPRACHE_DATA_DIR": str(data), "LC_ALL": "C.UTF-8"}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    """Wait until the server answers anything at all."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"The site did not start:\n{log.read_text(encoding='utf-8')}")


@contextmanager
def running(folder: Path, **environment: str) -> Iterator[Live]:
    """Run the demo's site on a free port with its own database, until the block ends."""
    port = _free_port()
    site = Live(f"http://127.0.0.1:{port}", folder / "data", folder / "log")
    command = [sys.executable, "-m", "mitsprache", "demo", "--port", str(port), "--workers", "1"]
    with site.log.open("wb") as log:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=_environment(site.data) | environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait(process, site.url, site.log)
            yield site
        finally:
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@pytest.fixture(scope="session")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """The demo's site; shared by all tests of a process."""
    with running(tmp_path_factory.mktemp("live")) as site:
        yield site


Open = Callable[..., AbstractContextManager[Visit]]


@pytest.fixture
def visit(browser: Browser, live: Live) -> Open:
    """Open a page: `with visit("/de/", width=360) as seen: seen.page…`.

    `login="office@demo.example"` logs in first, `javascript=False` switches scripts off, `dark=True`
    asks for the dark colours. The page must answer without an error and, when the block ends,
    have asked no foreign host and left no error in the console. `clean=False`, for error pages,
    lets status and console be.
    """

    @contextmanager
    def open_page(
        path: str,
        *,
        width: int = 1280,
        login: str | None = None,
        javascript: bool = True,
        dark: bool = False,
        clean: bool = True,
    ) -> Iterator[Visit]:
        size = PHONE if width <= PHONE["width"] else DESKTOP
        context = browser.new_context(
            base_url=live.url,
            viewport={"width": width, "height": size["height"]},
            java_script_enabled=javascript,
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",  # what is scrolled to is there at once
            locale="de-DE",
            timezone_id="Europe/Berlin",
            storage_state=_logged_in(browser, live, login) if login else None,
        )
        with context:
            page = context.new_page()
            seen = Visit(page, live.url)
            response = page.goto(path)
            assert response
            assert response.ok or not clean, f"{path} answers {response.status}"
            yield seen
            assert seen.foreign_requests() == []
            if clean:
                assert seen.console == []

    return open_page


_sessions: dict[tuple[str, str], tuple[Path, float]] = {}
FRESH = 600  # seconds; a quarter of an hour after a log-in some pages ask for the password again


def _logged_in(browser: Browser, live: Live, email: str) -> Path:
    """Return the stored cookies of a log-in, which is done once in a while per account."""
    key = (live.url, email)
    if key not in _sessions or time.monotonic() - _sessions[key][1] > FRESH:
        with browser.new_context(base_url=live.url, locale="de-DE") as context:
            _log_in(context, live, email)
            path = live.data.parent / f"{email}.json"
            context.storage_state(path=path)
            _sessions[key] = path, time.monotonic()
    return _sessions[key][0]


def _log_in(context: BrowserContext, live: Live, email: str) -> None:
    from mitsprache.accounts.demo import PASSWORD

    page: Page = context.new_page()
    page.goto("/office/")
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_load_state()
    if re.search("zweiter-faktor", page.url):
        page.locator("input[name=code]").fill(live.code())
        page.locator("input[name=code]").press("Enter")
        page.wait_for_load_state()
    assert "/office/" in page.url, f"{email} is not logged in but at {page.url}"


@pytest.fixture(params=[PHONE["width"], DESKTOP["width"]], ids=["phone", "desktop"])
def width(request: pytest.FixtureRequest) -> int:
    """Both widths every page is checked at."""
    return int(request.param)


@pytest.fixture(params=["de", "tr", "ar"])
def language(request: pytest.FixtureRequest) -> str:
    """The languages every page type is checked in: binding, translated, right to left."""
    return str(request.param)
