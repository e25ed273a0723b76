"""Closed lists of invitations."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Capacity(models.TextChoices):
    """As what somebody is invited."""

    MEMBER = "member", _("Mitglied")
    ADVISORY = "advisory", _("beratendes Mitglied")
    DEPUTY = "deputy", _("Stellvertretung")


class Reply(models.TextChoices):
    """What somebody answered to an invitation."""

    NONE = "", _("noch keine Antwort")
    ACCEPTED = "accepted", _("kommt")
    DECLINED = "declined", _("kommt nicht")
    DEPUTY = "deputy", _("die Stellvertretung kommt")


class Purpose(models.TextChoices):
    """What a dispatch tells."""

    INVITE = "invite", _("Einladung")
    SUPPLEMENT = "supplement", _("Nachtrag")
    REMIND = "remind", _("Erinnerung")
    CALL = "call", _("Bitte um Vertretung")
    RELEASE = "release", _("Vertretung nicht mehr nötig")
    CANCEL = "cancel", _("Absage")


class Channel(models.TextChoices):
    """How it goes out."""

    MAIL = "mail", _("E-Mail")
    LETTER = "letter", _("Brief")


class DeliveryState(models.TextChoices):
    """Where a dispatch stands."""

    WAITING = "waiting", pgettext_lazy("Versand", "wartet")
    SENDING = "sending", _("wird gesendet")
    SENT = "sent", pgettext_lazy("Versand", "gesendet")
    FAILED = "failed", _("fehlgeschlagen")
    BOUNCED = "bounced", _("kam zurück")


class SupportKind(models.TextChoices):
    """What somebody needs in order to take part."""

    INTERPRETER = "interpreter", _("Dolmetschen in eine Sprache")
    SIGN_LANGUAGE = "sign_language", _("Gebärdensprache")
    ACCESS = "access", _("Zugang oder Hilfe vor Ort")
    OTHER = "other", _("etwas anderes")
