"""Who may translate. Translators see only what the public sees."""

from mitsprache.kernel.access import Predicate, has_role

PERMISSIONS: dict[str, Predicate] = {
    "translation.translate": has_role("translator", "office", "administration"),
}
