"""Who may change the council's composition."""

from mitsprache.kernel.access import Predicate, has_role
from mitsprache.kernel.records import record_permissions

is_office = has_role("office", "administration")

PERMISSIONS: dict[str, Predicate] = {
    "council.read": has_role("office", "administration", "chair"),
    **record_permissions("council", "body", has_role("administration", "office")),
    **record_permissions("council", "term", is_office),
    **record_permissions("council", "organization", is_office),
    **record_permissions("council", "person", is_office),
    **record_permissions("council", "membership", is_office),
    **record_permissions("council", "location", is_office),
    **record_permissions("council", "rules", is_office),
    **record_permissions("council", "rate", is_office),
}
