"""Pages of the workspace about the rules of procedure of each term, and the rates within."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mitsprache.council import forms, operations
from mitsprache.council.models import AllowanceRate, LegislativeTerm, RulesOfProcedure
from mitsprache.council.procedure import oddities
from mitsprache.kernel.access import Reason, Requires
from mitsprache.kernel.pages.base import RecordPage
from mitsprache.kernel.pages.columns import Column
from mitsprache.kernel.pages.deletion import RecordDelete
from mitsprache.kernel.pages.editing import RecordCreate, RecordUpdate
from mitsprache.kernel.pages.filters import RelatedFilter
from mitsprache.kernel.pages.lists import RecordList


def rules_address(term: LegislativeTerm) -> str:
    """Return where the rules of `term` are edited, or begun where there are none."""
    rules = RulesOfProcedure.objects.filter(term=term).first()
    if rules:
        return reverse("council_office:rules", args=[rules.key])
    return f"{reverse('council_office:rules_create')}?term={term.key}"


class RulesPage(RecordPage):
    abstract = True
    operations = operations.procedure

    def records(self) -> QuerySet[RulesOfProcedure]:
        return RulesOfProcedure.objects.select_related("term")


class RulesList(RulesPage, RecordList):
    access = Requires("council.read")
    lead = _("Fristen, Mehrheiten und Aufbewahrung gelten je Wahlperiode.")
    columns = (
        Column("term", sort=("term__start_date",)),
        Column("notice_days"),
        Column("notice_full_days"),
        Column("urgent_notice_hours"),
        Column("item_deadline_days"),
        Column("quorum_base", wide=True),
        Column("roll_call_request", wide=True),
        Column("secret_request", wide=True),
    )
    empty_text = _(
        "Ohne Geschäftsordnung gelten die üblichen Werte. Tragen Sie hier ein, was bei Ihnen gilt."
    )


class RulesCreate(RulesPage, RecordCreate):
    access = Requires("council.create_rules")
    form_class = forms.RulesForm
    prefill = ("term",)

    def warnings(self, record: RulesOfProcedure) -> Iterable[Reason]:
        return oddities(record)


class RulesUpdate(RulesPage, RecordUpdate):
    access = Requires("council.update_rules")
    form_class = forms.RulesForm
    template_name = "council/office/rules.html"

    def warnings(self, record: RulesOfProcedure) -> Iterable[Reason]:
        return oddities(record)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(rates=self.record.rates.all(), **kwargs)


class RulesDelete(RulesPage, RecordDelete):
    access = Requires("council.delete_rules")


class RatePage(RecordPage):
    abstract = True
    operations = operations.rate

    def records(self) -> QuerySet[AllowanceRate]:
        return AllowanceRate.objects.select_related("rules__term")


class RateList(RatePage, RecordList):
    access = Requires("council.read")
    lead = _("Was ein Mitglied für eine Sitzung bekommt, und ab wann.")
    columns = (
        Column("organization_type"),
        Column("valid_from"),
        Column("amount"),
        Column("sessions_a_year"),
        Column("rules", sort=("rules__term__start_date",)),
    )
    related = ("rules__term",)
    filters = (RelatedFilter("rules", RulesOfProcedure.objects.select_related("term").all),)
    empty_text = _("Tragen Sie ein, ab welchem Tag welches Sitzungsgeld gilt.")


class RateCreate(RatePage, RecordCreate):
    access = Requires("council.create_rate")
    form_class = forms.RateForm
    prefill = ("rules",)


class RateUpdate(RatePage, RecordUpdate):
    access = Requires("council.update_rate")
    form_class = forms.RateForm


class RateDelete(RatePage, RecordDelete):
    access = Requires("council.delete_rate")
