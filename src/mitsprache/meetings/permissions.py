"""Who may prepare sessions."""

from mitsprache.kernel.access import Predicate, has_role
from mitsprache.kernel.records import record_permissions

prepares = has_role("office", "administration", "chair")

PERMISSIONS: dict[str, Predicate] = {
    "meetings.read": prepares,
    **record_permissions("meetings", "meeting", prepares),
    **record_permissions("meetings", "item", prepares),
    **record_permissions("meetings", "frame_entry", prepares),
    "meetings.move_item": prepares,
    "meetings.place_item": prepares,
    "meetings.begin_agenda": prepares,
    "meetings.save_template": prepares,
    "meetings.delete_template": prepares,
    "meetings.add_item": prepares,
    "meetings.carry_items": prepares,
}
