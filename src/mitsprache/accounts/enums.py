"""Closed lists of accounts."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class RoleName(models.TextChoices):
    """What an account is for. Other apps name roles by these values."""

    ADMINISTRATION = "administration", _("Administration")
    OFFICE = "office", _("Geschäftsstelle")
    CHAIR = "chair", _("Vorsitz")
    MEMBER = "member", _("Mitglied")
    DEPUTY = "deputy", _("Stellvertretung")
    TRANSLATOR = "translator", _("Übersetzung")


NEEDS_SECOND_FACTOR = frozenset({RoleName.ADMINISTRATION, RoleName.OFFICE})
"""Roles that hold only after a second factor was given."""

DEMO_DOMAIN = "demo.example"
"""Addresses of the demo's accounts end so; `.example` can belong to nobody (RFC 2606)."""
