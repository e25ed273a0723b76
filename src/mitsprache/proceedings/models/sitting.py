"""A session as it runs: who is there, which item is called, who leads."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from mitsprache.council.models import Membership, Organization, Person
from mitsprache.kernel.models import Record
from mitsprache.meetings.models import AgendaItem, Meeting
from mitsprache.proceedings.enums import Absence, ParticipantKind


class Sitting(Record):
    """The course of one session. It exists from the moment the session is opened."""

    NOT_TRANSLATED = {"quorum_note": "part of the German minutes"}

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="sitting")
    opened_at = models.DateTimeField(_("eröffnet um"))
    closed_at = models.DateTimeField(_("geschlossen um"), null=True, blank=True)
    is_broken_off = models.BooleanField(_("abgebrochen"), default=False)
    is_second_call = models.BooleanField(
        _("zum zweiten Mal einberufen"),
        default=False,
        help_text=_("Dann ist das Gremium zu denselben Punkten ohne Rücksicht auf die Zahl fähig."),
    )
    lacks_quorum_since = models.DateTimeField(
        _("Beschlussunfähigkeit festgestellt um"), null=True, blank=True
    )
    quorum_note = models.CharField(
        _("Zur Beschlussfähigkeit"),
        max_length=1000,
        blank=True,
        help_text=_("Wann sie bezweifelt und was festgestellt wurde."),
    )
    current_item = models.ForeignKey(
        AgendaItem, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    chair = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("Vorsitz")
    )
    minute_taker = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Schriftführung"),
    )
    co_signer = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Mitunterzeichnung"),
    )

    class Meta:
        verbose_name = _("Sitzungsverlauf")
        verbose_name_plural = _("Sitzungsverläufe")

    def __str__(self) -> str:
        return str(self.meeting)


class Participant(models.Model):
    """Somebody on the attendance list of a session."""

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="participants")
    kind = models.CharField(_("Art"), max_length=20, choices=ParticipantKind.choices)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="participations"
    )
    name = models.CharField(
        _("Name"), max_length=200, blank=True, help_text=_("Nur bei Gästen und der Verwaltung.")
    )
    function = models.CharField(_("Funktion"), max_length=200, blank=True)
    membership = models.ForeignKey(
        Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    on_behalf_of = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    voting_right = models.BooleanField(_("stimmberechtigt"), default=False)
    substitutes = models.OneToOneField(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="substitute",
        verbose_name=_("in Vertretung für"),
    )
    absence = models.CharField(_("Abwesenheit"), max_length=20, choices=Absence.choices, blank=True)
    position = models.PositiveSmallIntegerField(_("Reihenfolge"), default=0)

    class Meta:
        ordering = ["sitting", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["sitting", "person"],
                name="participant_once",
                violation_error_message=_("Diese Person steht schon auf der Anwesenheitsliste."),
            ),
            models.CheckConstraint(
                condition=models.Q(person__isnull=False) | ~models.Q(name=""),
                name="participant_has_name",
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(self.person)


class Presence(models.Model):
    """A stretch of time for which a participant was in the room; open while it is."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="presences")
    from_at = models.DateTimeField(_("gekommen um"))
    until_at = models.DateTimeField(_("gegangen um"), null=True, blank=True)

    class Meta:
        ordering = ["participant", "from_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until_at__isnull=True)
                | models.Q(until_at__gte=models.F("from_at")),
                name="presence_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["participant"],
                condition=models.Q(until_at__isnull=True),
                name="one_open_presence",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant} {self.from_at:%H:%M}"


class ItemRecord(Record):
    """What happened at an item: when it was called, who led, what was said."""

    NOT_TRANSLATED = {
        "discussion": "part of the German minutes",
        "notes": "for the minute taker alone",
        "decision": "a draft; once adopted it is the item's resolution text, which is translated",
    }
    UNLOGGED = ("notes",)

    item = models.OneToOneField(AgendaItem, on_delete=models.CASCADE, related_name="record")
    called_at = models.DateTimeField(_("aufgerufen um"), null=True, blank=True)
    ended_at = models.DateTimeField(_("beendet um"), null=True, blank=True)
    led_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    discussion = models.TextField(_("Beratung"), blank=True)
    notes = models.TextField(_("Notizen"), blank=True)
    decision = models.TextField(
        _("Beschlusstext"),
        blank=True,
        help_text=_("Steht nach der Annahme als Beschluss beim Punkt. Leer: wie vorgelegt."),
    )
    is_question_time = models.BooleanField(_("Einwohnerfragestunde"), default=False)

    class Meta:
        verbose_name = _("Verlauf eines Punktes")
        verbose_name_plural = _("Verlauf der Punkte")

    def __str__(self) -> str:
        return str(self.item)


class Bias(models.Model):
    """A member's conflict of interest on an item (§ 31 GO NRW). The reason is never public."""

    UNLOGGED = ("reason",)

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="biases")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="biases")
    reason = models.CharField(_("Grund"), max_length=300, blank=True)
    left_room = models.BooleanField(_("hat den Raum verlassen"), default=False)
    declared_at = models.DateTimeField(_("erklärt um"))

    class Meta:
        ordering = ["item", "pk"]
        constraints = [models.UniqueConstraint(fields=["item", "participant"], name="bias_once")]

    def __str__(self) -> str:
        return str(self.participant)
