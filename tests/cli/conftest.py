from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation

from mitsprache.cli import texts


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Commands speak English here, and the language they switch to ends with the test."""
    for name in ("LANGUAGE", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    texts._translation.cache_clear()
    with translation.override(translation.get_language()):
        yield
    texts._translation.cache_clear()
