"""Clients that are logged in."""

from tests.office.conftest import _no_memory, office, translator

__all__ = ["_no_memory", "office", "translator"]
