"""Who may load and export the whole council. Both touch everything, private data included."""

from mitsprache.kernel.access import Predicate, has_role

PERMISSIONS: dict[str, Predicate] = {
    "exchange.load": has_role("administration"),
    "exchange.export": has_role("administration"),
}
