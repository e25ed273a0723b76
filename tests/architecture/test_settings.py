"""Every setting is documented, and the program runs with none of them set."""

import re
from pathlib import Path

from mitsprache.config import env

DOCUMENT = Path(__file__).parents[2] / "docs" / "settings.md"


def test_every_setting_is_documented_with_its_default() -> None:
    rows = dict(
        re.findall(r"^\| `(MITSPRACHE_\w+)` \| (.*?) \|", DOCUMENT.read_text("utf-8"), re.M)
    )
    expected = {
        env.PREFIX + setting.name: f"`{setting.default}`" if setting.default else "empty"
        for setting in env.TABLE
    }
    assert rows == expected


def test_defaults_are_readable() -> None:
    assert set(env.read({})) == {setting.name for setting in env.TABLE}
