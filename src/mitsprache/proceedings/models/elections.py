"""Elections within the body: several ballots, run-off, lot."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from mitsprache.council.models import Person
from mitsprache.kernel.models import Record
from mitsprache.meetings.models import AgendaItem
from mitsprache.proceedings.enums import VoteKind, VoteState
from mitsprache.proceedings.models.sitting import Sitting


class Election(Record):
    """An election of one person to an office, at an item of the agenda."""

    NOT_TRANSLATED = {"office": "part of the German minutes"}

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="elections")
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="elections")
    office = models.CharField(_("Amt"), max_length=200, help_text=_("z. B. Vorsitz"))
    kind = models.CharField(
        _("Art"), max_length=20, choices=VoteKind.choices, default=VoteKind.SECRET
    )
    state = models.CharField(
        _("Stand"), max_length=20, choices=VoteState.choices, default=VoteState.OPEN
    )
    elected = models.ForeignKey(
        "Candidacy", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("Wahl")
        verbose_name_plural = _("Wahlen")
        ordering = ["sitting", "pk"]

    def __str__(self) -> str:
        return self.office


class Candidacy(models.Model):
    """Somebody who stands in an election."""

    election = models.ForeignKey(Election, on_delete=models.CASCADE, related_name="candidacies")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="candidacies")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["election", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["election", "person"], name="candidacy_once")
        ]

    def __str__(self) -> str:
        return str(self.person)


class ElectionBallot(models.Model):
    """One ballot of an election (Wahlgang). A lot is recorded, never drawn by the program."""

    election = models.ForeignKey(Election, on_delete=models.CASCADE, related_name="ballots")
    number = models.PositiveSmallIntegerField(_("Wahlgang"))
    entitled = models.PositiveSmallIntegerField(_("Anwesend und stimmberechtigt"))
    no = models.PositiveSmallIntegerField(_("Nein"), default=0)
    abstentions = models.PositiveSmallIntegerField(_("Enthaltungen"), default=0)
    invalid = models.PositiveSmallIntegerField(_("Ungültig"), default=0)
    counted_at = models.DateTimeField()
    lot_winner = models.ForeignKey(
        Candidacy, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    lot_drawn_by = models.CharField(_("Los gezogen von"), max_length=200, blank=True)
    lot_drawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["election", "number"]
        constraints = [
            models.UniqueConstraint(fields=["election", "number"], name="election_ballot_once")
        ]

    def __str__(self) -> str:
        return f"{self.election} {self.number}"


class Tally(models.Model):
    """The votes of a candidate in a ballot."""

    ballot = models.ForeignKey(ElectionBallot, on_delete=models.CASCADE, related_name="tallies")
    candidacy = models.ForeignKey(Candidacy, on_delete=models.CASCADE, related_name="tallies")
    votes = models.PositiveSmallIntegerField(_("Stimmen"))

    class Meta:
        ordering = ["ballot", "-votes", "candidacy"]
        constraints = [models.UniqueConstraint(fields=["ballot", "candidacy"], name="tally_once")]

    def __str__(self) -> str:
        return f"{self.candidacy}: {self.votes}"
