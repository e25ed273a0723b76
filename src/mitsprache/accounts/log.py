"""What happens at the doors, written to the audit log."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mitsprache.accounts.models import User
from mitsprache.audit.record import append
from mitsprache.kernel.actor import Actor

ACTIONS: Final[dict[str, str | Promise]] = {
    "accounts.log_in": _("Angemeldet"),
    "accounts.fail_log_in": _("Anmeldung fehlgeschlagen"),
    "accounts.log_out": _("Abgemeldet"),
    "accounts.end_session": _("Auf anderem Gerät abgemeldet"),
    "accounts.end_own_session": _("Auf anderem Gerät abgemeldet"),
    "accounts.change_password": _("Passwort geändert"),
    "accounts.reset_password": _("Passwort über Mail-Link gesetzt"),
    "accounts.add_second_factor": _("Zweiten Faktor eingerichtet"),
    "accounts.drop_second_factor": _("Zweiten Faktor entfernt"),
    "accounts.remove_second_factor": _("Zweiten Faktor zurückgesetzt"),
    "accounts.renew_recovery_codes": _("Neue Ersatzcodes gemacht"),
    "accounts.create_account": _("Zugang angelegt"),
    "accounts.update_account": _("Zugang geändert"),
    "accounts.set_roles": _("Rollen geändert"),
    "accounts.invite": _("Einladung verschickt"),
    "accounts.deactivate_account": _("Zugang gesperrt"),
    "accounts.activate_account": _("Zugang entsperrt"),
}
"""What the log's pages call the app's actions."""
FIELDS: Final[dict[str, str | Promise]] = {
    "steps": _("Womit"),
    "step": _("Woran"),
    "browser": _("Browser"),
    "session": _("Browser"),
    "type": _("Art"),
    "second_factor": _("Zweiter Faktor"),
}
"""What they call that which is noted besides fields of records."""


UNKNOWN: Final = "unbekannte Adresse"
"""Label of entries about an account that does not exist; labels are kept in the binding language."""


def note(actor: Actor, action: str, user: User | None, fields: Mapping[str, list[Any]]) -> None:
    """Add an entry about `user`, None for an account that does not exist.

    `fields` holds old and new as the log's other entries do.
    """
    model, pk = User._meta.label_lower, str(user.pk) if user else ""
    label = str(user) if user else UNKNOWN
    change = {
        "action": action.partition(".")[2],
        "model": model,
        "pk": pk,
        "label": label,
        "fields": dict(fields),
    }
    with transaction.atomic():
        append(
            actor=actor,
            action=action,
            changes=[change],
            target_model=model,
            target_pk=pk,
            target_label=label,
        )
