"""Pages of the workspace about allowances. Nobody else ever sees them."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from itertools import groupby
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from mitsprache.council.models import LegislativeTerm
from mitsprache.kernel.access import Denied, Requires, may
from mitsprache.kernel.languages import BINDING
from mitsprache.kernel.pages.exports import download
from mitsprache.kernel.store import problems_of
from mitsprache.kernel.views import Endpoint, Page, found
from mitsprache.minutes import operations_allowances
from mitsprache.minutes.enums import AllowanceState, Half
from mitsprache.minutes.models import AllowanceList
from mitsprache.minutes.payments import Payment, is_current, stored_payments
from mitsprache.minutes.views.office import office_crumbs, pdf_answer


def euro(amount: Decimal) -> str:
    """Return an amount as the language writes it, with the sign of the euro."""
    return f"{number_format(amount, 2)} €"


def reason_words(reason: str) -> str:
    """Return why nothing is paid."""
    return {
        "no_rate": _("für diesen Tag gilt kein Satz"),
        "limit": _("Höchstzahl im Jahr erreicht"),
    }.get(reason, "")


def by_person(payments: list[Payment]) -> list[dict[str, Any]]:
    """Return the payments of each person with their sum."""
    people = []
    for _pk, group in groupby(payments, key=lambda one: one.person.pk):
        rows = list(group)
        people.append(
            {
                "name": rows[0].person.full_name,
                "payments": [{"payment": row, "note": note(row)} for row in rows],
                "count": sum(not row.reason for row in rows),
                "total": sum((row.amount for row in rows), Decimal(0)),
            }
        )
    return people


def note(payment: Payment) -> str:
    """Return whom somebody stood in for, and why nothing is paid."""
    stands_in = ""
    if payment.stands_in_for:
        stands_in = _("in Vertretung für %(name)s") % {"name": payment.stands_in_for}
    return ", ".join(part for part in (stands_in, reason_words(payment.reason)) if part)


class PrepareForm(forms.Form):
    """For which half year a list is to be computed."""

    term = forms.ModelChoiceField(
        LegislativeTerm.objects.all(), label=gettext_lazy("Wahlperiode"), empty_label=None
    )
    year = forms.IntegerField(label=gettext_lazy("Jahr"), min_value=1900, max_value=2199)
    half = forms.TypedChoiceField(label=gettext_lazy("Halbjahr"), choices=Half.choices, coerce=int)


def tell(request: HttpRequest, error: ValidationError) -> None:
    """Say what was wrong."""
    for texts in problems_of(error).values():
        messages.error(request, " ".join(texts))


class AllowanceLists(Page):
    """All lists, and the form that computes one."""

    access = Requires("minutes.read_allowances")
    template_name = "minutes/office/allowance_lists.html"

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Compute the list of a half year and show it."""
        form = PrepareForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("Nennen Sie Wahlperiode, Jahr und Halbjahr."))
            return HttpResponseRedirect(reverse("minutes_office:allowance_lists"))
        values = form.cleaned_data
        try:
            listed = operations_allowances.prepare_allowances(
                actor=self.actor, term=values["term"], year=values["year"], half=values["half"]
            )
        except ValidationError as error:
            tell(request, error)
            return HttpResponseRedirect(reverse("minutes_office:allowance_lists"))
        return HttpResponseRedirect(reverse("minutes_office:allowance_list", args=[listed.key]))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page_title=_("Sitzungsgeldlisten"),
            lead=_("Aus der Anwesenheit und den Sätzen der Geschäftsordnung berechnet."),
            crumbs=office_crumbs(),
            lists=AllowanceList.objects.select_related("term"),
            form=PrepareForm(),
            **kwargs,
        )


class OneList:
    """What the pages about one list share."""

    kwargs: dict[str, Any]

    @cached_property
    def listed(self) -> AllowanceList:
        """The list; 404 where there is none."""
        rows = AllowanceList.objects.select_related("term")
        return found(rows.filter(key=self.kwargs["key"]).first())

    @cached_property
    def payments(self) -> list[Payment]:
        """What it says."""
        return stored_payments(self.listed)

    @property
    def total(self) -> Decimal:
        """What is to be paid to all."""
        return sum((one.amount for one in self.payments), Decimal(0))


class AllowancePage(OneList, Page):
    """One list, person by person; released by a second person."""

    access = Requires("minutes.read_allowances")
    template_name = "minutes/office/allowance_list.html"

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Compute it anew, or release it."""
        listed, action = self.listed, request.POST.get("action", "")
        try:
            if action == "release":
                operations_allowances.release_allowances(actor=self.actor, listed=listed)
                messages.success(request, _("Die Liste ist freigegeben."))
            elif action == "prepare":
                operations_allowances.prepare_allowances(
                    actor=self.actor, term=listed.term, year=listed.year, half=listed.half
                )
                messages.success(request, _("Die Liste ist neu aufgestellt."))
            else:
                found(None)
        except ValidationError as error:
            tell(request, error)
        return HttpResponseRedirect(request.path)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        verdict = may(self.actor, "minutes.release_allowances", self.listed)
        is_open = self.listed.state != AllowanceState.RELEASED
        return super().get_context_data(
            page_title=_("Sitzungsgelder %(half)s") % {"half": self.listed},
            lead=str(self.listed.term),
            crumbs=office_crumbs(
                (_("Sitzungsgeldlisten"), reverse("minutes_office:allowance_lists"))
            ),
            listed=self.listed,
            people=by_person(self.payments),
            total=self.total,
            is_open=is_open,
            is_stale=is_open and not is_current(self.listed),
            refusal=verdict.reason if isinstance(verdict, Denied) else "",
            **kwargs,
        )


class AllowanceFile(OneList, Endpoint):
    """The list as CSV or XLSX: a row for each session of a person."""

    access = Requires("minutes.read_allowances")

    def get(self, _request: HttpRequest, key: str, form: str) -> HttpResponse:
        """Return the file."""
        header = [
            _("Name"),
            _("Datum"),
            _("Sitzung"),
            _("in Vertretung für"),
            _("Betrag in Euro"),
            _("Anmerkung"),
        ]
        rows = (
            [
                one.person.full_name,
                one.day,
                one.session,
                one.stands_in_for,
                one.amount,
                reason_words(one.reason),
            ]
            for one in self.payments
        )
        return download(form, _("Sitzungsgelder"), f"sitzungsgelder-{key}", header, rows)


class AllowancePdf(OneList, Endpoint):
    """The list as a PDF, for the files and the cash office."""

    access = Requires("minutes.read_allowances")

    def get(self, _request: HttpRequest, key: str) -> HttpResponse:
        """Return the file, in German."""
        with override(BINDING):
            return pdf_answer(self.pdf(), f"sitzungsgelder-{key}")

    def pdf(self) -> bytes:
        """Return the document."""
        from mitsprache.kernel.pdf import render

        listed, people = self.listed, by_person(self.payments)
        title = _("Sitzungsgelder %(half)s") % {"half": listed}
        is_released = listed.state == AllowanceState.RELEASED
        return render(
            "minutes/allowances",
            {
                "title": title,
                "notice": "" if is_released else _("Aufgestellt, noch nicht freigegeben"),
                "facts": self.facts(),
                "sums_title": _("Beträge"),
                "sums_head": [_("Name"), _("bezahlte Sitzungen"), _("Betrag")],
                "sums": [
                    *([one["name"], str(one["count"]), euro(one["total"])] for one in people),
                    [_("Summe"), str(sum(one["count"] for one in people)), euro(self.total)],
                ],
                "sessions_title": _("Sitzungen"),
                "sessions_head": [_("Datum"), _("Sitzung"), _("Betrag")],
                "people": [
                    {"name": one["name"], "sessions": [self.line(row) for row in one["payments"]]}
                    for one in people
                ],
            },
            language=BINDING,
            title=title,
            issuer=listed.term.council_name,
        )

    def line(self, row: dict[str, Any]) -> list[str]:
        """Return a session of somebody as a row."""
        payment: Payment = row["payment"]
        words = f"{payment.session} ({row['note']})" if row["note"] else payment.session
        return [date_format(payment.day, "SHORT_DATE_FORMAT"), words, euro(payment.amount)]

    def facts(self) -> list[tuple[str, str]]:
        """Return who prepared and who released it, and when."""
        listed = self.listed
        prepared = date_format(localtime(listed.prepared_at), "DATE_FORMAT")
        rows = [
            (_("Wahlperiode"), str(listed.term)),
            (_("aufgestellt von"), f"{listed.prepared_by}, {prepared}"),
        ]
        if listed.released_at:
            released = date_format(localtime(listed.released_at), "DATE_FORMAT")
            rows.append((_("freigegeben von"), f"{listed.released_by}, {released}"))
        return rows
