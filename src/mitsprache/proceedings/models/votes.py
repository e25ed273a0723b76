"""Votes on items."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from mitsprache.kernel.models import Record
from mitsprache.meetings.models import AgendaItem
from mitsprache.proceedings.enums import Choice, Majority, VoteKind, VoteState
from mitsprache.proceedings.models.sitting import Participant, Sitting


class Vote(Record):
    """One vote, on one item or en bloc on several. Its result follows from counts and rules."""

    NOT_TRANSLATED = {
        "subject": "part of the German minutes; the item says it in public",
        "reason": "part of the German minutes",
    }

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="votes")
    items = models.ManyToManyField(AgendaItem, related_name="votes")
    subject = models.CharField(
        _("Worüber abgestimmt wird"),
        max_length=300,
        blank=True,
        help_text=_("Leer: der Beschlussvorschlag des Punktes."),
    )
    public = models.BooleanField(
        _("öffentlich"), default=True, help_text=_("Ob die Abstimmung im öffentlichen Teil war.")
    )
    reason = models.CharField(
        _("Begründung"),
        max_length=500,
        blank=True,
        help_text=_("Bei Dringlichkeit: warum der Punkt keinen Aufschub duldet."),
    )
    decides = models.BooleanField(
        _("entscheidet über den Punkt"),
        default=True,
        help_text=_("Sonst gilt sie dem Verfahren, z. B. Ende der Rednerliste."),
    )
    is_amended = models.BooleanField(
        _("in geänderter Fassung"), default=False, help_text=_("Anders, als es vorlag.")
    )
    kind = models.CharField(
        _("Art"), max_length=20, choices=VoteKind.choices, default=VoteKind.OPEN
    )
    majority = models.CharField(
        _("Nötige Mehrheit"), max_length=20, choices=Majority.choices, default=Majority.SIMPLE
    )
    state = models.CharField(
        _("Stand"), max_length=20, choices=VoteState.choices, default=VoteState.OPEN
    )
    opened_at = models.DateTimeField(_("eröffnet um"))
    closed_at = models.DateTimeField(_("geschlossen um"), null=True, blank=True)
    entitled = models.PositiveSmallIntegerField(
        _("Anwesend und stimmberechtigt"), null=True, blank=True
    )
    yes = models.PositiveSmallIntegerField(_("Ja"), null=True, blank=True)
    no = models.PositiveSmallIntegerField(_("Nein"), null=True, blank=True)
    abstentions = models.PositiveSmallIntegerField(_("Enthaltungen"), null=True, blank=True)
    invalid = models.PositiveSmallIntegerField(_("Ungültig"), null=True, blank=True)
    is_adopted = models.BooleanField(_("angenommen"), null=True, blank=True)

    class Meta:
        verbose_name = _("Abstimmung")
        verbose_name_plural = _("Abstimmungen")
        ordering = ["sitting", "opened_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state=VoteState.CLOSED) | models.Q(is_adopted__isnull=False),
                name="closed_vote_has_outcome",
            )
        ]

    def __str__(self) -> str:
        return self.subject or self.key


class Ballot(models.Model):
    """What a member said in a roll call. Secret votes have none."""

    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="ballots")
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="ballots")
    choice = models.CharField(max_length=10, choices=Choice.choices)
    cast_at = models.DateTimeField()

    class Meta:
        ordering = ["vote", "participant__position", "pk"]
        constraints = [models.UniqueConstraint(fields=["vote", "participant"], name="ballot_once")]

    def __str__(self) -> str:
        return f"{self.participant}: {self.get_choice_display()}"


class DeviceBallot(models.Model):
    """A vote from a member's own phone; binding only where the term's rules say so.

    It is deleted after some days, so the log, which stays, does not hold what was chosen.
    """

    UNLOGGED = ("choice",)

    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="device_ballots")
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="device_ballots"
    )
    choice = models.CharField(max_length=10, choices=Choice.choices)
    cast_at = models.DateTimeField()

    class Meta:
        ordering = ["vote", "participant__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["vote", "participant"], name="device_ballot_once")
        ]

    def __str__(self) -> str:
        return str(self.participant)
