"""Rules of procedure: what the computations on notice, quorum, votes and allowances go by."""

from __future__ import annotations

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from mitsprache.council.enums import DeviceVotes, OrganizationType, QuorumBase
from mitsprache.council.models.body import LegislativeTerm
from mitsprache.kernel.models import Record


class RulesOfProcedure(Record):
    """The rules of one term. They are local law, so each is a value and none is a constant."""

    NOT_TRANSLATED = {"non_public_categories": "for the office, never shown in public"}

    term = models.OneToOneField(
        LegislativeTerm,
        on_delete=models.CASCADE,
        related_name="rules",
        verbose_name=_("Wahlperiode"),
    )

    notice_days = models.PositiveSmallIntegerField(
        _("Ladungsfrist in Tagen"),
        default=8,
        validators=[MinValueValidator(1), MaxValueValidator(90)],
        help_text=_("So viele Tage vor der Sitzung muss die Einladung da sein."),
    )
    notice_full_days = models.BooleanField(
        _("volle Tage"),
        default=True,
        help_text=_("Der Tag der Einladung und der Tag der Sitzung zählen dann nicht mit."),
    )
    urgent_notice_hours = models.PositiveSmallIntegerField(
        _("Frist in dringenden Fällen in Stunden"),
        default=48,
        validators=[MaxValueValidator(720)],
        help_text=_("Der Grund der Dringlichkeit steht dann in der Einladung."),
    )
    item_deadline_days = models.PositiveSmallIntegerField(
        _("Frist für Anträge in Tagen"),
        default=21,
        validators=[MaxValueValidator(120)],
        help_text=_("So viele Tage vor der Sitzung müssen Anträge in der Geschäftsstelle sein."),
    )
    reminder_days = models.PositiveSmallIntegerField(
        _("Erinnerung in Tagen vor der Sitzung"),
        default=3,
        validators=[MaxValueValidator(30)],
        help_text=_("Wer noch nicht geantwortet hat, bekommt dann eine E-Mail. 0: keine."),
    )
    support_deadline_days = models.PositiveSmallIntegerField(
        _("Frist für Dolmetschen und Unterstützung in Tagen"),
        default=10,
        validators=[MaxValueValidator(90)],
        help_text=_("Bis so viele Tage vor der Sitzung kann man sich auf der Seite melden."),
    )

    quorum_base = models.CharField(
        _("Beschlussfähig ist mehr als die Hälfte von"),
        max_length=20,
        choices=QuorumBase.choices,
        default=QuorumBase.STATUTORY,
    )
    roll_call_request = models.PositiveSmallIntegerField(
        _("Namentliche Abstimmung auf Verlangen von"),
        default=6,
        validators=[MinValueValidator(1)],
        help_text=_("Zahl der stimmberechtigten Mitglieder, die es verlangen müssen."),
    )
    secret_request = models.PositiveSmallIntegerField(
        _("Geheime Abstimmung auf Verlangen von"),
        default=6,
        validators=[MinValueValidator(1)],
        help_text=_(
            "Zahl der stimmberechtigten Mitglieder. Geheim geht vor namentlich, wenn beides "
            "verlangt wird."
        ),
    )
    device_votes = models.CharField(
        _("Abstimmen am eigenen Gerät"),
        max_length=20,
        choices=DeviceVotes.choices,
        default=DeviceVotes.NOT_BINDING,
        help_text=_("Verbindlich nur mit zugelassener Technik. Geheim wird am Gerät nie gewählt."),
    )
    election_ballots = models.PositiveSmallIntegerField(
        _("Wahlgänge bis zum Los"),
        default=2,
        validators=[MinValueValidator(1), MaxValueValidator(5)],
        help_text=_(
            "Im ersten Wahlgang zählt mehr als die Hälfte der gültigen Stimmen. Danach gibt es eine "
            "Stichwahl der beiden Stärksten, bei Gleichstand im letzten Wahlgang das Los."
        ),
    )
    election_no_votes_valid = models.BooleanField(
        _("Nein-Stimmen sind bei Wahlen gültig"), default=True
    )

    question_time_minutes = models.PositiveSmallIntegerField(
        _("Einwohnerfragestunde in Minuten"),
        default=30,
        validators=[MaxValueValidator(240)],
        help_text=_("0: keine."),
    )
    speaking_minutes = models.PositiveSmallIntegerField(
        _("Redezeit in Minuten"),
        default=5,
        validators=[MaxValueValidator(120)],
        help_text=_("0: nicht begrenzt."),
    )
    needs_co_signer = models.BooleanField(
        _("Mitunterzeichnung der Niederschrift"),
        default=True,
        help_text=_(
            "Außer Vorsitz und Schriftführung unterschreibt ein Mitglied, das die Sitzung benennt."
        ),
    )
    deputies_are_personal = models.BooleanField(
        _("persönliche Stellvertretung"),
        default=True,
        help_text=_("Jede Stellvertretung vertritt dann ein bestimmtes Mitglied."),
    )
    non_public_categories = models.TextField(
        _("Was nichtöffentlich beraten wird"),
        blank=True,
        default="Personalangelegenheiten\nGrundstücksangelegenheiten\nVergaben\nAbgaben einzelner",
        help_text=_("Eine Art je Zeile. Sie stehen bei nichtöffentlichen Punkten zur Auswahl."),
    )

    keep_support_days = models.PositiveSmallIntegerField(
        _("Anfragen nach Unterstützung löschen nach Tagen"),
        default=14,
        help_text=_("Gezählt ab der Sitzung."),
    )
    keep_answers_months = models.PositiveSmallIntegerField(
        _("Antworten auf Einladungen löschen nach Monaten"), default=24
    )
    keep_device_votes_days = models.PositiveSmallIntegerField(
        _("Stimmungsbilder löschen nach Tagen"), default=30
    )
    keep_attendance_years = models.PositiveSmallIntegerField(
        _("Abrechnungen aufbewahren in Jahren"), default=10
    )

    class Meta:
        verbose_name = _("Geschäftsordnung")
        verbose_name_plural = _("Geschäftsordnungen")
        ordering = ["-term__start_date"]

    def __str__(self) -> str:
        return str(self.term)

    @property
    def categories(self) -> list[str]:
        """The kinds of non-public items, one a line in the column."""
        return [line.strip() for line in self.non_public_categories.splitlines() if line.strip()]


class AllowanceRate(Record):
    """What a member gets for attending a session, from a day on until a later rate begins."""

    rules = models.ForeignKey(
        RulesOfProcedure,
        on_delete=models.CASCADE,
        related_name="rates",
        verbose_name=_("Geschäftsordnung"),
    )
    organization_type = models.CharField(
        _("Für Sitzungen von"),
        max_length=20,
        choices=OrganizationType.choices,
        default=OrganizationType.PLENARY,
    )
    valid_from = models.DateField(_("gilt ab"))
    amount = models.DecimalField(
        _("Sitzungsgeld in Euro"),
        max_digits=7,
        decimal_places=2,
        validators=[MinValueValidator(Decimal(0))],
    )
    sessions_a_year = models.PositiveSmallIntegerField(
        _("bezahlte Sitzungen je Jahr höchstens"),
        null=True,
        blank=True,
        help_text=_("Leer: nicht begrenzt."),
    )

    class Meta:
        verbose_name = _("Sitzungsgeld")
        verbose_name_plural = _("Sitzungsgelder")
        ordering = ["organization_type", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["rules", "organization_type", "valid_from"],
                name="one_rate_a_day",
                violation_error_message=_("Ab diesem Tag gilt schon ein anderer Betrag."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_organization_type_display()} {self.valid_from:%d.%m.%Y}"
