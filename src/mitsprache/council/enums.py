"""Closed lists of the council."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Accent(models.TextChoices):
    """Named accent colours; the style sheet holds their values for light and dark."""

    PETROL = "petrol", _("Petrol")
    BLUE = "blue", _("Blau")
    GREEN = "green", _("Grün")
    PLUM = "plum", _("Pflaume")
    BRICK = "brick", _("Ziegelrot")
    GRAPHITE = "graphite", _("Graphit")


class OrganizationType(models.TextChoices):
    """What an organization is; OParl's coarser values follow from it."""

    PLENARY = "plenary", _("Gesamtgremium")
    EXECUTIVE_BOARD = "executive_board", _("Vorstand")
    OFFICE = "office", _("Geschäftsstelle")
    WORKING_GROUP = "working_group", _("Arbeitskreis")
    COMMITTEE = "committee", _("Ausschuss")
    DISTRICT_COUNCIL = "district_council", _("Bezirksvertretung")
    CITY_COUNCIL = "city_council", _("Rat")
    ELECTORAL_LIST = "electoral_list", _("Liste")
    PARLIAMENTARY_GROUP = "parliamentary_group", _("Fraktion")
    ADMINISTRATION = "administration", _("Stadtverwaltung")
    EXTERNAL_BODY = "external_body", _("Externe Stelle")


class MembershipRole(models.TextChoices):
    """The function a person has in an organization."""

    CHAIR = "chair", _("Vorsitz")
    DEPUTY_CHAIR = "deputy_chair", _("stellvertretender Vorsitz")
    SPOKESPERSON = "spokesperson", _("Sprecherin oder Sprecher")
    MEMBER = "member", _("Mitglied")
    DEPUTY = "deputy", _("Stellvertretung")
    HEAD = "head", _("Leitung")
    STAFF = "staff", _("Mitarbeit")


class MembershipKind(models.TextChoices):
    """How a person came to the membership."""

    ELECTED = "elected", _("direkt gewählt")
    APPOINTED = "appointed", _("vom Rat bestellt")
    ADVISORY = "advisory", _("beratend")
    DEPUTY = "deputy", _("persönliche Stellvertretung")
    OTHER = "other", _("sonstige")


class QuorumBase(models.TextChoices):
    """Of which number more than half must be there."""

    STATUTORY = "statutory", _("alle Sitze nach dem Gesetz")
    FILLED = "filled", _("die besetzten Sitze")


class DeviceVotes(models.TextChoices):
    """What a vote on a member's own phone counts for."""

    NONE = "none", _("nicht angeboten")
    NOT_BINDING = "not_binding", _("nur als Stimmungsbild")
    BINDING = "binding", _("verbindlich")
