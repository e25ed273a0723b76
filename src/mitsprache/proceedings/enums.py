"""Closed lists of what happens in a session."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ParticipantKind(models.TextChoices):
    """As what somebody takes part; the blocks of the attendance list, in their order."""

    MEMBER = "member", _("Mitglied")
    DEPUTY = "deputy", _("Stellvertretung")
    ADVISORY = "advisory", _("beratendes Mitglied")
    ADMINISTRATION = "administration", _("Verwaltung")
    GUEST = "guest", pgettext_lazy("Person", "Gast")


class Absence(models.TextChoices):
    """Why somebody who was expected was never there; '' while nothing is known."""

    EXCUSED = "excused", _("entschuldigt")
    UNEXCUSED = "unexcused", _("nicht entschuldigt")


class VoteKind(models.TextChoices):
    """How is voted."""

    OPEN = "open", _("offen")
    ROLL_CALL = "roll_call", _("namentlich")
    SECRET = "secret", _("geheim")


class Majority(models.TextChoices):
    """What a motion needs."""

    SIMPLE = "simple", _("Mehrheit der abgegebenen Stimmen")
    STATUTORY = "statutory", _("Mehrheit der gesetzlichen Zahl der Mitglieder")
    TWO_THIRDS = "two_thirds", _("zwei Drittel der gesetzlichen Zahl der Mitglieder")


class VoteState(models.TextChoices):
    """Where a vote or a ballot stands."""

    OPEN = "open", pgettext_lazy("Abstimmung", "läuft")
    CLOSED = "closed", pgettext_lazy("Abstimmung", "abgeschlossen")
    VOID = "void", pgettext_lazy("Abstimmung", "ungültig")


class Choice(models.TextChoices):
    """What a member votes."""

    YES = "yes", _("Ja")
    NO = "no", _("Nein")
    ABSTAIN = "abstain", _("Enthaltung")


class SpeechKind(models.TextChoices):
    """What somebody asks to speak for; a point of order comes first."""

    POINT_OF_ORDER = "point_of_order", _("zur Geschäftsordnung")
    SPEECH = "speech", _("zur Sache")
