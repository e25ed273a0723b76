"""A forgotten permission fails here, and a changed one shows in the diff of access.txt."""

from __future__ import annotations

import importlib
import inspect
import os
from pathlib import Path

import pytest
from django.apps import apps
from django.utils import translation

from mitsprache.kernel.access import Requires, access_of, permission_names
from mitsprache.kernel.records import RecordOperations
from tests.architecture.resolver import addresses

SNAPSHOT = Path(__file__).parent / "access.txt"
OUR_APPS = [c for c in apps.get_app_configs() if c.name.startswith("mitsprache.")]


def declared() -> list[str]:
    with translation.override("de"):
        return sorted(
            f"{pattern:60} {name:45} {access_of(view)}" for pattern, name, view in addresses()
        )


def test_every_address_declares_its_access() -> None:
    open_doors = [name or pattern for pattern, name, view in addresses() if not access_of(view)]
    assert open_doors == []


def test_the_permission_of_every_address_is_registered() -> None:
    for _pattern, name, view in addresses():
        access = access_of(view)
        if isinstance(access, Requires):
            assert access.permission in permission_names(), name


def test_access_is_as_committed() -> None:
    """After a wanted change: UPDATE_SNAPSHOTS=1 make test TESTS=tests/architecture."""
    now = "\n".join(line.rstrip() for line in declared()) + "\n"
    if os.environ.get("UPDATE_SNAPSHOTS") == "1":
        SNAPSHOT.write_text(now, encoding="utf-8")
    assert now == SNAPSHOT.read_text(encoding="utf-8")


@pytest.mark.parametrize("config", OUR_APPS, ids=lambda config: config.label)
def test_public_functions_in_operations_are_operations(config: object) -> None:
    name = f"{config.name}.operations"  # type: ignore[attr-defined]
    if importlib.util.find_spec(name) is None:
        return
    module = importlib.import_module(name)
    for attribute, value in vars(module).items():
        if attribute.startswith("_"):
            continue
        if inspect.isfunction(value) and value.__module__ == name:
            assert hasattr(value, "permission"), f"{name}.{attribute} is no @operation"
            assert value.permission in permission_names(), value.permission
        if isinstance(value, RecordOperations):
            for call in (value.create, value.update, value.delete):
                assert call.permission in permission_names()  # type: ignore[attr-defined]
