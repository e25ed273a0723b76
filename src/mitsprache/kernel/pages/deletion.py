"""Deleting a record: first what hangs on it, then, asked again, the deletion."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from mitsprache.kernel.pages.base import BACK, OneRecordPage, back_address, edit_address
from mitsprache.kernel.store import StillInUse, dependents

SHOWN = 50
"""At most this many dependent records are named; the rest is counted."""


def named(records: list[Model]) -> list[dict[str, str]]:
    """Return records with what they are and where they are edited."""
    return [
        {
            "kind": str(record._meta.verbose_name),
            "label": str(record),
            "url": edit_address(record),
        }
        for record in records[:SHOWN]
    ]


class RecordDelete(OneRecordPage):
    """Deletes a record that nothing needs any more."""

    abstract = True
    template_name = "kernel/pages/delete.html"

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Show what would go with the record, or what still needs it."""
        return self.ask(200)

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Delete it, or show what still needs it."""
        name, address = str(self.record), back_address(request, self.list_address)
        try:
            self.operations.delete(actor=self.actor, record=self.record)
        except StillInUse:
            return self.ask(409)
        messages.success(request, _("Gelöscht: %(name)s") % {"name": name})
        return HttpResponseRedirect(address)

    def ask(self, status: int) -> HttpResponse:
        """Show the question."""
        needed: list[Model] = []
        hanging: list[Model] = []
        try:
            hanging = dependents(self.record)
        except StillInUse as error:
            needed = error.dependents
        edit = edit_address(self.record)
        context = self.get_context_data(
            page_title=_("„%(name)s“ löschen") % {"name": self.record},
            record=self.record,
            crumbs=[*self.crumbs(), *([{"label": str(self.record), "url": edit}] if edit else [])],
            needed=named(needed),
            hanging=named(hanging),
            more=max(len(needed), len(hanging)) - SHOWN,
            back=request_back(self.request),
            back_url=back_address(self.request, edit or self.list_address),
        )
        return self.render_to_response(context, status=status)


def request_back(request: HttpRequest) -> str:
    """Return the address to return to as it was sent, for the form to send on."""
    return request.POST.get(BACK) or request.GET.get(BACK, "")
