"""Clients that are logged in."""

from tests.office.conftest import office, translator

__all__ = ["office", "translator"]
