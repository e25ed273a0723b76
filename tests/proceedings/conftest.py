"""The clock stands a quarter of an hour after the opening of the tests' session."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from mitsprache.kernel import clock
from tests.factories.proceedings import minutes


@pytest.fixture(autouse=True)
def _clock(request: pytest.FixtureRequest) -> Iterator[None]:
    if request.node.get_closest_marker("browser"):
        yield
        return
    with clock.stopped(minutes(15)):
        yield
