"""Reading the whole council, private data included."""

from __future__ import annotations

from mitsprache.exchange.stored import Stored
from mitsprache.kernel.access import require
from mitsprache.kernel.actor import Actor


def whole_council(viewer: Actor) -> Stored:
    """Return everything that files can hold.

    Raises:
        PermissionRefused: the viewer may not.
    """
    require(viewer, "exchange.export")
    return Stored()
