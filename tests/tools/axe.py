"""axe-core: the accessibility rules a program can check."""

from __future__ import annotations

from functools import cache
from typing import Any

from playwright.sync_api import Page

from tests.tools.node import MODULES

# WCAG 2.2 AA is what the law asks for; best practices catch landmarks and heading order.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@cache
def _source() -> str:
    return (MODULES / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def axe(page: Page, *, include: str = "html", disable: tuple[str, ...] = ()) -> list[str]:
    """Return the violations on the page as it now stands, one line each; none is right.

    Evaluated from outside by the browser's debugger, which the page's CSP does not bind, so the
    page is tested under the CSP that visitors get.
    """
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(_source())
    result: dict[str, Any] = page.evaluate(
        "([include, options]) => axe.run(include, options)",
        [
            include,
            {
                "runOnly": {"type": "tag", "values": TAGS},
                "rules": {rule: {"enabled": False} for rule in disable},
                "resultTypes": ["violations"],
            },
        ],
    )
    return [
        f"{violation['id']} ({violation['impact']}): {violation['help']}: {node['html'][:200]}"
        for violation in result["violations"]
        for node in violation["nodes"]
    ]
