"""A member's own page: vote by phone, and see what was recorded for oneself."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from mitsprache.kernel.access import Requires
from mitsprache.kernel.store import problems_of
from mitsprache.kernel.views import Page, found
from mitsprache.proceedings import queries_own
from mitsprache.proceedings.enums import Choice
from mitsprache.proceedings.models import Vote
from mitsprache.proceedings.operations_devices import cast_device_ballot


class OwnVotes(Page):
    access = Requires("proceedings.cast_device_ballot")
    template_name = "proceedings/office/own_votes.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page_title=_("Abstimmen"),
            lead=_("Hier stimmen Sie am eigenen Gerät ab und sehen, was für Sie erfasst ist."),
            crumbs=[{"label": _("Büro"), "url": reverse("office_home")}],
            votes=queries_own.open_votes(self.actor),
            recorded=queries_own.recorded(self.actor),
            choices=Choice.choices,
            **kwargs,
        )

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Vote, and come back to the page."""
        text = request.POST.get("vote", "")
        chosen = request.POST.get("choice", "")
        vote = found(
            Vote.objects.select_related("sitting").filter(pk=int(text[:18])).first()
            if text.isascii() and text.isdigit()
            else None
        )
        try:
            cast_device_ballot(actor=self.actor, vote=vote, choice=chosen)
        except ValidationError as error:
            for texts in problems_of(error).values():
                for message in texts:
                    messages.error(request, message)
        else:
            messages.success(request, _("Ihre Stimme ist angekommen."))
        return HttpResponseRedirect(reverse("proceedings_office:own_votes"))
