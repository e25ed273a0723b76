"""Bases of office pages: list, form and deletion of a record type. See docs/office-pages.md."""
