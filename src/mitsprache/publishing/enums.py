"""Closed lists of publishing."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ArticleKind(models.TextChoices):
    """What an article is."""

    NEWS = "news", _("Meldung")
    PRESS_RELEASE = "press_release", _("Pressemitteilung")
    PAGE = "page", _("Seite")


class ArticleState(models.TextChoices):
    """Where an article stands; a published one shows from its moment on."""

    DRAFT = "draft", _("Entwurf")
    PUBLISHED = "published", _("veröffentlicht")
    WITHDRAWN = "withdrawn", _("zurückgezogen")


class Duty(models.TextChoices):
    """Pages that every council's site must have; each has a fixed address."""

    IMPRINT = "imprint", _("Impressum")
    CONTACT = "contact", _("Kontakt")
    PRIVACY = "privacy", _("Datenschutz")
    ACCESSIBILITY = "accessibility", _("Erklärung zur Barrierefreiheit")
    PLAIN_LANGUAGE = "plain_language", _("Leichte Sprache")
    SIGN_LANGUAGE = "sign_language", _("Gebärdensprache")
    TAKE_PART = "take_part", _("Mitmachen")
