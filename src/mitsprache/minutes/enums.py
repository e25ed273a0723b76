"""Closed lists of minutes and allowances."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MinutesState(models.TextChoices):
    """Where minutes stand; from 'locked' on nothing in them changes any more."""

    DRAFT = "draft", pgettext_lazy("Niederschrift", "Entwurf")
    SIGNING = "signing", pgettext_lazy("Niederschrift", "zur Unterschrift")
    LOCKED = "locked", pgettext_lazy("Niederschrift", "unterschrieben")
    PUBLISHED = "published", pgettext_lazy("Niederschrift", "veröffentlicht")


FINAL = frozenset({MinutesState.LOCKED, MinutesState.PUBLISHED})
"""The states in which minutes never change."""


class SignatureRole(models.TextChoices):
    """As what somebody signs."""

    CHAIR = "chair", _("Vorsitz")
    MINUTE_TAKER = "minute_taker", _("Schriftführung")
    CO_SIGNER = "co_signer", _("Mitunterzeichnung")


class SignatureWay(models.TextChoices):
    """How somebody signed."""

    LOG_IN = "log_in", _("am Bildschirm")
    PAPER = "paper", _("auf Papier")


class AllowanceState(models.TextChoices):
    """Where a list of allowances stands."""

    PREPARED = "prepared", pgettext_lazy("Liste", "aufgestellt")
    RELEASED = "released", pgettext_lazy("Liste", "freigegeben")


class Half(models.IntegerChoices):
    """A half of a year."""

    FIRST = 1, _("1. Halbjahr")
    SECOND = 2, _("2. Halbjahr")
