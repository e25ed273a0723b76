"""How results look: the badge and the icon of each; the word stands beside them."""

from __future__ import annotations

from typing import Final

from mitsprache.meetings.enums import ItemResult

LOOK: Final = {
    ItemResult.ADOPTED: ("success", "check"),
    ItemResult.ADOPTED_UNANIMOUSLY: ("success", "check"),
    ItemResult.ADOPTED_AMENDED: ("success", "edit"),
    ItemResult.REJECTED: ("cancelled", "close"),
    ItemResult.NOTED: ("noted", "info"),
    ItemResult.ADJOURNED: ("planned", "schedule"),
    ItemResult.REFERRED: ("invited", "arrow-forward"),
    ItemResult.WITHDRAWN: ("noted", "cancel"),
    ItemResult.ELECTED: ("success", "person"),
}
