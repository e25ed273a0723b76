"""Which sessions and agenda items belong to a goal: the page where the office links them."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from mitsprache.goals.models import Goal
from mitsprache.goals.views.office import GoalPage
from mitsprache.kernel.access import Requires
from mitsprache.kernel.pages.base import OneRecordPage, edit_address, sent_keys
from mitsprache.kernel.pages.filters import search
from mitsprache.kernel.store import problems_of
from mitsprache.kernel.views import found
from mitsprache.meetings.models import AgendaItem, Meeting

FOUND: Final = 20
"""At most this many sessions and items are offered for a search."""
KINDS: Final = {"meetings": Meeting, "agenda_items": AgendaItem}


class GoalLinks(GoalPage, OneRecordPage):
    """Finds sessions and items by words, and adds them to the goal or takes them off."""

    access = Requires("goals.update_goal")
    template_name = "goals/office/links.html"

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Add or take off one session or item."""
        name = request.POST.get("kind", "")
        model = found(KINDS.get(name))
        other = found(model._default_manager.filter(key__in=sent_keys(request, "key")).first())
        linked = set(getattr(self.record, name).values_list("pk", flat=True))
        chosen = linked - {other.pk} if "take_off" in request.POST else linked | {other.pk}
        rows = list(model._default_manager.filter(pk__in=chosen))
        try:
            self.operations.update(actor=self.actor, record=self.record, values={name: rows})
        except ValidationError as error:
            for texts in problems_of(error).values():
                messages.error(request, " ".join(texts))
        return HttpResponseRedirect(request.get_full_path())

    def entries(self, rows: Any, name: str) -> list[dict[str, str]]:
        """Return what a line of the page shows."""
        return [
            {
                "kind": name,
                "key": row.key,
                "label": str(row),
                "where": str(row.meeting) if isinstance(row, AgendaItem) else "",
                "url": edit_address(row),
            }
            for row in rows
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        goal: Goal = self.record
        text = self.request.GET.get("q", "").strip()
        meetings = goal.meetings.all()
        items = goal.agenda_items.select_related("meeting").order_by("-meeting__start_at", "pk")
        offered: list[dict[str, str]] = []
        if text:
            free = Meeting.objects.exclude(pk__in=meetings.values("pk"))
            rest = AgendaItem.objects.select_related("meeting").exclude(pk__in=items.values("pk"))
            offered = [
                *self.entries(
                    search(free, ("name", "organization__name"), text)[:FOUND], "meetings"
                ),
                *self.entries(
                    search(rest, ("title",), text).order_by("-meeting__start_at", "pk")[:FOUND],
                    "agenda_items",
                ),
            ]
        return super().get_context_data(
            page_title=_("Sitzungen und Tagesordnungspunkte"),
            lead=str(goal),
            crumbs=[*self.crumbs(), {"label": str(goal), "url": self.address("", goal)}],
            linked=[*self.entries(meetings, "meetings"), *self.entries(items, "agenda_items")],
            offered=offered,
            text=text,
            here=self.request.get_full_path(),
            **kwargs,
        )
