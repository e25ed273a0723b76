"""Walks over a page with the keyboard alone, as somebody does who uses no mouse."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect


def tab_to(target: Locator, *, steps: int = 80) -> None:
    """Press Tab until `target` has the focus; it must be visible there, and not under a bar."""
    page = target.page
    for _step in range(steps):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            expect(target).to_be_in_viewport()
            return
    where = page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
    raise AssertionError(f"{target} is not reached by Tab; the focus is on {where}")


def follow(target: Locator, *, steps: int = 80) -> None:
    """Go to a link or button and press Enter."""
    tab_to(target, steps=steps)
    target.page.keyboard.press("Enter")


def write(target: Locator, text: str, *, steps: int = 80) -> None:
    """Go to a field and type over what stands there."""
    tab_to(target, steps=steps)
    target.page.keyboard.press("Control+A")
    target.page.keyboard.type(text)


def choose(target: Locator, text: str, *, steps: int = 80) -> None:
    """Go to a list of choices and type the beginning of one."""
    tab_to(target, steps=steps)
    target.page.keyboard.type(text)


def has_focus_ring(page: Page) -> bool:
    """Return whether one sees where the focus is."""
    return bool(
        page.evaluate(
            "() => { const style = getComputedStyle(document.activeElement);"
            " return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0"
            " || style.boxShadow !== 'none' }"
        )
    )
