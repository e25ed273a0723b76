"""Sessions and their agendas."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mitsprache.council.enums import OrganizationType
from mitsprache.council.models import LegislativeTerm, Location, Organization, Person
from mitsprache.kernel.models import TranslatedRecord
from mitsprache.meetings.enums import ItemKind, ItemResult, MeetingState
from mitsprache.papers.models import Consultation, Paper

TAKEN = frozenset({"kalender"})
"""Words that stand in addresses where the key of a session would."""


class Meeting(TranslatedRecord):
    """A session of the plenary or of a working group (OParl: Meeting)."""

    TRANSLATED = ("name", "note")
    RICH = ("note",)
    NOT_TRANSLATED = {
        "room": "as it stands on the door",
        "support_phone": "a number",
    }

    term = models.ForeignKey(
        LegislativeTerm,
        on_delete=models.PROTECT,
        related_name="meetings",
        verbose_name=_("Wahlperiode"),
    )
    organization = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        related_name="meetings",
        verbose_name=_("Gremium"),
    )
    number = models.PositiveSmallIntegerField(
        _("Nummer"), null=True, blank=True, help_text=_("Laufende Nummer in der Wahlperiode.")
    )
    name = models.CharField(_("Bezeichnung"), max_length=200)
    state = models.CharField(
        _("Stand"), max_length=20, choices=MeetingState.choices, default=MeetingState.PLANNED
    )
    is_public = models.BooleanField(
        _("öffentlich"),
        default=True,
        help_text=_("Eine nichtöffentliche Sitzung steht nirgends auf der öffentlichen Seite."),
    )
    start_at = models.DateTimeField(_("Beginn"))
    end_at = models.DateTimeField(_("Ende"), null=True, blank=True)
    location = models.ForeignKey(
        Location, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("Ort")
    )
    room = models.CharField(
        _("Raum"), max_length=120, blank=True, help_text=_("Leer: der Raum des Ortes.")
    )
    note = models.TextField(
        _("Hinweis"), blank=True, help_text=_("z. B. warum die Sitzung ausfällt oder verlegt ist")
    )
    support_email = models.EmailField(
        _("E-Mail für Unterstützung"),
        blank=True,
        help_text=_(
            "An wen man sich für Dolmetschen oder Hilfe wendet. Leer: die Geschäftsstelle."
        ),
    )
    support_phone = models.CharField(_("Telefon für Unterstützung"), max_length=60, blank=True)
    continues = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="continuations",
        verbose_name=_("setzt diese Sitzung fort"),
        help_text=_("Nur wenn eine abgebrochene Sitzung an einem anderen Tag weitergeht."),
    )
    is_invented = models.BooleanField(_("Erfunden (Vorführdaten)"), default=False)

    class Meta:
        verbose_name = _("Sitzung")
        verbose_name_plural = _("Sitzungen")
        ordering = ["-start_at", "-pk"]
        indexes = [
            models.Index(
                fields=["start_at", "id"],
                condition=models.Q(is_public=True),
                name="public_meetings_by_time",
            ),
            models.Index(fields=["organization", "start_at"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["term", "organization", "number"],
                name="meeting_number_once",
                violation_error_message=_(
                    "Diese Nummer hat in dieser Wahlperiode schon eine andere Sitzung des Gremiums."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(end_at__isnull=True)
                | models.Q(end_at__gte=models.F("start_at")),
                name="meeting_ends_after_start",
                violation_error_message=_("Das Ende liegt vor dem Beginn."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.start_at:%d.%m.%Y})"

    def clean(self) -> None:
        """Refuse a key whose address is another page's."""
        if self.key in TAKEN:
            raise ValidationError({"key": _("Diese Adresse gehört schon dem Kalender.")})

    @property
    def is_of_whole_council(self) -> bool:
        """Whether the plenary meets; whoever wants to can simply come."""
        return self.organization.organization_type == OrganizationType.PLENARY

    @property
    def asks_first(self) -> bool:
        """Whether guests should ask before they come: working groups meet in small rooms.

        Reads the organization, which lists of sessions have with them.
        """
        return self.organization.organization_type == OrganizationType.WORKING_GROUP

    @property
    def local_date(self) -> dt.date:
        """The day on which it begins, in the installation's time zone."""
        return timezone.localdate(self.start_at)

    @property
    def shown_room(self) -> str:
        """The room of this session, else that of its place."""
        return self.room or (self.location.room if self.location else "")


class AgendaItem(TranslatedRecord):
    """One item of an agenda (OParl: AgendaItem). Its number follows from its place in the tree."""

    TRANSLATED = ("title", "text", "resolution_text")
    RICH = ("text", "resolution_text")
    NOT_TRANSLATED = {"category": "for the office, never shown in public"}

    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="items", verbose_name=_("Sitzung")
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("Unterpunkt von"),
    )
    position = models.PositiveSmallIntegerField(_("Reihenfolge"), default=0)
    kind = models.CharField(
        _("Art"), max_length=20, choices=ItemKind.choices, default=ItemKind.ITEM
    )
    title = models.CharField(_("Titel"), max_length=400)
    public = models.BooleanField(_("öffentlich"), default=True)
    category = models.CharField(
        _("Grund der Nichtöffentlichkeit"),
        max_length=120,
        blank=True,
        help_text=_("Eine der Arten, die die Geschäftsordnung nennt."),
    )
    is_urgent = models.BooleanField(
        _("Dringlichkeit"), default=False, help_text=_("In der Sitzung dazugekommen.")
    )
    rapporteur = models.ForeignKey(
        Person,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Berichterstattung"),
    )
    planned_minutes = models.PositiveSmallIntegerField(_("Geplante Minuten"), null=True, blank=True)
    papers = models.ManyToManyField(
        Paper, blank=True, related_name="items", verbose_name=_("Drucksachen")
    )
    consultation = models.OneToOneField(
        Consultation,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="item",
        verbose_name=_("Beratung"),
    )
    carried_from = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="carried_to",
        verbose_name=_("übernommen aus"),
    )
    text = models.TextField(_("Erläuterung"), blank=True)
    result = models.CharField(_("Ergebnis"), max_length=30, choices=ItemResult.choices, blank=True)
    resolution_text = models.TextField(_("Beschluss"), blank=True)

    class Meta:
        verbose_name = _("Tagesordnungspunkt")
        verbose_name_plural = _("Tagesordnungspunkte")
        ordering = ["meeting", "position", "pk"]
        indexes = [models.Index(fields=["meeting", "position"])]

    def __str__(self) -> str:
        return self.title
