"""Starts Django for a command."""

from __future__ import annotations

import os

from mitsprache.cli.failure import Failure
from mitsprache.cli.texts import _, language


def setup() -> None:
    """Load settings and apps, in the language of the command line.

    Raises:
        Failure: a setting is wrong; the text names it.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mitsprache.config.settings")
    from mitsprache.config.env import BadSetting

    try:
        import django
        from django.apps import apps

        if not apps.ready:
            django.setup()
    except BadSetting as error:
        raise Failure(_("Wrong setting: {error}").format(error=error), 2) from error
    from django.utils import translation

    translation.activate(language())


def pending_migrations() -> list[str]:
    """Return the names of the migrations that the database still lacks, in order."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def refuse_pending_migrations() -> None:
    """Stop a command that would meet an outdated database.

    Raises:
        Failure: migrations are missing.
    """
    if pending_migrations():
        raise Failure(_("The database is not up to date. Run: mitsprache migrate"))
