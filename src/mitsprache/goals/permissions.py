"""Who may change goals and plans."""

from mitsprache.kernel.access import Predicate, has_role
from mitsprache.kernel.records import record_permissions

is_office = has_role("office", "administration")

PERMISSIONS: dict[str, Predicate] = {
    "goals.read": has_role("office", "administration", "chair"),
    **record_permissions("goals", "plan", is_office),
    **record_permissions("goals", "field", is_office),
    **record_permissions("goals", "goal", is_office),
    **record_permissions("goals", "link", is_office),
}
