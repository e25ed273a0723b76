"""The list of a record type: search, filters, order, pages, bulk actions and files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mitsprache.kernel import clock
from mitsprache.kernel.access import PermissionRefused, Reason, may
from mitsprache.kernel.pages.base import RecordPage, edit_address, sent_keys
from mitsprache.kernel.pages.columns import Column
from mitsprache.kernel.pages.exports import FORMATS, download
from mitsprache.kernel.pages.filters import Filter, search
from mitsprache.kernel.records import RecordOperations
from mitsprache.kernel.store import StillInUse, problems_of

SEARCH, SORT, PAGE, FORMAT = "q", "sort", "seite", "format"
"""Names of the parameters in a list's address."""


@dataclass(frozen=True, slots=True)
class BulkAction:
    """An operation offered for the chosen records of a list.

    Attributes:
        name: value in the form.
        label: on the select.
        permission: without it the action is not offered.
        run: the operation, called with `actor` and `record` for one record after the other.
        confirm: asks once more on a page of its own, naming the records.
    """

    name: str
    label: Reason
    permission: str
    run: Callable[..., Any]
    confirm: bool = False


def bulk_delete(operations: RecordOperations[Any]) -> BulkAction:
    """Return the action that deletes the chosen records after asking once more."""
    app = operations.model._meta.app_label
    return BulkAction(
        "loeschen",
        gettext_lazy("Löschen"),
        f"{app}.delete_{operations.noun}",
        operations.delete,
        confirm=True,
    )


class RecordList(RecordPage):
    """All records of a type that who looks may see.

    Attributes:
        columns: the first one links to the record.
        search_fields: lookups in which words are searched.
        filters: selects above the list.
        bulk_actions: what can be done to several records at once.
        ordering: fallback order, and of what no column sorts.
        related: foreign keys that the columns read, fetched in the same query.
        page_size: rows on a page.
        lead: one sentence below the heading.
        empty_text: what will stand here, and who puts it there.
    """

    abstract = True
    template_name = "kernel/pages/list.html"
    columns: ClassVar[tuple[Column, ...]]
    search_fields: ClassVar[tuple[str, ...]] = ()
    filters: ClassVar[tuple[Filter, ...]] = ()
    bulk_actions: ClassVar[tuple[BulkAction, ...]] = ()
    ordering: ClassVar[tuple[str, ...]] = ()
    related: ClassVar[tuple[str, ...]] = ()
    page_size: ClassVar[int] = 50
    lead: ClassVar[Reason] = ""
    empty_text: ClassVar[Reason] = ""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show a page of the list, or hand the whole list over as a file."""
        form = request.GET.get(FORMAT, "")
        if form in FORMATS:
            return self.file(form)
        return self.render_to_response(self.get_context_data(**kwargs))

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Run a bulk action, after asking where it wants to be asked."""
        action = next((a for a in self.offered() if a.name == request.POST.get("aktion")), None)
        chosen = list(self.records().filter(key__in=sent_keys(request, "auswahl")))
        if action is None or not chosen:
            text = _("Wählen Sie mindestens einen Eintrag und eine Aktion aus.")
            messages.warning(request, text)
            return HttpResponseRedirect(request.get_full_path())
        if action.confirm and request.POST.get("bestaetigt") != "ja":
            return self.response_class(
                request=request,
                template="kernel/pages/bulk.html",
                context={
                    "action": action,
                    "chosen": chosen,
                    "page_title": str(action.label),
                    "crumbs": [*self.crumbs(), {"label": self.plural, "url": self.list_address}],
                    "back": request.get_full_path(),
                },
            )
        self.run(action, chosen)
        return HttpResponseRedirect(request.get_full_path())

    def run(self, action: BulkAction, chosen: Sequence[Any]) -> None:
        """Run `action` for each record on its own and tell what worked and what did not."""
        done = 0
        for record in chosen:
            name = str(record)
            try:
                action.run(actor=self.actor, record=record)
            except PermissionRefused as error:
                messages.error(self.request, f"{name}: {error.reason}")
            except StillInUse as error:
                users = ", ".join(str(user) for user in error.dependents[:3])
                messages.error(
                    self.request,
                    _("%(name)s: wird noch gebraucht von %(users)s.")
                    % {"name": name, "users": users},
                )
            except ValidationError as error:
                problems = [text for texts in problems_of(error).values() for text in texts]
                messages.error(self.request, f"{name}: {' '.join(problems)}")
            else:
                done += 1
        if done:
            text = ngettext("%(n)s Eintrag: %(action)s", "%(n)s Einträge: %(action)s", done)
            messages.success(self.request, text % {"n": done, "action": action.label})

    def offered(self) -> list[BulkAction]:
        """Return the bulk actions that who looks may use at all."""
        return [action for action in self.bulk_actions if may(self.actor, action.permission)]

    @cached_property
    def chosen_filters(self) -> list[dict[str, Any]]:
        """The filters with their choices and the chosen value; an unknown value counts as none."""
        found = []
        for entry in self.filters:
            choices = entry.choices(self.operations.model)
            value = self.request.GET.get(entry.name, "")
            found.append(
                {
                    "filter": entry,
                    "name": entry.name,
                    "label": entry.heading(self.operations.model),
                    "choices": choices,
                    "value": value if value in dict(choices) else "",
                    "chosen": dict(choices).get(value, ""),
                }
            )
        return found

    @property
    def text(self) -> str:
        """The words searched for."""
        return self.request.GET.get(SEARCH, "").strip()

    def matching(self) -> QuerySet[Any]:
        """Return the records that match search and filters, in the chosen order."""
        records = self.records().select_related(*self.related) if self.related else self.records()
        if self.text and self.search_fields:
            records = search(records, self.search_fields, self.text)
        for entry in self.chosen_filters:
            if entry["value"]:
                records = entry["filter"].narrow(records, entry["value"])
        return records.order_by(*self.order())

    @property
    def sorted_by(self) -> str:
        """The name of the column sorted by, with '-' before it for downwards; '' for the usual."""
        wanted = self.request.GET.get(SORT, "")
        known = {column.name for column in self.columns if column.sort_by(self.operations.model)}
        return wanted if wanted.removeprefix("-") in known else ""

    def order(self) -> tuple[str, ...]:
        """Return the order; the primary key comes last, so that pages never overlap."""
        usual = (*(self.ordering or self.operations.model._meta.ordering), "pk")
        wanted = self.sorted_by
        for column in self.columns:
            if column.name == wanted.removeprefix("-"):
                downwards = "-" if wanted.startswith("-") else ""
                return (
                    *(downwards + name for name in column.sort_by(self.operations.model)),
                    *usual,
                )
        return usual

    def file(self, form: str) -> HttpResponse:
        """Return every matching record as a file."""
        header = [column.heading(self.operations.model) for column in self.columns]
        rows = ([column.shown(record) for column in self.columns] for record in self.matching())
        name = f"{self.operations.noun}-{clock.today():%Y-%m-%d}"
        return download(form, self.plural, name, header, rows)

    def query(self, **changes: str | int | None) -> str:
        """Return this address with some parameters changed; None takes one away."""
        parameters = self.request.GET.copy()
        for name, value in changes.items():
            parameters.pop(name, None)
            if value is not None:
                parameters[name] = str(value)
        return f"?{parameters.urlencode()}"

    def headings(self) -> list[dict[str, Any]]:
        """Return what stands above each column."""
        model, current = self.operations.model, self.sorted_by
        found = []
        for column in self.columns:
            if column.wide:
                continue
            up = current == column.name
            down = current == f"-{column.name}"
            target = f"-{column.name}" if up else column.name
            found.append(
                {
                    "label": column.heading(model),
                    "number": column.is_number(model),
                    "sort": self.query(**{SORT: target, PAGE: None})
                    if column.sort_by(model)
                    else "",
                    "direction": "ascending" if up else "descending" if down else "",
                }
            )
        return found

    def rows(self, records: Sequence[Any]) -> list[dict[str, Any]]:
        """Return the page's records with their cells."""
        columns = [column for column in self.columns if not column.wide]
        return [
            {
                "record": record,
                "url": edit_address(record),
                "cells": [column.cell(record) for column in columns],
            }
            for record in records
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the list's template prints."""
        page = Paginator(self.matching(), self.page_size).get_page(self.request.GET.get(PAGE))
        narrowed = bool(self.text) or any(entry["value"] for entry in self.chosen_filters)
        can_create = self.may("create") and self.has_create_page()
        return super().get_context_data(
            page_title=self.plural,
            lead=self.lead,
            crumbs=self.crumbs(),
            headings=self.headings(),
            rows=self.rows(list(page.object_list)),
            total=page.paginator.count,
            page=page,
            newer_url=self.query(**{PAGE: page.number - 1}) if page.has_previous() else "",
            older_url=self.query(**{PAGE: page.number + 1}) if page.has_next() else "",
            text=self.text,
            can_search=bool(self.search_fields),
            filters=self.chosen_filters,
            narrowed=narrowed,
            sorted_by=self.sorted_by,
            bulk_actions=self.offered(),
            create_url=self.address("_create") if can_create else "",
            create_label=_("%(noun)s anlegen") % {"noun": capfirst(self.singular)},
            empty_text=self.empty_text,
            list_address=self.request.path,
            csv_url=self.query(**{FORMAT: "csv", PAGE: None}),
            xlsx_url=self.query(**{FORMAT: "xlsx", PAGE: None}),
            **kwargs,
        )

    def has_create_page(self) -> bool:
        """Whether there is a page to create such records. Overridden where there is none."""
        return True
