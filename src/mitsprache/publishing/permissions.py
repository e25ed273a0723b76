"""Who may write for the public."""

from mitsprache.kernel.access import Predicate, has_role
from mitsprache.kernel.records import record_permissions

is_editor = has_role("office", "administration")

PERMISSIONS: dict[str, Predicate] = {
    "publishing.read": has_role("office", "administration", "chair"),
    **record_permissions("publishing", "article", is_editor),
    **record_permissions("publishing", "image", is_editor),
    "publishing.publish_article": is_editor,
    "publishing.withdraw_article": is_editor,
    "publishing.renew_preview": is_editor,
}
