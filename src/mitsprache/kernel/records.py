"""The three plain writes of a record type, and the permissions that go with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar

from mitsprache.kernel import store
from mitsprache.kernel.access import Predicate
from mitsprache.kernel.actor import Actor
from mitsprache.kernel.models import Record
from mitsprache.kernel.operation import operation

R = TypeVar("R", bound=Record)
MODELS: dict[str, type[Record]] = {}
"""Record types by the noun of their permissions, 'council.person'."""


def record_permissions(app: str, noun: str, rule: Predicate) -> dict[str, Predicate]:
    """Return the table `{app.create_noun, app.update_noun, app.delete_noun: rule}`."""
    return {f"{app}.{verb}_{noun}": rule for verb in ("create", "update", "delete")}


class RecordOperations(Generic[R]):
    """create, update and delete of one record type, each an audited operation.

    Args:
        model: the record type.
        noun: its name in permissions, as in 'council.create_person'.
        check: called with the written record inside the transaction; raises ValidationError when a
            rule that spans several records is broken, and so undoes the write.
    """

    def __init__(self, model: type[R], noun: str, check: Callable[[R], None] | None = None) -> None:
        app = model._meta.app_label
        self.model = model
        self.noun = noun
        MODELS[f"{app}.{noun}"] = model
        self.check = check or (lambda _record: None)
        self.create = operation(permission=f"{app}.create_{noun}")(self._create)
        self.update = operation(permission=f"{app}.update_{noun}", target="record")(self._update)
        self.delete = operation(permission=f"{app}.delete_{noun}", target="record")(self._delete)

    def _split(self, values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
        many = {field.name for field in self.model._meta.many_to_many}
        columns = {name: value for name, value in values.items() if name not in many}
        return columns, {name: value for name, value in values.items() if name in many}

    def _create(self, *, actor: Actor, values: Mapping[str, Any]) -> R:
        """Insert a record. `values` by field name; many-to-many fields take the full list."""
        columns, links = self._split(values)
        record = store.create(self.model(**columns))
        for name, others in links.items():
            store.set_links(record, name, others)
        self.check(record)
        return record

    def _update(
        self,
        *,
        actor: Actor,
        record: R,
        values: Mapping[str, Any],
        expected_version: int | None = None,
    ) -> R:
        """Set `values`; raises store.Conflict when the record has another version."""
        columns, links = self._split(values)
        store.update(record, expected_version=expected_version, **columns)
        for name, others in links.items():
            store.set_links(record, name, others)
        self.check(record)
        return record

    def _delete(self, *, actor: Actor, record: R) -> None:
        """Delete the record; raises store.StillInUse when others need it."""
        store.delete(record)
