"""What all tests share. See docs/testing.md for the fixtures."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser

from mitsprache.public import context
from tests.tools import browser

ROOT = Path(__file__).parents[1]

# How long an example takes says how busy the machine is, not whether the rule holds.
settings.register_profile("mitsprache", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("mitsprache")


def pytest_configure(config: pytest.Config) -> None:
    """Compile catalogues that changed, so that a test never sees yesterday's texts."""
    if not hasattr(config, "workerinput"):
        spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
        assert spec
        assert spec.loader
        build = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(build)
        build.compile_catalogues()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave browser tests out where there is no Chromium; in CI that is an error instead."""
    if browser.chromium() is not None:
        return
    needing = [item for item in items if item.get_closest_marker("browser")]
    if not needing:
        return
    if browser.in_ci():
        raise pytest.UsageError(browser.HINT)
    items[:] = [item for item in items if item not in needing]
    config.hook.pytest_deselected(items=needing)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if browser.chromium() is None:
        terminalreporter.write_line(browser.HINT, yellow=True)


@pytest.fixture(autouse=True)
def _no_memory() -> None:
    """Let no test see what the shell remembers of another's council."""
    context.forget()


@pytest.fixture(scope="session", name="browser")
def _browser() -> Iterator[Browser]:
    """Chromium, one for the whole run; open a context per test."""
    with browser.started() as running:
        yield running


@pytest.fixture(autouse=True)
def _in_german() -> Iterator[None]:
    """Let no test inherit the language that another one left active."""
    with translation.override("de"):
        yield
