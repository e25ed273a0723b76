"""The audit log records every operation from start-up on."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    """Append-only log of every write."""

    name = "mitsprache.audit"
    verbose_name = _("Protokoll der Änderungen")

    def ready(self) -> None:
        """Become the recorder of operations."""
        from mitsprache.audit.record import record_run
        from mitsprache.kernel.operation import set_recorder

        set_recorder(record_run)
