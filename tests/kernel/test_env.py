from __future__ import annotations

from pathlib import Path

import pytest

from mitsprache.config import env


def test_the_program_runs_without_any_setting() -> None:
    values = env.read({})
    assert values["DEBUG"] is False
    assert values["DATABASE_URL"] == ""
    assert isinstance(values["DATA_DIR"], Path)


@pytest.mark.parametrize(
    ("word", "value"), [("yes", True), ("ja", True), ("0", False), ("", False)]
)
def test_flags_are_words(word: str, value: bool) -> None:
    assert env.read({"MITSPRACHE_DEBUG": word})["DEBUG"] is value


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MITSPRACHE_DEBUG", "vielleicht"),
        ("MITSPRACHE_PAGE_CACHE_SECONDS", "-1"),
        ("MITSPRACHE_PAGE_CACHE_SECONDS", "bald"),
        ("MITSPRACHE_DEBUGG", "yes"),
    ],
)
def test_a_wrong_setting_is_named(name: str, value: str) -> None:
    with pytest.raises(env.BadSetting, match=name):
        env.read({name: value})
