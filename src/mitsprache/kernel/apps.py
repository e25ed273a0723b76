"""Reads every app's permission table and jobs at start-up."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig, apps

from mitsprache.kernel import access


class KernelConfig(AppConfig):
    """The part of the house that knows no domain word."""

    name = "mitsprache.kernel"

    def ready(self) -> None:
        """Register permissions and jobs of all apps, and the system checks."""
        import_module("mitsprache.kernel.checks")
        import_module("mitsprache.kernel.jobs")
        for config in apps.get_app_configs():
            module = f"{config.name}.permissions"
            if config.name.startswith("mitsprache.") and find_spec(module):
                access.register(import_module(module).PERMISSIONS)
            tasks = f"{config.name}.tasks"
            if config.name.startswith("mitsprache.") and find_spec(tasks):
                import_module(tasks)
