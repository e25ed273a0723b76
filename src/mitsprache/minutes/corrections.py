"""The rule of corrections: signed minutes are corrected by a later session."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from mitsprache.minutes.models import Correction


def check_correction(correction: Correction) -> None:
    """Refuse a correction of a draft, of an unknown item, or from a session that is not later."""
    minutes = correction.minutes
    if not minutes.is_final:
        raise ValidationError(
            _(
                "Berichtigt wird nur eine unterschriebene Niederschrift. Ein Entwurf lässt sich ändern."
            )
        )
    if correction.number and not minutes.items.filter(number=correction.number).exists():
        raise ValidationError(
            {"number": _("Diesen Punkt gibt es in der berichtigten Niederschrift nicht.")}
        )
    if correction.item.meeting.start_at <= minutes.meeting.start_at:
        raise ValidationError(
            {"item": _("Die Berichtigung gehört in eine spätere Sitzung als die berichtigte.")}
        )
