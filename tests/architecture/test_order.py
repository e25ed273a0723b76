"""Foreign keys follow the same order as imports; import-linter can't see them."""

from __future__ import annotations

from django.apps import apps
from django.db.models.fields.related import RelatedField

ORDER = [
    "kernel",
    "audit",
    "accounts",
    "translation",
    "council",
    "papers",
    "meetings",
    "invitations",
    "proceedings",
    "minutes",
    "goals",
    "publishing",
    "exchange",
    "office",
    "public",
    "config",
]


def test_every_app_of_ours_has_its_place() -> None:
    ours = {c.label for c in apps.get_app_configs() if c.name.startswith("mitsprache.")}
    assert ours == set(ORDER)


def test_relations_point_downward() -> None:
    for model in apps.get_models():
        if model._meta.app_label not in ORDER:
            continue
        for field in model._meta.get_fields():
            if not isinstance(field, RelatedField) or field.auto_created:
                continue
            target = field.related_model._meta.app_label  # type: ignore[union-attr]
            if target in ORDER:
                assert ORDER.index(target) <= ORDER.index(model._meta.app_label), (
                    f"{model.__name__}.{field.name} points up to {target}"
                )
