"""Allowances of half a year, prepared by one person and released by another."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from mitsprache.council.models import LegislativeTerm, Person
from mitsprache.kernel.models import Record
from mitsprache.minutes.enums import AllowanceState, Half


class AllowanceList(Record):
    """What members get for half a year. A released list never changes."""

    NOT_TRANSLATED = {"prepared_by": "a name", "released_by": "a name"}

    term = models.ForeignKey(
        LegislativeTerm,
        on_delete=models.PROTECT,
        related_name="allowance_lists",
        verbose_name=_("Wahlperiode"),
    )
    year = models.PositiveSmallIntegerField(_("Jahr"))
    half = models.PositiveSmallIntegerField(_("Halbjahr"), choices=Half.choices)
    state = models.CharField(
        _("Stand"), max_length=20, choices=AllowanceState.choices, default=AllowanceState.PREPARED
    )
    prepared_by = models.CharField(_("aufgestellt von"), max_length=200)
    prepared_by_account = models.PositiveBigIntegerField(null=True, blank=True, editable=False)
    prepared_at = models.DateTimeField(_("aufgestellt um"))
    released_by = models.CharField(_("freigegeben von"), max_length=200, blank=True)
    released_at = models.DateTimeField(_("freigegeben um"), null=True, blank=True)

    class Meta:
        verbose_name = _("Liste der Sitzungsgelder")
        verbose_name_plural = _("Sitzungsgelder")
        ordering = ["-year", "-half"]
        constraints = [
            models.UniqueConstraint(
                fields=["term", "year", "half"],
                name="one_allowance_list_a_half",
                violation_error_message=_("Für dieses Halbjahr gibt es schon eine Liste."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_half_display()} {self.year}"


class AllowanceEntry(models.Model):
    """One attended session of a person, and what it is paid with."""

    list = models.ForeignKey(AllowanceList, on_delete=models.CASCADE, related_name="entries")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="allowances")
    day = models.DateField(_("Tag"))
    session = models.CharField(_("Sitzung"), max_length=300)
    stands_in_for = models.CharField(_("in Vertretung für"), max_length=300, blank=True)
    amount = models.DecimalField(_("Euro"), max_digits=7, decimal_places=2)
    reason = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["list", "person__family_name", "person__given_name", "person", "day", "pk"]

    def __str__(self) -> str:
        return f"{self.person} {self.day:%d.%m.%Y}"
