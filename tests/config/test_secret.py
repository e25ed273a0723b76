"""The key that an installation makes for itself."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from mitsprache.config.secret import kept_secret


def test_it_is_made_once_and_for_the_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "secret-key"
    key = kept_secret(path)
    assert len(key) > 60
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert kept_secret(path) == key
    assert [file.name for file in tmp_path.iterdir()] == ["secret-key"]


def test_workers_that_start_together_get_the_same(tmp_path: Path) -> None:
    path = tmp_path / "secret-key"
    with ThreadPoolExecutor(16) as pool:
        keys = set(pool.map(kept_secret, [path] * 64))
    assert len(keys) == 1
