"""The only functions that write records. They validate, note old and new, and guard versions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, router
from django.db.models.deletion import Collector, ProtectedError, RestrictedError
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext as _

from mitsprache.kernel import clock
from mitsprache.kernel.models import Record
from mitsprache.kernel.operation import Change, current_run

M = TypeVar("M", bound=models.Model)

UNRECORDED = frozenset({"created_at", "modified_at", "version"})
"""Columns that follow from the write itself."""
SECRET = frozenset({"password", "preview_token"})
"""Columns of which the log tells only that they changed; a model adds its own as `UNLOGGED`."""


class Conflict(Exception):
    """Somebody else saved the record since it was read; `current` is what stands now."""

    def __init__(self, current: Record) -> None:
        super().__init__(f"{current} was changed meanwhile")
        self.current = current


class StillInUse(Exception):
    """The record can't be deleted because others need it; `dependents` are these."""

    def __init__(self, dependents: Iterable[models.Model]) -> None:
        self.dependents = list(dependents)
        super().__init__(f"still used by {len(self.dependents)} records")


def plain(value: Any) -> Any:
    """Return `value` in JSON's types, for the audit log."""
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, models.Model):
        return str(value.pk)
    if isinstance(value, FieldFile):
        return value.name or ""
    if isinstance(value, Decimal):
        return str(value)
    return value


def _columns(instance: models.Model) -> dict[str, Any]:
    return {
        field.attname: plain(field.value_from_object(instance))
        for field in instance._meta.concrete_fields
        if not field.primary_key and field.name not in UNRECORDED
    }


def _shown(instance: models.Model, name: str, value: Any) -> Any:
    hidden = name in SECRET or name in getattr(instance, "UNLOGGED", ())
    return "•••" if hidden and value else value


def _note(
    action: str, instance: models.Model, old: Mapping[str, Any], new: Mapping[str, Any]
) -> None:
    fields = {
        name: [_shown(instance, name, old.get(name)), _shown(instance, name, new.get(name))]
        for name in {**old, **new}
        if old.get(name) != new.get(name)
    }
    current_run().changes.append(
        Change(action, instance._meta.label_lower, str(instance.pk), str(instance)[:200], fields)
    )


@contextmanager
def _in_words() -> Iterator[None]:
    """Tell it in words where somebody else took a unique value since it was checked."""
    try:
        yield
    except IntegrityError as error:
        raise ValidationError(
            _(
                "Jemand anderes hat im selben Moment etwas gespeichert, das hierzu nicht passt. Bitte "
                "speichern Sie noch einmal."
            )
        ) from error


def create(instance: M) -> M:
    """Validate and insert `instance`.

    Raises:
        ValidationError: a value is missing or wrong, or a rule of the model is broken.
    """
    current_run()
    if isinstance(instance, Record):
        instance.created_at = instance.modified_at = clock.now()
    instance.full_clean()
    with _in_words():
        instance.save(force_insert=True)
    _note("create", instance, {}, _columns(instance))
    return instance


def update(instance: M, *, expected_version: int | None = None, **values: Any) -> M:
    """Set `values` on `instance` and save what differs; nothing happens when nothing does.

    Args:
        instance: the record as it was read; its row is read again and locked.
        expected_version: the version a form was filled from; None takes any.
        values: new values by field name.

    Raises:
        Conflict: the row has another version than expected.
        ValidationError: a value is wrong, or a rule of the model is broken.
    """
    current_run()
    model = type(instance)
    row = model._default_manager.select_for_update().get(pk=instance.pk)
    if isinstance(row, Record) and expected_version is not None and row.version != expected_version:
        raise Conflict(row)
    old = _columns(row)
    for name, value in values.items():
        row._meta.get_field(name)
        setattr(row, name, value)
    new = _columns(row)
    changed = [name for name in new if new[name] != old[name]]
    if changed:
        if isinstance(row, Record):
            row.version += 1
            row.modified_at = clock.now()
        row.full_clean()
        with _in_words():
            row.save(force_update=True)
        _note("update", row, old, _columns(row))
    for field in row._meta.concrete_fields:
        setattr(instance, field.attname, getattr(row, field.attname))
    for name in values:
        setattr(instance, name, getattr(row, name))
    return instance


def set_links(instance: models.Model, name: str, others: Iterable[models.Model]) -> None:
    """Make the many-to-many field `name` of `instance` hold exactly `others`."""
    current_run()
    manager = getattr(instance, name)
    old = sorted(str(pk) for pk in manager.values_list("pk", flat=True))
    chosen = list(others)
    new = sorted(str(other.pk) for other in chosen)
    if old == new:
        return
    manager.set(chosen)
    if isinstance(instance, Record):
        instance.version += 1
        instance.modified_at = clock.now()
        instance.save(update_fields=["version", "modified_at"])
    _note("update", instance, {name: old}, {name: new})


def dependents(instance: models.Model) -> list[models.Model]:
    """Return the records that would be deleted together with `instance`.

    Raises:
        StillInUse: records that must stay refer to it.
    """
    collector = Collector(using=router.db_for_write(type(instance)), origin=instance)
    collector.can_fast_delete = lambda *args, **kwargs: False  # type: ignore[method-assign]
    try:
        collector.collect([instance])
    except ProtectedError as error:
        raise StillInUse(error.protected_objects) from error
    except RestrictedError as error:
        raise StillInUse(error.restricted_objects) from error
    return [
        row
        for rows in collector.data.values()
        for row in rows
        if row != instance and not row._meta.auto_created
    ]


def delete(instance: models.Model) -> None:
    """Delete `instance` and what belongs to it.

    Raises:
        StillInUse: records that must stay refer to it.
    """
    current_run()
    for row in [*dependents(instance), instance]:
        _note("delete", row, _columns(row), {})
    instance.delete()


def problems_of(error: ValidationError) -> dict[str, list[str]]:
    """Return the messages of a validation error by field name ('' for the whole record)."""
    if hasattr(error, "error_dict"):
        return {
            "" if name == "__all__" else name: messages
            for name, messages in error.message_dict.items()
        }
    return {"": list(error.messages)}
