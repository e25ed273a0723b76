"""Who may read the audit log."""

from mitsprache.kernel.access import Predicate, has_role

PERMISSIONS: dict[str, Predicate] = {"audit.read": has_role("administration")}
