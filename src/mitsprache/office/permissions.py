"""Who may enter the workspace. What stands in it follows from the permissions of the other apps."""

from mitsprache.kernel.access import Predicate, is_known

PERMISSIONS: dict[str, Predicate] = {
    "office.see_home": is_known,
    "office.choose_language": is_known,
}
