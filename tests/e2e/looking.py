"""Looks at page after page in one browser window and tells what is wrong with each."""

from __future__ import annotations

from collections.abc import Iterable

from playwright.sync_api import ViewportSize

from tests.tools.axe import axe
from tests.tools.browser import DESKTOP, PHONE, Visit, sideways_scroll

WIDE: ViewportSize = {"width": DESKTOP["width"], "height": DESKTOP["height"]}
NARROW: ViewportSize = {"width": PHONE["width"], "height": PHONE["height"]}
BOTH = (WIDE, NARROW)


def look(seen: Visit, sizes: Iterable[ViewportSize] = BOTH) -> list[str]:
    """Return what is wrong with the page that is open; its width changes while it stays loaded."""
    found = []
    for size in sizes:
        seen.page.set_viewport_size(size)
        width = size["width"]
        found += [f"{width}: {problem}" for problem in axe(seen.page)]
        if wider := sideways_scroll(seen.page):
            found.append(f"{width}: {wider} pixels wider than the screen")
    found += [f"asks {address}" for address in seen.foreign_requests()]
    found += [f"console: {message}" for message in seen.console]
    seen.requests.clear()
    seen.console.clear()
    return found


def look_at_all(
    seen: Visit, paths: Iterable[str], sizes: Iterable[ViewportSize] = BOTH
) -> dict[str, list[str]]:
    """Open each page and return what is wrong, by path."""
    problems: dict[str, list[str]] = {}
    for path in paths:
        answer = seen.page.goto(path)
        assert answer
        found = [] if answer.status == 200 else [f"answers {answer.status}"]
        if seen.page.url.removeprefix(seen.home) != path:
            found.append(f"leads to {seen.page.url}")
        found += look(seen, sizes)
        if found:
            problems[path] = found
    return problems
